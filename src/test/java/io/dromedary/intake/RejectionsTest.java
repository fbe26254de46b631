package io.dromedary.intake;

import io.dromedary.testing.Databases;
import org.junit.jupiter.api.Nested;

class RejectionsTest {

  @Nested
  class OnH2 extends RejectionsContract {
    OnH2() {
      super(Databases.h2());
    }
  }

  @Nested
  class OnPostgres extends RejectionsContract {
    OnPostgres() {
      super(Databases.postgres());
    }
  }
}
