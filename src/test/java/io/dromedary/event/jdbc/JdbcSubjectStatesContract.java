package io.dromedary.event.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.event.SubjectState;
import io.dromedary.event.SubjectStates;
import io.dromedary.event.SubjectStatesContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The same on each database, and what only databases can get wrong. */
abstract class JdbcSubjectStatesContract extends SubjectStatesContract {

  private final DataSource database = database();
  private final SubjectStates states = new JdbcSubjectStates(database);
  private final TransactionTemplate transactions =
      new TransactionTemplate(new DataSourceTransactionManager(database));

  abstract DataSource database();

  @Override
  protected SubjectStates states() {
    return states;
  }

  @Override
  protected <T> T inTransaction(Supplier<T> work) {
    return transactions.execute(status -> work.get());
  }

  @Test
  void aLockOutsideATransactionIsRefused() {
    assertThatThrownBy(() -> states.lockAndGet("airline", "XQ1"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRolledBackObservationLeavesNothing() {
    transactions.executeWithoutResult(
        status -> {
          states.lockAndGet("airline", "XQ1");
          states.save(state(1));
          status.setRollbackOnly();
        });
    assertThat(rows()).isZero();
  }

  /** Each adds one to the revision that it finds: one that did not wait would lose a step. */
  @RepeatedTest(5)
  void observersOfTheSameNewSubjectTakeTurns() throws Exception {
    int observers = 6;
    ExecutorService pool = Executors.newFixedThreadPool(observers);
    CountDownLatch together = new CountDownLatch(observers);
    try {
      List<Future<Long>> seen = new ArrayList<>();
      for (int i = 0; i < observers; i++) {
        seen.add(pool.submit(() -> observe(together)));
      }
      List<Long> revisions = new ArrayList<>();
      for (Future<Long> future : seen) {
        revisions.add(future.get(30, TimeUnit.SECONDS));
      }
      assertThat(revisions).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
      assertThat(rows()).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }

  private Long observe(CountDownLatch together) throws InterruptedException {
    together.countDown();
    together.await();
    return inTransaction(
        () -> {
          SubjectState known = states.lockAndGet("airline", "XQ1");
          SubjectState next = state(known == null ? 1 : known.revision() + 1);
          states.save(next);
          return next.revision();
        });
  }

  private int rows() {
    Integer count =
        new JdbcTemplate(database)
            .queryForObject("select count(*) from subject_state", Integer.class);
    return count == null ? -1 : count;
  }

  private static SubjectState state(long revision) {
    Instant time = Instant.parse("2026-11-20T12:00:00Z");
    return new SubjectState("airline", "XQ1", revision, time, null, Map.of("gate", "A1"), null);
  }
}
