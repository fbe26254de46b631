package io.dromedary.dispatch.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.dispatch.PairLimit;
import io.dromedary.testing.Database;
import io.dromedary.testing.Databases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JdbcPairLimitTest {

  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
  private static final UUID ADA = UUID.fromString("00000000-0000-4000-8000-00000000000a");
  private static final UUID BOB = UUID.fromString("00000000-0000-4000-8000-00000000000b");

  @Nested
  class OnH2 extends Contract {
    @Override
    DataSource dataSource() {
      return Databases.h2();
    }
  }

  @Nested
  class OnPostgres extends Contract {
    @Override
    DataSource dataSource() {
      return Databases.postgres();
    }
  }

  abstract static class Contract {

    private final Database database = new Database(dataSource());
    private final PairLimit limit = new JdbcPairLimit(database.jdbc(), Duration.ofSeconds(6), 2);

    abstract DataSource dataSource();

    private Instant next(UUID person, boolean urgent, Instant now) {
      return database.inTransaction(
          () -> limit.look("n", List.of(person), now).next(person, urgent));
    }

    private void sent(Instant now, UUID... persons) {
      database.inTransaction(() -> limit.look("n", List.of(persons), now).sent(List.of(persons)));
    }

    @Test
    void afterTheBurstEachMessageWaitsForItsTurn() {
      assertThat(next(ADA, false, NOW)).isEqualTo(NOW);
      sent(NOW, ADA);
      assertThat(next(ADA, false, NOW)).isEqualTo(NOW);
      sent(NOW, ADA);
      assertThat(next(ADA, false, NOW)).isEqualTo(NOW.plusSeconds(6));
      assertThat(next(ADA, false, NOW.plusSeconds(6))).isEqualTo(NOW.plusSeconds(6));
      assertThat(next(BOB, false, NOW)).as("another person").isEqualTo(NOW);
    }

    @Test
    void severalOfOneLookHaveTheirTurnOneAfterTheOther() {
      PairLimit.Turns turns = database.inTransaction(() -> limit.look("n", List.of(ADA), NOW));

      assertThat(List.of(turns.next(ADA, false), turns.next(ADA, false), turns.next(ADA, false)))
          .containsExactly(NOW, NOW, NOW.plusSeconds(6));
    }

    @Test
    void severalOfOneBatchCountEach() {
      sent(NOW, ADA, BOB, ADA);
      assertThat(next(ADA, false, NOW)).isEqualTo(NOW.plusSeconds(6));
      assertThat(next(BOB, false, NOW)).isEqualTo(NOW);
    }

    @Test
    void anUrgentMessageMayUseAsManyAgain() {
      sent(NOW, ADA, ADA);
      assertThat(next(ADA, true, NOW)).isEqualTo(NOW);
      sent(NOW, ADA, ADA);
      assertThat(next(ADA, true, NOW)).isEqualTo(NOW.plusSeconds(6));
    }

    @Test
    void whomThePlatformProtectsRestsUrgentMessagesIncluded() {
      database.inTransaction(() -> limit.rest("n", Map.of(ADA, NOW.plusSeconds(16)), NOW));
      assertThat(next(ADA, true, NOW)).isEqualTo(NOW.plusSeconds(16));

      database.inTransaction(() -> limit.rest("n", Map.of(ADA, NOW.plusSeconds(4)), NOW));
      assertThat(next(ADA, true, NOW)).as("never earlier").isEqualTo(NOW.plusSeconds(16));
    }

    @Test
    void aPaidDebtIsForgottenAndNoOther() {
      sent(NOW, ADA);
      sent(NOW.plusSeconds(5), BOB);

      assertThat(database.<Integer>inTransaction(() -> limit.purge(NOW.plusSeconds(6)))).isZero();
      assertThat(
              database.<Integer>inTransaction(
                  () -> limit.purge(NOW.plusSeconds(6).plusNanos(1000))))
          .isEqualTo(1);
    }
  }
}
