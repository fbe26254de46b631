package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OwnHubsTest {

  private static final Map<String, String> GIVEN =
      Map.of(
          "DROMEDARY_DISPATCH_IN_FLIGHT", "400",
          "DROMEDARY_EVENTS_BATCH", "20",
          "DROMEDARY_TEMPLATES_DIR", "mine",
          "DROMEDARY_CALLBACKS", "https://erp.example/statuses",
          "DROMEDARY_API_KEY", "secret",
          "DROMEDARY_DATA_DIR", "data",
          "WHATSAPP_ACCESS_TOKEN", "secret",
          "SPRING_DATASOURCE_USERNAME", "bench",
          "PATH", "/bin");

  @Test
  void hubsGetHowToWorkAndNothingOfTheSystemsAround() {
    assertThat(new OwnHubs().environment(GIVEN))
        .containsOnlyKeys(
            "DROMEDARY_DISPATCH_IN_FLIGHT", "DROMEDARY_EVENTS_BATCH", "DROMEDARY_TEMPLATES_DIR");
  }

  @Test
  void aDatabaseComesWithItsUser() {
    CommandLine bench = new CommandLine(new BenchCommand());
    bench.parseArgs("--database", "jdbc:postgresql://db/bench");
    OwnHubs hubs = (OwnHubs) bench.getMixins().get("hubs");

    assertThat(hubs.environment(GIVEN))
        .containsEntry("SPRING_DATASOURCE_URL", "jdbc:postgresql://db/bench")
        .containsEntry("SPRING_DATASOURCE_USERNAME", "bench")
        .containsEntry("SPRING_DATASOURCE_PASSWORD", "");
  }
}
