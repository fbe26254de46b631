package io.dromedary.window.jdbc;

import io.dromedary.testing.Databases;
import org.junit.jupiter.api.Nested;

class JdbcWindowsTest {

  @Nested
  class OnH2 extends WindowsContract {
    OnH2() {
      super(Databases.h2());
    }
  }

  @Nested
  class OnPostgres extends WindowsContract {
    OnPostgres() {
      super(Databases.postgres());
    }
  }
}
