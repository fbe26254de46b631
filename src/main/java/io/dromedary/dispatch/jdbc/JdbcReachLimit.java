package io.dromedary.dispatch.jdbc;

import static io.dromedary.jdbc.Columns.arrayLast;
import static io.dromedary.jdbc.Columns.uuid;

import io.dromedary.dispatch.ReachLimit;
import io.dromedary.person.PersonId;
import io.dromedary.policy.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Counts people in slices of five minutes by the slice of their last message, so that a look adds
 * up at most 290 numbers however many people there are. A slice counts until its end is a day ago:
 * never one person too many.
 */
public final class JdbcReachLimit implements ReachLimit {

  private static final Duration SLICE = Duration.ofMinutes(5);
  private static final Duration DAY = Duration.ofHours(24);

  private final JdbcTemplate sql;
  private final String portfolio;
  private final long limit;

  /**
   * @param portfolio what the limit belongs to
   * @param limit people in 24 hours
   */
  public JdbcReachLimit(JdbcTemplate sql, String portfolio, long limit) {
    this.sql = sql;
    this.portfolio = portfolio;
    this.limit = limit;
  }

  @Override
  public Look look(Collection<PersonId> persons, Instant now) {
    lock();
    long oldest = slice(now.minus(DAY));
    sql.update("delete from reach_slice where portfolio = ? and slice < ?", portfolio, oldest);
    Long used =
        sql.queryForObject(
            "select coalesce(sum(people), 0) from reach_slice where portfolio = ?",
            Long.class,
            portfolio);
    Map<PersonId, Long> counted = new HashMap<>();
    if (!persons.isEmpty()) {
      sql.query(
          "select person, slice from reach_person"
              + " where portfolio = ? and slice >= ? and person = any(?)",
          arrayLast(
              "uuid", persons.stream().map(PersonId::value).distinct().toList(), portfolio, oldest),
          row -> {
            counted.put(new PersonId(uuid(row, "person")), row.getLong("slice"));
          });
    }
    return new Counting(counted, used == null ? 0 : used, slice(now));
  }

  /** The same slice for all instants of five minutes. */
  private static long slice(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), SLICE.toSeconds());
  }

  private void lock() {
    List<String> held = sql.queryForList(LOCK, String.class, portfolio);
    if (held.isEmpty()) {
      sql.update("insert into reach (portfolio) values (?) on conflict do nothing", portfolio);
      sql.queryForList(LOCK, String.class, portfolio);
    }
  }

  private static final String LOCK = "select portfolio from reach where portfolio = ? for update";

  private final class Counting implements Look {

    private final Map<PersonId, Long> counted;
    private final Map<PersonId, Long> before = new LinkedHashMap<>();
    private final long slice;
    private long used;

    private Counting(Map<PersonId, Long> counted, long used, long slice) {
      this.counted = counted;
      this.used = used;
      this.slice = slice;
    }

    @Override
    public Reach of(PersonId person) {
      return new Reach(limit, used, counted.containsKey(person));
    }

    @Override
    public void count(PersonId person) {
      Long last = counted.put(person, slice);
      if (last == null) {
        used++;
      }
      before.putIfAbsent(person, last == null ? Long.MIN_VALUE : last);
    }

    @Override
    public void save() {
      Map<Long, Integer> changes = new TreeMap<>();
      before.forEach(
          (person, last) -> {
            if (last != slice) {
              changes.merge(slice, 1, Integer::sum);
              if (last != Long.MIN_VALUE) {
                changes.merge(last, -1, Integer::sum);
              }
              move(person);
            }
          });
      changes.forEach(
          (at, people) -> {
            if (sql.update(
                    "update reach_slice set people = people + ? where portfolio = ? and slice = ?",
                    people,
                    portfolio,
                    at)
                == 0) {
              sql.update(
                  "insert into reach_slice (portfolio, slice, people) values (?, ?, ?)",
                  portfolio,
                  at,
                  people);
            }
          });
    }

    private void move(PersonId person) {
      if (sql.update(
              "update reach_person set slice = ? where portfolio = ? and person = ?",
              slice,
              portfolio,
              person.value())
          == 0) {
        sql.update(
            "insert into reach_person (portfolio, person, slice) values (?, ?, ?)",
            portfolio,
            person.value(),
            slice);
      }
    }
  }
}
