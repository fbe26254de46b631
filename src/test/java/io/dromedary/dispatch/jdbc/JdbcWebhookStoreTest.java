package io.dromedary.dispatch.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Databases;
import io.dromedary.testing.Vaults;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class JdbcWebhookStoreTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);

  @Nested
  class OnH2 extends Contract {
    OnH2() {
      super(Databases.h2());
    }
  }

  @Nested
  class OnPostgres extends Contract {
    OnPostgres() {
      super(Databases.postgres());
    }
  }

  abstract static class Contract {

    private final JdbcTemplate sql;
    private final JdbcWebhookStore store;

    Contract(DataSource database) {
      sql = new JdbcTemplate(database);
      store = new JdbcWebhookStore(sql, Vaults.vault());
    }

    private void stored(Instant at, byte[]... bodies) {
      store.store(List.of(bodies), at);
    }

    private static byte[] body(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    private int count(String table) {
      return sql.queryForList("select 1 from " + table).size();
    }

    @Test
    void whatWasWorkedOffIsForgottenWhenItsTimeIsOverAndNothingElse() {
      stored(NOW.minus(WEEK).minusNanos(1000), body("old"), new byte[2_000_000], body("not yet"));
      stored(NOW.minus(WEEK), body("on the limit"));
      List<Long> ids = store.next(10).stream().map(one -> one.id()).toList();
      store.done(List.of(ids.get(0), ids.get(1), ids.get(3)));
      assertThat(count("webhook_part")).isEqualTo(2);

      assertThat(store.forget(NOW.minus(WEEK), NOW, 10)).isEqualTo(2);

      assertThat(store.next(10)).extracting(one -> one.id()).containsExactly(ids.get(2));
      assertThat(count("webhook")).isEqualTo(2);
      assertThat(count("webhook_part")).isZero();
    }

    @Test
    void soManyAtOnce() {
      stored(NOW.minus(WEEK).minusSeconds(1), body("1"), body("2"), body("3"));
      store.done(store.next(10).stream().map(one -> one.id()).toList());

      assertThat(store.forget(NOW.minus(WEEK), NOW, 2)).isEqualTo(2);
      assertThat(store.forget(NOW.minus(WEEK), NOW, 2)).isEqualTo(1);
    }

    @Test
    void aStatusThatNobodyWaitsForIsForgotten() {
      store.park("wamid.1", body("{}"), NOW.minusNanos(1000));
      store.park("wamid.2", body("{}"), NOW);

      assertThat(store.forget(NOW, NOW, 10)).isEqualTo(1);
      assertThat(sql.queryForList("select wamid from parked_status", String.class))
          .containsExactly("wamid.2");
    }
  }
}
