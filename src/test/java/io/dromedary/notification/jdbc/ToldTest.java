package io.dromedary.notification.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.notification.LedgerWorld;
import io.dromedary.notification.State;
import io.dromedary.notification.Told;
import io.dromedary.testing.Databases;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What people were told before, on both databases. */
class ToldTest {

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

    private static final Instant NOW = LedgerWorld.NOW;

    private final LedgerWorld world = new LedgerWorld(dataSource());
    private final Told told = new JdbcTold(world.database.jdbc());
    private final UUID ada = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();

    abstract DataSource dataSource();

    private UUID entry(UUID person, String subject) {
      return world.append(new LedgerWorld.Entry().to(person).about(subject).news(1L, NOW));
    }

    @Test
    void whatHasLeftCountsForItsTopicAndPerson() {
      entry(ada, "LH1");
      entry(ada, "LH2");
      entry(bob, "LH1");
      world.leave(NOW);
      entry(ada, "LH3"); // still queued

      assertThat(world.tx(() -> told.messages(List.of(ada, bob), "flights", NOW.minusSeconds(60))))
          .containsEntry(ada, 2)
          .containsEntry(bob, 1);
      assertThat(world.tx(() -> told.messages(List.of(ada), "orders", NOW.minusSeconds(60))))
          .isEmpty();
      assertThat(world.tx(() -> told.messages(List.of(), "flights", NOW))).isEmpty();
    }

    @Test
    void aMessageAtTheVeryBeginningOfThePeriodDoesNotCountAndAMicrosecondLaterItDoes() {
      entry(ada, "LH1");
      world.leave(NOW);

      assertThat(world.tx(() -> told.messages(List.of(ada), "flights", NOW))).isEmpty();
      assertThat(world.tx(() -> told.messages(List.of(ada), "flights", NOW.minusNanos(1000))))
          .containsEntry(ada, 1);
    }

    @Test
    void whatThePlatformRefusedWasNotTold() {
      UUID id = entry(ada, "LH1");
      world.leave(NOW);
      world.settle(LedgerWorld.refused(id, 1, "error-132000", "[]"));

      assertThat(world.state(id)).isEqualTo(State.FAILED);
      assertThat(world.tx(() -> told.messages(List.of(ada), "flights", NOW.minusSeconds(60))))
          .isEmpty();
    }

    @Test
    void theLastNewsOfASubjectIsFoundPerPerson() {
      entry(ada, "LH1");
      entry(bob, "LH2");
      world.leave(NOW);

      assertThat(world.tx(() -> told.last(List.of(ada, bob), "/airline/ops", "LH1", "gate")))
          .containsOnlyKeys(ada)
          .containsEntry(ada, NOW);
      assertThat(world.tx(() -> told.last(List.of(ada), "/airline/ops", "LH1", "delay"))).isEmpty();
    }
  }
}
