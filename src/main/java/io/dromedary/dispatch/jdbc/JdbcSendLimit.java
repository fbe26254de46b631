package io.dromedary.dispatch.jdbc;

import static io.dromedary.jdbc.Columns.at;
import static io.dromedary.jdbc.Columns.instant;
import static io.dromedary.jdbc.Columns.requiredInstant;

import io.dromedary.dispatch.SendLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** One row a number: the instant from which permits are free (a virtual schedule), and its pace. */
public final class JdbcSendLimit implements SendLimit {

  private static final double SLOWEST = 1.0 / 64;

  /** A slower number is back at its full rate after at most this many seconds. */
  private static final double RECOVERY_SECONDS = 100;

  private final JdbcTemplate sql;
  private final double perSecond;
  private final int burst;
  private final int reserve;

  /**
   * No second, wherever it begins, sees more permits than the rate and the burst together.
   *
   * @param perSecond permits a second
   * @param burst permits that may be taken at once after a pause; a quarter is kept for the urgent
   *     lane
   */
  public JdbcSendLimit(JdbcTemplate sql, int perSecond, int burst) {
    this.sql = sql;
    this.perSecond = perSecond;
    this.burst = burst;
    this.reserve = burst / 4;
  }

  @Override
  public Permits take(String sender, int wanted, Instant instant) {
    Instant now = instant.truncatedTo(ChronoUnit.MICROS);
    Row row = locked(sender, now);
    Duration interval = interval(row.paceAt(now));
    Instant earliest = now.minus(interval.multipliedBy(burst));
    Instant from = row.nextFree.isBefore(earliest) ? earliest : row.nextFree;
    long available = Math.max(0, Duration.between(from, now).dividedBy(interval));
    int taken = (int) Math.min(wanted, available);
    if (taken == 0) {
      return Permits.NONE;
    }
    free(sender, from.plus(interval.multipliedBy(taken)));
    return new Permits(taken, (int) Math.min(taken, Math.max(0, available - reserve)));
  }

  @Override
  public void giveBack(String sender, int unused, Instant now) {
    if (unused > 0) {
      Row row = locked(sender, now);
      free(sender, row.nextFree.minus(interval(row.paceAt(now)).multipliedBy(unused)));
    }
  }

  @Override
  public void slowDown(String sender, Instant until, Instant now) {
    Row row = locked(sender, now);
    if (row.pacedAt != null && now.isBefore(row.pacedAt.plusSeconds(1))) {
      return;
    }
    sql.update(
        "update send_limit set pace = ?, paced_at = ?, next_free = ? where sender = ?",
        Math.max(SLOWEST, row.paceAt(now) / 2),
        at(now),
        at(row.nextFree.isAfter(until) ? row.nextFree : until),
        sender);
  }

  /** Whole microseconds, as the database keeps them, and never a little too fast. */
  private Duration interval(double pace) {
    return Duration.of((long) Math.ceil(1_000_000 / (perSecond * pace)), ChronoUnit.MICROS);
  }

  private void free(String sender, Instant next) {
    sql.update("update send_limit set next_free = ? where sender = ?", at(next), sender);
  }

  private Row locked(String sender, Instant now) {
    List<Row> known = rows(sender);
    if (known.isEmpty()) {
      sql.update(
          "insert into send_limit (sender, next_free) values (?, ?) on conflict do nothing",
          sender,
          at(now.minus(interval(1).multipliedBy(burst))));
      known = rows(sender);
    }
    return known.get(0);
  }

  private List<Row> rows(String sender) {
    return sql.query(
        "select next_free, pace, paced_at from send_limit where sender = ? for update",
        (row, index) ->
            new Row(
                requiredInstant(row, "next_free"), row.getDouble("pace"), instant(row, "paced_at")),
        sender);
  }

  /**
   * @param pace the part of the rate that was allowed at {@code pacedAt}
   */
  private record Row(Instant nextFree, double pace, @Nullable Instant pacedAt) {

    double paceAt(Instant now) {
      return pacedAt == null
          ? 1
          : Math.min(
              1, pace + Duration.between(pacedAt, now).toMillis() / 1000.0 / RECOVERY_SECONDS);
    }
  }
}
