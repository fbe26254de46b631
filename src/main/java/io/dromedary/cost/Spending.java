package io.dromedary.cost;

import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Port: what budgets' months have seen. Money is reserved when a notification goes to {@code
 * SENDING}, and later either settled or released.
 *
 * <p>{@link #reserve}, {@link #settle} and {@link #release} work in the caller's transaction, take
 * many at once, and lock the budgets' months until its end, always in the same order: call them
 * after every other lock of the transaction. Reserved and spent money together never exceed a limit
 * by a reservation, whoever else reserves; only a message that turns out dearer than quoted can
 * exceed it.
 */
public interface Spending {

  /** What these budgets' months have seen, as committed; without a lock, in the order given. */
  List<BudgetState> states(Collection<Budget> budgets, YearMonth month);

  /**
   * Sets money aside, in the order of the batch: one that does not fit is refused, a cheaper one
   * behind it may still fit. A notification that has a reservation, or has been settled, is
   * answered as reserved and changes nothing; one that was released is reserved anew.
   *
   * @param month from {@link Budgets#month}, of now
   * @throws IllegalStateException outside a transaction
   * @throws IllegalArgumentException for a quote in another currency than its budget's
   */
  Reservations reserve(List<Booking> batch, YearMonth month);

  /**
   * Replaces what was reserved by what it did cost, in the month of the reservation. Once per
   * notification: a repeat changes nothing. An unknown quote, or one in another currency, lets the
   * reserved amount count as spent. What was released and is charged after all is spent too. A
   * notification that no budget covered is ignored.
   *
   * @throws IllegalStateException outside a transaction
   */
  void settle(Map<UUID, Quote> charged);

  /**
   * Gives back what was reserved for messages that did not go. A repeat changes nothing, nor does a
   * notification that was settled or never reserved.
   *
   * @throws IllegalStateException outside a transaction
   */
  void release(Collection<UUID> notifications);
}
