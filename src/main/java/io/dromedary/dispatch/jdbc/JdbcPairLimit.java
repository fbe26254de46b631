package io.dromedary.dispatch.jdbc;

import static io.dromedary.jdbc.Columns.arrayLast;
import static io.dromedary.jdbc.Columns.at;
import static io.dromedary.jdbc.Columns.requiredInstant;
import static io.dromedary.jdbc.Columns.uuid;

import io.dromedary.dispatch.PairLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** One row a pair: the instant at which its debt is paid. No row: no debt. */
public final class JdbcPairLimit implements PairLimit {

  private final JdbcTemplate sql;
  private final Duration interval;
  private final int burst;

  /**
   * @param interval one message in this time
   * @param burst messages at once after a pause; urgent ones as many again
   */
  public JdbcPairLimit(JdbcTemplate sql, Duration interval, int burst) {
    this.sql = sql;
    this.interval = interval;
    this.burst = burst;
  }

  @Override
  public Turns look(String sender, Collection<UUID> persons, Instant now) {
    return new JdbcTurns(sender, locked(sender, persons), now);
  }

  /** Turns are handed out ahead of what is sent: who is told a later one may not come to use it. */
  private final class JdbcTurns implements Turns {

    private final String sender;
    private final Map<UUID, Instant> paid;
    private final Map<UUID, Instant> ahead;
    private final Instant now;

    JdbcTurns(String sender, Map<UUID, Instant> paid, Instant now) {
      this.sender = sender;
      this.paid = paid;
      this.ahead = new HashMap<>(paid);
      this.now = now;
    }

    @Override
    public Instant next(UUID person, boolean urgent) {
      Instant debt = ahead.getOrDefault(person, now);
      Instant free = debt.minus(interval.multipliedBy((urgent ? 2L * burst : burst) - 1));
      ahead.put(person, onceMore(debt));
      return free.isBefore(now) ? now : free;
    }

    @Override
    public void sent(List<UUID> persons) {
      Map<UUID, Instant> next = new HashMap<>();
      for (UUID person : persons) {
        next.put(person, onceMore(next.getOrDefault(person, paid.getOrDefault(person, now))));
      }
      save(sender, next, paid);
    }

    private Instant onceMore(Instant debt) {
      return (debt.isBefore(now) ? now : debt).plus(interval);
    }
  }

  @Override
  public void rest(String sender, Map<UUID, Instant> until, Instant now) {
    Map<UUID, Instant> paid = locked(sender, until.keySet());
    Map<UUID, Instant> next = new HashMap<>();
    until.forEach(
        (person, instant) -> {
          Instant debt = instant.plus(interval.multipliedBy(2L * burst - 1));
          Instant known = paid.get(person);
          next.put(person, known != null && known.isAfter(debt) ? known : debt);
        });
    save(sender, next, paid);
  }

  @Override
  public int purge(Instant now) {
    return sql.update("delete from pair_limit where next_free < ?", at(now));
  }

  private void save(String sender, Map<UUID, Instant> next, Map<UUID, Instant> known) {
    List<Object[]> fresh = new ArrayList<>();
    List<Object[]> changed = new ArrayList<>();
    inDatabaseOrder(next)
        .forEach(
            (person, debt) -> {
              if (known.containsKey(person)) {
                changed.add(new Object[] {at(debt), sender, person});
              } else {
                fresh.add(new Object[] {sender, person, at(debt)});
              }
            });
    sql.batchUpdate(
        "insert into pair_limit (sender, person, next_free) values (?, ?, ?) on conflict do nothing",
        fresh);
    sql.batchUpdate("update pair_limit set next_free = ? where sender = ? and person = ?", changed);
  }

  private static Map<UUID, Instant> inDatabaseOrder(Map<UUID, Instant> next) {
    Map<UUID, Instant> ordered =
        new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
    ordered.putAll(next);
    return ordered;
  }

  private Map<UUID, Instant> locked(String sender, Collection<UUID> persons) {
    Map<UUID, Instant> paid = new HashMap<>();
    if (persons.isEmpty()) {
      return paid;
    }
    sql.query(
        "select person, next_free from pair_limit where sender = ? and person = any(?)"
            + " order by person for update",
        arrayLast("uuid", persons.stream().distinct().toList(), sender),
        row -> {
          paid.put(uuid(row, "person"), requiredInstant(row, "next_free"));
        });
    return paid;
  }
}
