package io.dromedary.intake;

import io.dromedary.testing.Databases;
import org.junit.jupiter.api.Nested;

class IntakeTest {

  @Nested
  class OnH2 extends IntakeContract {
    OnH2() {
      super(Databases.h2());
    }
  }

  @Nested
  class OnPostgres extends IntakeContract {
    OnPostgres() {
      super(Databases.postgres());
    }
  }
}
