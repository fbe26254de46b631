package io.dromedary.cost;

import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is charged from a date on.
 *
 * @param perMessage {@code false}: conversations were charged, so one message has no price
 * @param free categories that cost nothing, and when
 * @param allowance free messages of a number and month
 * @param pricedAs whose rate counts where a table has no own one
 */
record PriceRule(
    String id,
    LocalDate from,
    boolean confirmed,
    boolean perMessage,
    Duration freeEntryWindow,
    Map<PriceCategory, When> free,
    Map<PriceCategory, Long> allowance,
    Map<PriceCategory, PriceCategory> pricedAs) {

  /** When a category costs nothing. */
  enum When {
    ALWAYS,
    IN_WINDOW
  }

  PriceRule {
    free = copy(free);
    allowance = copy(allowance);
    pricedAs = copy(pricedAs);
  }

  private static <V> Map<PriceCategory, V> copy(Map<PriceCategory, V> map) {
    Map<PriceCategory, V> copy = new EnumMap<>(PriceCategory.class);
    copy.putAll(map);
    return copy;
  }

  /** Why such a message is free under this rule; {@code null} when it is charged. */
  Quote.@Nullable FreeReason frees(PriceQuestion question) {
    if (question.freeEntry().isOpenAt(question.at(), freeEntryWindow)) {
      return Quote.FreeReason.FREE_ENTRY_POINT;
    }
    When when = free.get(question.category());
    if (when == When.ALWAYS) {
      return Quote.FreeReason.FREE_CATEGORY;
    }
    if (when == When.IN_WINDOW && question.windowOpen()) {
      return Quote.FreeReason.OPEN_WINDOW;
    }
    return allowanceLeft(question) > 0 ? Quote.FreeReason.ALLOWANCE : null;
  }

  /** How many more such messages of this month are free. */
  long allowanceLeft(PriceQuestion question) {
    Long all = allowance.get(question.category());
    return all == null ? 0 : Math.max(0, all - question.volume().allowanceUsed());
  }
}
