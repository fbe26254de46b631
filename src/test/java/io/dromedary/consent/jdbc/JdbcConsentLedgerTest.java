package io.dromedary.consent.jdbc;

import io.dromedary.testing.Databases;
import org.junit.jupiter.api.Nested;

class JdbcConsentLedgerTest {

  @Nested
  class OnH2 extends ConsentLedgerContract {
    OnH2() {
      super(Databases.h2(), "set lock_timeout 300", "set lock_timeout 2000");
    }
  }

  @Nested
  class OnPostgres extends ConsentLedgerContract {
    OnPostgres() {
      super(Databases.postgres(), "set local lock_timeout = 300", "");
    }
  }
}
