package io.dromedary.person.jdbc;

import io.dromedary.testing.Databases;
import org.junit.jupiter.api.Nested;

class JdbcPeopleTest {

  @Nested
  class OnH2 extends PeopleContract {
    OnH2() {
      super(Databases.h2());
    }
  }

  @Nested
  class OnPostgres extends PeopleContract {
    OnPostgres() {
      super(Databases.postgres());
    }
  }
}
