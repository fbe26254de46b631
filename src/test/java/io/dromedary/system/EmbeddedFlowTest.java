package io.dromedary.system;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class EmbeddedFlowTest extends FlowContract {

  private static RunningHub hub;

  @BeforeAll
  static void start() {
    hub = RunningHub.embedded();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Override
  RunningHub hub() {
    return hub;
  }
}
