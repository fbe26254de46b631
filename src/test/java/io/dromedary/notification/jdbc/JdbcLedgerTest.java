package io.dromedary.notification.jdbc;

import io.dromedary.testing.Databases;
import org.junit.jupiter.api.Nested;

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
  }
}
