package io.dromedary.api;

import io.dromedary.testing.Databases;
import org.junit.jupiter.api.Nested;

class PeopleAndConsentApiTest {

  @Nested
  class OnH2 extends ApiContract {
    OnH2() {
      super(Databases.h2());
    }
  }

  @Nested
  class OnPostgres extends ApiContract {
    OnPostgres() {
      super(Databases.postgres());
    }
  }
}
