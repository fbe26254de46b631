package io.dromedary.dispatch.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.dispatch.ReachLimit;
import io.dromedary.person.PersonId;
import io.dromedary.testing.Database;
import io.dromedary.testing.Databases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The messaging limit, on both databases. */
class JdbcReachLimitTest {

  @Nested
  class OnPostgres extends Contract {
    @Override
    DataSource dataSource() {
      return Databases.postgres();
    }
  }

  @Nested
  class OnH2 extends Contract {
    @Override
    DataSource dataSource() {
      return Databases.h2();
    }
  }

  abstract static class Contract {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    private final Database database = new Database(dataSource());

    abstract DataSource dataSource();

    private ReachLimit limit(long people) {
      return new JdbcReachLimit(database.jdbc(), "portfolio", people);
    }

    private static PersonId person(int number) {
      return new PersonId(new UUID(0x4000L, number | 0x8000_0000_0000_0000L));
    }

    /** Writes to these people, as far as the limit admits, and says to how many. */
    private int write(ReachLimit limit, List<PersonId> persons, Instant now) {
      int[] written = new int[1];
      database.inTransaction(
          () -> {
            ReachLimit.Look look = limit.look(persons, now);
            for (PersonId person : persons) {
              if (look.of(person).admits()) {
                look.count(person);
                written[0]++;
              }
            }
            look.save();
          });
      return written[0];
    }

    private static List<PersonId> persons(int from, int to) {
      List<PersonId> persons = new ArrayList<>();
      for (int i = from; i < to; i++) {
        persons.add(person(i));
      }
      return persons;
    }

    @Test
    void soManyDifferentPeopleAndNotOneMore() {
      ReachLimit limit = limit(5);
      assertThat(write(limit, persons(0, 3), NOW)).isEqualTo(3);
      assertThat(write(limit, persons(3, 9), NOW)).isEqualTo(2);
      assertThat(write(limit, persons(9, 10), NOW)).isZero();
      assertThat(write(limit, persons(0, 5), NOW)).as("counted already").isEqualTo(5);
    }

    @Test
    void aDayAndASliceAfterTheirLastMessageTheirPlacesAreFree() {
      ReachLimit limit = limit(2);
      write(limit, persons(0, 2), NOW);
      Instant day = NOW.plus(Duration.ofHours(24));
      assertThat(write(limit, persons(2, 4), day.minusNanos(1000))).isZero();
      assertThat(write(limit, persons(2, 4), day.plus(Duration.ofMinutes(5)))).isEqualTo(2);
    }

    @Test
    void whoIsWrittenToAgainKeepsTheirPlaceForAnotherDay() {
      ReachLimit limit = limit(2);
      write(limit, persons(0, 2), NOW);
      write(limit, persons(0, 1), NOW.plus(Duration.ofHours(20)));
      assertThat(write(limit, persons(2, 4), NOW.plus(Duration.ofHours(25)))).isEqualTo(1);
    }

    @Test
    void neverMoreDifferentPeopleInAnyDayThanTheLimit() {
      Random random = new Random(4);
      ReachLimit limit = limit(20);
      Map<PersonId, List<Instant>> messages = new HashMap<>();
      Instant now = NOW;
      for (int step = 0; step < 200; step++) {
        now = now.plusSeconds(random.nextInt(1800));
        PersonId person = person(random.nextInt(60));
        if (write(limit, List.of(person), now) == 1) {
          messages.computeIfAbsent(person, p -> new ArrayList<>()).add(now);
        }
        Instant dayAgo = now.minus(Duration.ofHours(24));
        Set<PersonId> reached = new HashSet<>();
        messages.forEach(
            (who, times) -> {
              if (times.stream().anyMatch(at -> at.isAfter(dayAgo))) {
                reached.add(who);
              }
            });
        assertThat(reached.size()).isLessThanOrEqualTo(20);
      }
      assertThat(messages.values().stream().mapToInt(List::size).sum()).isGreaterThan(50);
    }

    @Test
    void hubsThatCountAtOnceNeverAdmitMoreThanTheLimit() throws Exception {
      ReachLimit limit = limit(50);
      List<Callable<Integer>> hubs = new ArrayList<>();
      for (int hub = 0; hub < 4; hub++) {
        int first = hub * 100;
        hubs.add(
            () -> {
              int written = 0;
              for (int from = first; from < first + 100; from += 10) {
                written += write(limit, persons(from, from + 10), NOW);
              }
              return written;
            });
      }
      assertThat(Database.atOnce(hubs).stream().mapToInt(Integer::intValue).sum()).isEqualTo(50);
    }
  }
}
