package io.dromedary.notification.jdbc;

import io.dromedary.testing.Databases;
import org.junit.jupiter.api.Nested;

class JdbcStatusesTest {

  @Nested
  class OnH2 extends StatusesContract {
    OnH2() {
      super(Databases.h2());
    }
  }

  @Nested
  class OnPostgres extends StatusesContract {
    OnPostgres() {
      super(Databases.postgres());
    }
  }
}
