package io.dromedary.cost;

import java.time.YearMonth;
import java.util.Collection;

/**
 * What a budget's month has seen.
 *
 * @param reserved for messages under way
 * @param spent on delivered messages
 * @param unpriced messages, under way or delivered, that no amount is booked for because nobody
 *     knows their price
 */
public record BudgetState(
    Budget budget, YearMonth month, Money reserved, Money spent, long unpriced) {

  /** Before the month's first message. */
  public static BudgetState fresh(Budget budget, YearMonth month) {
    Money nothing = Money.zero(budget.limit().currency());
    return new BudgetState(budget, month, nothing, nothing, 0);
  }

  /** Whether one more message fits into every one of {@code states}; so it does into none. */
  public static boolean allAllow(Collection<BudgetState> states, Quote quote) {
    return states.stream().allMatch(state -> state.budgetAllows(quote));
  }

  /** What is left; below zero when messages turned out dearer than they were quoted. */
  public Money left() {
    return budget.limit().minus(reserved).minus(spent);
  }

  /**
   * Whether one more message of this quote fits. A free one always does; one that nobody can price
   * does as the budget says, and never when nothing is left.
   *
   * @throws IllegalArgumentException for a quote in another currency
   */
  public boolean budgetAllows(Quote quote) {
    if (quote instanceof Quote.Free) {
      return true;
    }
    if (quote instanceof Quote.Priced priced) {
      return priced.money().compareTo(left()) <= 0;
    }
    return budget.whenUnknown() == Budget.WhenUnknown.ALLOW && left().amount().signum() > 0;
  }
}
