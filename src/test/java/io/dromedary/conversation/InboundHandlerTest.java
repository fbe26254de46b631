package io.dromedary.conversation;

import io.dromedary.testing.Databases;
import org.junit.jupiter.api.Nested;

class InboundHandlerTest {

  @Nested
  class OnH2 extends InboundHandlerContract {
    OnH2() {
      super(Databases.h2());
    }
  }

  @Nested
  class OnPostgres extends InboundHandlerContract {
    OnPostgres() {
      super(Databases.postgres());
    }
  }
}
