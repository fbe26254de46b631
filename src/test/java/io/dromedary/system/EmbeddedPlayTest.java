package io.dromedary.system;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class EmbeddedPlayTest extends PlayContract {

  private static RunningHub hub;

  @BeforeAll
  static void start() {
    hub = RunningHub.embedded("dromedary.samples=true", "dromedary.samples-pace=50ms");
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
