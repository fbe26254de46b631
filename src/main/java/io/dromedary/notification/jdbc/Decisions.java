package io.dromedary.notification.jdbc;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Decisions about notifications, each written once: the one at acceptance, then one immediately
 * before each send, or the one that ended it.
 */
public final class Decisions {

  /** The columns {@code decision} and {@code last_decision} of a notification {@code n}. */
  static final String COLUMNS =
      """
      (select d.json from decision d where d.notification = n.id and d.at_acceptance
        order by d.id limit 1) as decision,
      (select d.json from decision d where d.notification = n.id and not d.at_acceptance
        order by d.id desc limit 1) as last_decision
      """;

  private final JdbcTemplate sql;

  public Decisions(JdbcTemplate sql) {
    this.sql = sql;
  }

  /**
   * One decision.
   *
   * @param json outcome, reason, rules with facts
   */
  public record Taken(UUID notification, String json) {}

  /** Those at acceptance. */
  void atAcceptance(List<Taken> decisions) {
    add(decisions, true);
  }

  /** Those before a send, and those that ended a notification. */
  public void later(List<Taken> decisions) {
    add(decisions, false);
  }

  private void add(List<Taken> decisions, boolean atAcceptance) {
    sql.batchUpdate(
        "insert into decision (notification, at_acceptance, json) values (?, ?, ?)",
        decisions.stream()
            .map(one -> new Object[] {one.notification(), atAcceptance, one.json()})
            .toList());
  }
}
