package io.dromedary.notification.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.Databases;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class JdbcLedgerTest {

  @Nested
  class OnH2 extends LedgerContract {
    OnH2() {
      super(Databases.h2());
    }
  }

  @Nested
  class OnPostgres extends LedgerContract {
    OnPostgres() {
      super(Databases.postgres());
    }

    /** Else PostgreSQL writes all indexes anew with each step, and more the larger they are. */
    @Test
    void whatAStepChangesIsInNoIndex() {
      JdbcTemplate sql = new JdbcTemplate(Databases.postgres());

      List<String> indexed =
          sql.queryForList(
              """
              select distinct a.attname from pg_index i join pg_attribute a
                on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
              where i.indrelid = 'notification'::regclass
              """,
              String.class);

      assertThat(indexed)
          .contains("id", "shelf", "created_at")
          .doesNotContain("state", "reason", "wamid", "attempts", "updated_at", "delivered_at");
    }
  }
}
