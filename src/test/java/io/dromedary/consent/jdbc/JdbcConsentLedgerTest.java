package io.dromedary.consent.jdbc;

import io.dromedary.testing.Databases;
import org.junit.jupiter.api.Nested;

class JdbcConsentLedgerTest {

  @Nested
  class OnH2 extends ConsentLedgerContract {
    OnH2() {
      super(Databases.h2());
    }
  }

  @Nested
  class OnPostgres extends ConsentLedgerContract {
    OnPostgres() {
      super(Databases.postgres());
    }
  }
}
