package io.dromedary.notification.jdbc;

import static io.dromedary.jdbc.Columns.at;

import io.dromedary.notification.State;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The steps of notifications, in the caller's transaction. What others are to hear of is queued in
 * the same transaction, so that nothing that happened goes untold.
 */
public final class History {

  private final JdbcTemplate sql;
  private final Set<State> told;

  /**
   * @param told the states that others are to hear of
   */
  public History(JdbcTemplate sql, Set<State> told) {
    this.sql = sql;
    this.told = Set.copyOf(told);
  }

  /**
   * One step.
   *
   * @param detail why; {@code null}: there is no more to say
   */
  public record Step(UUID notification, State state, Instant at, @Nullable String detail) {}

  /** Writes steps, in their order. */
  public void add(List<Step> steps) {
    if (steps.isEmpty()) {
      return;
    }
    sql.batchUpdate(
        "insert into notification_history (notification, state, at, detail) values (?, ?, ?, ?)",
        steps.stream().map(History::values).toList());
    sql.batchUpdate(
        "insert into status_change (notification, state, at, detail) values (?, ?, ?, ?)",
        steps.stream().filter(step -> told.contains(step.state())).map(History::values).toList());
  }

  /** Writes one step. */
  public void add(UUID notification, State state, Instant at, @Nullable String detail) {
    add(List.of(new Step(notification, state, at, detail)));
  }

  private static @Nullable Object[] values(Step step) {
    return new @Nullable Object[] {
      step.notification(), step.state().name(), at(step.at()), step.detail()
    };
  }
}
