package io.dromedary.dispatch.jdbc;

import static io.dromedary.notification.LedgerWorld.NOW;
import static io.dromedary.notification.LedgerWorld.SENDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.notification.LedgerWorld.Entry;
import io.dromedary.testing.Database;
import io.dromedary.testing.Databases;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JdbcOutboxTest {

  @Nested
  class OnH2 extends OutboxContract {
    OnH2() {
      super(Databases.h2());
    }
  }

  @Nested
  class OnPostgres extends OutboxContract {
    OnPostgres() {
      super(Databases.postgres());
    }

    @Test
    void severalClaimersNeverGetTheSameAndTogetherGetAll() throws Exception {
      Set<UUID> all = new HashSet<>();
      for (int i = 0; i < 600; i++) {
        all.add(world.append(new Entry().lane(i % 3)));
      }
      List<Callable<List<UUID>>> claimers =
          IntStream.range(0, 4)
              .mapToObj(i -> (Callable<List<UUID>>) () -> everything("hub-" + i))
              .toList();
      List<UUID> claimed = new ArrayList<>();
      Database.atOnce(claimers).forEach(claimed::addAll);

      assertThat(claimed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aClaimReadsNotAllThatABurstHasBroughtWhenItsPlanIsOfAnEmptyOutbox() {
      // the driver and then the server keep a plan after some executions; one thread, one session
      for (int i = 0; i < 20; i++) {
        world.queued();
        world.claim(5, "me", NOW);
        world.clear();
      }
      world
          .database
          .jdbc()
          .update(
              """
              insert into outbox (notification, sender, stage, lane, deadline, due_at)
              select gen_random_uuid(), ?, 1, 2, now() + interval '9 days', now()
              from generate_series(1, 2000)
              """,
              SENDER);
      UUID urgent = world.append(new Entry().lane(0));

      long read =
          world.tx(
              () -> {
                long before = rowsOfTheOutboxRead();
                assertThat(world.claim(5, "me", NOW)).contains(urgent);
                return rowsOfTheOutboxRead() - before;
              });

      assertThat(read).isLessThan(100);
    }

    /** By this session, since it last told the server. */
    private long rowsOfTheOutboxRead() {
      Long rows =
          world
              .database
              .jdbc()
              .queryForObject(
                  """
                  select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables
                  where relname = 'outbox'
                  """,
                  Long.class);
      return Objects.requireNonNull(rows);
    }

    private List<UUID> everything(String owner) {
      List<UUID> mine = new ArrayList<>();
      while (world.tx(() -> world.outbox.anyReady(SENDER))) {
        mine.addAll(world.claim(10, owner, NOW));
      }
      return mine;
    }
  }
}
