package io.dromedary.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.cost.Booking;
import io.dromedary.cost.Budget;
import io.dromedary.cost.BudgetState;
import io.dromedary.cost.Budgets;
import io.dromedary.cost.Destination;
import io.dromedary.cost.PlatformPricing;
import io.dromedary.cost.PriceQuestion;
import io.dromedary.cost.Prices;
import io.dromedary.cost.Quote;
import io.dromedary.cost.Spending;
import io.dromedary.template.Category;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The money of messages under way: set aside before the request leaves, given back when it is not
 * taken, settled by what the platform says it charged. Costs nothing where there are no budgets.
 * Works in the caller's transaction; call it after the transaction's other locks.
 */
public final class Charges {

  private final Prices prices;
  private final Budgets budgets;
  private final Spending spending;

  public Charges(Prices prices, Budgets budgets, Spending spending) {
    this.prices = prices;
    this.budgets = budgets;
    this.spending = spending;
  }

  /** What the months of the budgets that pay for such a message have seen; without a lock. */
  public List<BudgetState> states(String source, @Nullable String topic, Instant now) {
    List<Budget> covering = budgets.covering(source, topic);
    return covering.isEmpty() ? List.of() : spending.states(covering, budgets.month(now));
  }

  /**
   * Sets money aside for what is about to leave.
   *
   * @return those that do not fit
   */
  Set<UUID> reserve(Map<Claimed, Quote> leaving, Instant now) {
    List<Booking> bookings =
        leaving.entrySet().stream()
            .map(
                one ->
                    new Booking(
                        one.getKey().id(),
                        budgets.covering(one.getKey().source(), one.getKey().topic()),
                        one.getValue()))
            .filter(booking -> !booking.budgets().isEmpty())
            .toList();
    return bookings.isEmpty()
        ? Set.of()
        : spending.reserve(bookings, budgets.month(now)).refused().keySet();
  }

  /** Gives back what was set aside for messages that did not leave or did not arrive. */
  void release(Collection<UUID> notifications) {
    if (!budgets.all().isEmpty() && !notifications.isEmpty()) {
      spending.release(new HashSet<>(notifications));
    }
  }

  /** Books what the platform says that messages cost which have arrived. */
  void settle(Map<UUID, Arrival> arrived) {
    if (budgets.all().isEmpty() || arrived.isEmpty()) {
      return;
    }
    Map<UUID, Quote> charged = new HashMap<>();
    arrived.forEach(
        (notification, arrival) ->
            charged.put(
                notification,
                prices.charged(
                    PlatformPricing.read(arrival.pricing()),
                    PriceQuestion.template(
                        Category.UTILITY, Destination.phone(arrival.to()), arrival.at()))));
    spending.settle(charged);
  }

  /**
   * A message that has arrived.
   *
   * @param pricing the platform's pricing object
   * @param to the recipient's number; personal
   * @param at when it arrived
   */
  record Arrival(JsonNode pricing, String to, Instant at) {
    @Override
    public String toString() {
      return "Arrival[" + at + "]";
    }
  }
}
