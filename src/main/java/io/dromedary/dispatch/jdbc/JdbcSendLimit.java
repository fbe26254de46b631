package io.dromedary.dispatch.jdbc;

import static io.dromedary.jdbc.Columns.at;
import static io.dromedary.jdbc.Columns.requiredInstant;

import io.dromedary.dispatch.SendLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** One row a number: the instant from which permits are free (a virtual schedule). */
public final class JdbcSendLimit implements SendLimit {

  private final JdbcTemplate sql;
  private final Duration interval;
  private final int burst;

  /**
   * @param perSecond permits a second
   * @param burst permits that may be taken at once after a pause
   */
  public JdbcSendLimit(JdbcTemplate sql, int perSecond, int burst) {
    this.sql = sql;
    // whole microseconds, as the database keeps them, and never a little too fast
    this.interval = Duration.of((1_000_000L + perSecond - 1) / perSecond, ChronoUnit.MICROS);
    this.burst = burst;
  }

  @Override
  public int take(String sender, int wanted, Instant instant) {
    Instant now = instant.truncatedTo(ChronoUnit.MICROS);
    Instant free = nextFree(sender, now);
    Instant earliest = now.minus(interval.multipliedBy(burst));
    Instant from = free.isBefore(earliest) ? earliest : free;
    long available = Duration.between(from, now).dividedBy(interval);
    int taken = (int) Math.max(0, Math.min(wanted, available));
    if (taken > 0) {
      sql.update(
          "update send_limit set next_free = ? where sender = ?",
          at(from.plus(interval.multipliedBy(taken))),
          sender);
    }
    return taken;
  }

  @Override
  public void giveBack(String sender, int unused, Instant now) {
    if (unused > 0) {
      sql.update(
          "update send_limit set next_free = ? where sender = ?",
          at(nextFree(sender, now).minus(interval.multipliedBy(unused))),
          sender);
    }
  }

  private Instant nextFree(String sender, Instant now) {
    List<Instant> known = locked(sender);
    if (known.isEmpty()) {
      sql.update(
          "insert into send_limit (sender, next_free) values (?, ?) on conflict do nothing",
          sender,
          at(now.minus(interval.multipliedBy(burst))));
      known = locked(sender);
    }
    return known.get(0);
  }

  private List<Instant> locked(String sender) {
    return sql.query(
        "select next_free from send_limit where sender = ? for update",
        (row, index) -> requiredInstant(row, "next_free"),
        sender);
  }
}
