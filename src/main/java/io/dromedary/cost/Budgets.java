package io.dromedary.cost;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All budgets of an installation. A message that several cover must fit into each.
 *
 * @param zone where months begin
 */
public record Budgets(List<Budget> all, ZoneId zone) {

  public Budgets {
    all = List.copyOf(all);
  }

  /** The budgets that pay for a message of this source and topic; empty: nothing limits it. */
  public List<Budget> covering(String source, @Nullable String topic) {
    return all.stream().filter(budget -> budget.covers(source, topic)).toList();
  }

  /** The month that {@code at} is booked in. */
  public YearMonth month(Instant at) {
    return YearMonth.from(at.atZone(zone));
  }
}
