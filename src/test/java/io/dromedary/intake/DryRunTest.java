package io.dromedary.intake;

import io.dromedary.testing.Databases;
import org.junit.jupiter.api.Nested;

class DryRunTest {

  @Nested
  class OnH2 extends DryRunContract {
    OnH2() {
      super(Databases.h2());
    }
  }

  @Nested
  class OnPostgres extends DryRunContract {
    OnPostgres() {
      super(Databases.postgres());
    }
  }
}
