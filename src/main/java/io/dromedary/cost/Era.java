package io.dromedary.cost;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What holds between two changes of rules, markets or tables. Immutable. */
final class Era {

  private final Instant start;
  private final @Nullable PriceRule rule;
  private final @Nullable Markets numbers;
  private final List<Market> markets;
  private final Map<String, Market> byName = new HashMap<>();
  private final boolean hasTable;

  /**
   * @param confirmed whether Meta's own papers put this number here
   * @param rates what the table in force says
   */
  record Market(String name, boolean confirmed, Map<PriceCategory, Rate> rates) {}

  /**
   * @param rule {@code null} before the first one
   * @param numbers finds an index of {@code markets}; {@code null} before the first list
   * @param hasTable whether a table of the account's currency is in force
   */
  Era(
      Instant start,
      @Nullable PriceRule rule,
      @Nullable Markets numbers,
      List<Market> markets,
      boolean hasTable) {
    this.start = start;
    this.rule = rule;
    this.numbers = numbers;
    this.markets = List.copyOf(markets);
    this.hasTable = hasTable;
    markets.forEach(
        market ->
            byName.merge(market.name(), market, (one, other) -> one.confirmed() ? one : other));
  }

  Instant start() {
    return start;
  }

  @Nullable PriceRule rule() {
    return rule;
  }

  boolean hasTable() {
    return hasTable;
  }

  @Nullable Market market(Destination to) {
    if (to instanceof Destination.Market market) {
      return byName.get(market.name());
    }
    int index = numbers == null ? -1 : numbers.find(((Destination.Phone) to).number());
    return index < 0 ? null : markets.get(index);
  }
}
