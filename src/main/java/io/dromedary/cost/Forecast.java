package io.dromedary.cost;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What telling many people is expected to cost, were all delivered at one instant.
 *
 * @param expected without what is unknown
 * @param lines one for each group, in their order
 */
public record Forecast(Money expected, List<Line> lines) {

  public Forecast {
    lines = List.copyOf(lines);
  }

  /**
   * Recipients who are alike.
   *
   * @param market as in {@code prices/markets.yaml}
   * @param category of the template; {@code SERVICE} for session messages
   * @param windowOpen whether their customer service windows are open
   * @param recipients how many, not negative
   */
  public record Group(String market, PriceCategory category, boolean windowOpen, long recipients) {

    public Group {
      if (recipients < 0) {
        throw new IllegalArgumentException("A group has no negative number of recipients");
      }
    }
  }

  /**
   * What a group costs.
   *
   * @param quote of its first message
   * @param total of all that are priced
   * @param free how many of them cost nothing
   * @param unknown how many of them nobody can price
   */
  public record Line(Group group, Quote quote, Money total, long free, long unknown) {}

  /** How many have no known price: the expected cost leaves them out. */
  public long unknown() {
    return lines.stream().mapToLong(Line::unknown).sum();
  }

  /** The groups, or parts of them, that have no known price. */
  public List<Line> unknownLines() {
    return lines.stream().filter(line -> line.unknown() > 0).toList();
  }

  /**
   * Adds up. Volume tiers and the month's allowance are used up as the groups go.
   *
   * @param before what the month has seen; the volume tier counts each market and category apart
   */
  public static Forecast of(Prices prices, List<Group> groups, Volume before, Instant at) {
    Map<String, Long> charged = new HashMap<>();
    long allowanceUsed = before.allowanceUsed();
    Money expected = Money.zero(prices.settings().currency());
    List<Line> lines = new ArrayList<>();
    for (Group group : groups) {
      String tierOf = group.market() + " " + group.category();
      PriceQuestion question =
          new PriceQuestion(
              Destination.market(group.market()),
              group.category(),
              group.windowOpen() || group.category() == PriceCategory.SERVICE,
              FreeEntry.none(),
              new Volume(charged.getOrDefault(tierOf, before.charged()), allowanceUsed),
              at);
      Prices.Sum sum = prices.sum(question, group.recipients());
      allowanceUsed = Math.max(allowanceUsed, sum.after().allowanceUsed());
      charged.put(tierOf, sum.after().charged());
      expected = expected.plus(sum.total());
      lines.add(new Line(group, sum.first(), sum.total(), sum.free(), sum.unknown()));
    }
    return new Forecast(expected, lines);
  }
}
