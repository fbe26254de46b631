package io.dromedary.cost;

import java.util.List;
import java.util.UUID;

/**
 * A notification that is about to be sent and wants its money set aside.
 *
 * @param notification its id
 * @param budgets that pay for it, from {@link Budgets#covering}; empty: nothing limits it
 * @param quote what it is expected to cost
 */
public record Booking(UUID notification, List<Budget> budgets, Quote quote) {

  public Booking {
    budgets = List.copyOf(budgets);
  }
}
