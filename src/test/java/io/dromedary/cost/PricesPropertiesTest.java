package io.dromedary.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.template.Category;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.yaml.snakeyaml.Yaml;

/** Whatever the number, the instant and the month. */
class PricesPropertiesTest {

  private static final Prices PRICES = DeliveredPrices.euros();
  private static final Instant FIRST_LIST = Instant.parse("2026-06-30T22:00:00Z");
  private static final List<Map<String, String>> PREFIXES = prefixes();

  @Provide
  Arbitrary<String> numbers() {
    Arbitrary<String> any = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(15);
    Arbitrary<String> listed =
        Arbitraries.of(PREFIXES.get(1).keySet())
            .flatMap(
                prefix ->
                    Arbitraries.strings()
                        .numeric()
                        .ofMaxLength(15 - prefix.length())
                        .map(rest -> prefix + rest));
    return Arbitraries.oneOf(any, listed);
  }

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs()
        .between(
            Instant.parse("2024-01-01T00:00:00Z").getEpochSecond(),
            Instant.parse("2028-01-01T00:00:00Z").getEpochSecond())
        .map(Instant::ofEpochSecond);
  }

  @Provide
  Arbitrary<PriceQuestion> questions() {
    return net.jqwik.api.Combinators.combine(
            numbers(),
            instants(),
            Arbitraries.of(Category.values()).injectNull(0.25),
            Arbitraries.of(true, false),
            Arbitraries.longs().between(0, 3000),
            instants())
        .as(
            (number, at, category, open, volume, entry) ->
                (category == null
                        ? PriceQuestion.session(Destination.phone(number), at)
                        : PriceQuestion.template(category, Destination.phone(number), at)
                            .windowOpen(open))
                    .volume(new Volume(volume, volume))
                    .freeEntry(volume % 7 == 0 ? FreeEntry.answered(entry) : FreeEntry.none()));
  }

  /** Compared with a reading of the file that tries every prefix, the longest first. */
  @Property(tries = 3000)
  void anyNumberHasExactlyOneMarket(@ForAll("numbers") String number, @ForAll boolean later) {
    Instant at = later ? Instant.parse("2026-11-20T10:00:00Z") : FIRST_LIST;
    Map<String, String> list = PREFIXES.get(later ? 1 : 0);
    String expected = "other";
    for (int length = number.length(); length > 0; length--) {
      String market = list.get(number.substring(0, length));
      if (market != null) {
        expected = market;
        break;
      }
    }
    assertThat(PRICES.market(Destination.phone("+" + number), at)).contains(expected);
  }

  @Property(tries = 3000)
  void betweenTwoDatesAQuoteNeverChanges(
      @ForAll("questions") PriceQuestion question, @ForAll("instants") Instant other) {
    PriceQuestion without = question.freeEntry(FreeEntry.none());
    if (era(question.at()) == era(other)) {
      assertThat(PRICES.quote(without.at(other))).isEqualTo(PRICES.quote(without));
    }
  }

  @Property(tries = 2000)
  void theSameQuestionHasTheSameAnswer(@ForAll("questions") PriceQuestion question) {
    assertThat(DeliveredPrices.euros().quote(question)).isEqualTo(PRICES.quote(question));
  }

  @Property(tries = 3000)
  void whatIsPricedIsNeverZero(@ForAll("questions") PriceQuestion question) {
    if (PRICES.quote(question) instanceof Quote.Priced priced) {
      assertThat(priced.money().amount()).isPositive();
      assertThat(priced.facts().table()).isNotNull();
    }
  }

  /** A forecast is the sum of its messages, one after the other. */
  @Property(tries = 300)
  void aForecastIsTheSumOfItsQuotes(
      @ForAll @IntRange(max = 60) int recipients,
      @ForAll @LongRange(max = 60) long charged,
      @ForAll @LongRange(min = 960, max = 1040) long allowanceUsed,
      @ForAll PriceCategory category) {
    Prices tiered = ForecastTest.tiered();
    Instant at = Instant.parse("2027-02-01T10:00:00Z");
    Forecast forecast =
        Forecast.of(
            tiered,
            List.of(new Forecast.Group("germany", category, true, recipients)),
            new Volume(charged, allowanceUsed),
            at);
    Money sum = Money.zero(tiered.settings().currency());
    long free = 0;
    long unknown = 0;
    Volume volume = new Volume(charged, allowanceUsed);
    for (int i = 0; i < recipients; i++) {
      Quote quote =
          tiered.quote(
              new PriceQuestion(
                  Destination.market("germany"), category, true, FreeEntry.none(), volume, at));
      if (quote instanceof Quote.Priced priced) {
        sum = sum.plus(priced.money());
        volume = new Volume(volume.charged() + 1, volume.allowanceUsed());
      } else if (quote instanceof Quote.Free) {
        free++;
        volume = new Volume(volume.charged(), volume.allowanceUsed() + 1);
      } else {
        unknown++;
      }
    }
    assertThat(forecast.expected()).isEqualTo(sum);
    assertThat(forecast.lines().get(0).free()).isEqualTo(free);
    assertThat(forecast.unknown()).isEqualTo(unknown);
  }

  private static int era(Instant at) {
    return (int) PRICES.changes().stream().filter(change -> !at.isBefore(change)).count();
  }

  /** Market by prefix, as of July and as of October 2026, read without the code under test. */
  @SuppressWarnings("unchecked")
  private static List<Map<String, String>> prefixes() {
    Map<String, String> july = new HashMap<>();
    Map<String, String> october = new HashMap<>();
    try {
      Path file = DeliveredPrices.FOLDER.resolve("markets.yaml");
      Map<String, Object> yaml = new Yaml().load(Files.readString(file));
      for (Map<String, Object> version : (List<Map<String, Object>>) yaml.get("versions")) {
        Map<String, List<Integer>> markets = (Map<String, List<Integer>>) version.get("markets");
        boolean later = version.get("from").toString().contains("Oct");
        markets.forEach(
            (market, list) ->
                list.forEach(
                    prefix -> {
                      october.put(prefix.toString(), market);
                      if (!later) {
                        july.put(prefix.toString(), market);
                      }
                    }));
      }
    } catch (java.io.IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
    return new ArrayList<>(List.of(july, october));
  }
}
