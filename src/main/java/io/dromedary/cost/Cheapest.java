package io.dromedary.cost;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Chooses the cheapest of the forms that are permitted: what is free before what has a price, lower
 * before higher, and what nobody knows last, for it may be anything.
 *
 * <p>Of equals a template goes before a session message. It may still leave when the window closes
 * while it waits or is tried again, has a time to live, and counts towards volume tiers; since
 * October 2026 a session message usually costs the same.
 */
public final class Cheapest {

  private static final Comparator<Option> ORDER =
      Comparator.comparingInt((Option option) -> option.quote() instanceof Quote.Unknown ? 1 : 0)
          .thenComparing(option -> amount(option.quote()))
          .thenComparing(Option::form);

  private Cheapest() {}

  /**
   * The best of the permitted forms, in whatever order they come; empty when none is permitted.
   * Quotes must be of one currency, as those of one {@link Prices} are.
   */
  public static Optional<Option> of(Collection<Option> permitted) {
    return permitted.stream().min(ORDER);
  }

  private static BigDecimal amount(Quote quote) {
    return quote instanceof Quote.Priced priced ? priced.money().amount() : BigDecimal.ZERO;
  }
}
