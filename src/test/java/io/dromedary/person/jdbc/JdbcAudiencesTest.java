package io.dromedary.person.jdbc;

import io.dromedary.testing.Databases;
import org.junit.jupiter.api.Nested;

class JdbcAudiencesTest {

  @Nested
  class OnH2 extends AudiencesContract {
    OnH2() {
      super(Databases.h2());
    }
  }

  @Nested
  class OnPostgres extends AudiencesContract {
    OnPostgres() {
      super(Databases.postgres());
    }
  }
}
