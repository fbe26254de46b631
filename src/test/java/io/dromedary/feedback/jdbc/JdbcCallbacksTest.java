package io.dromedary.feedback.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.feedback.Callbacks;
import io.dromedary.testing.Databases;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class JdbcCallbacksTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

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

    private final Callbacks callbacks;

    Contract(DataSource database) {
      callbacks = new JdbcCallbacks(new JdbcTemplate(database));
    }

    @Test
    void whatNobodyTookIsForgottenWhateverItsName() {
      callbacks.add(List.of(new Callbacks.Call("gone", "{}")), NOW.minusNanos(1000));
      callbacks.add(List.of(new Callbacks.Call("billing", "{}")), NOW);

      assertThat(callbacks.forget(NOW)).isEqualTo(1);

      assertThat(callbacks.next("gone", 10, NOW, NOW)).isEmpty();
      assertThat(callbacks.next("billing", 10, NOW, NOW)).hasSize(1);
    }

    @Test
    void aCallIsDueForOneHubUntilItsTimeIsOver() {
      callbacks.add(List.of(new Callbacks.Call("billing", "{}")), NOW);
      Instant until = NOW.plusSeconds(60);

      assertThat(callbacks.next("billing", 10, NOW, until)).hasSize(1);
      assertThat(callbacks.next("billing", 10, until.minusNanos(1000), until)).isEmpty();
      assertThat(callbacks.next("billing", 10, until, until))
          .extracting(Callbacks.Waiting::attempts)
          .containsExactly(1);
    }
  }
}
