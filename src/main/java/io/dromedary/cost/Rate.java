package io.dromedary.cost;

import java.time.LocalDate;
import java.util.List;

/**
 * What a table says for a market and category.
 *
 * @param tiers ascending, the first above 0; one without volume discount
 */
record Rate(List<Tier> tiers, LocalDate table, boolean confirmed, boolean carried) {

  /**
   * @param above messages of the month that come before it
   */
  record Tier(long above, Money price) {}

  Rate {
    tiers = List.copyOf(tiers);
  }

  Rate carriedOn() {
    return new Rate(tiers, table, false, true);
  }

  /** At list price, whatever the volume. */
  Rate withoutTiers() {
    return tiers.size() == 1 ? this : new Rate(tiers.subList(0, 1), table, confirmed, carried);
  }

  /** Of the next message after {@code before} others; only messages in a tier get its price. */
  Money price(long before) {
    for (int i = tiers.size() - 1; i > 0; i--) {
      if (before >= tiers.get(i).above()) {
        return tiers.get(i).price();
      }
    }
    return tiers.get(0).price();
  }

  /** Of {@code count} messages after {@code before} others. */
  Money total(long before, long count) {
    Money total = Money.zero(tiers.get(0).price().currency());
    for (int i = 0; i < tiers.size(); i++) {
      long end = i + 1 < tiers.size() ? tiers.get(i + 1).above() : Long.MAX_VALUE;
      long from = Math.max(before, tiers.get(i).above());
      long to = Math.min(before + count, end);
      if (to > from) {
        total = total.plus(tiers.get(i).price().times(to - from));
      }
    }
    return total;
  }
}
