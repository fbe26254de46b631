package io.dromedary.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.bench.Bench;
import io.dromedary.bench.Figures;
import io.dromedary.bench.Scenario;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That the benchmark measures; not how fast. */
class BenchIT {

  @Test
  void theFiguresOfARunAreThereAndWhereTheTimeWent() throws Exception {
    Path folder = JarProcess.freshDirectory("bench");
    Bench bench =
        new Bench(
            new Bench.Settings(
                JarProcess.smallHub(),
                Stream.concat(JarProcess.smallHub().stream(), Stream.of("plain-route")).toList(),
                100,
                50,
                Duration.ofMillis(20),
                1,
                folder,
                Map.of("DROMEDARY_API_KEY", "of another hub", "DROMEDARY_DISPATCH_IN_FLIGHT", "20"),
                null,
                List.of(),
                folder.resolve("flames")),
            System.out::println,
            Clock.systemUTC());

    for (Scenario scenario : List.of(Scenario.STATUSES, Scenario.PLAIN)) {
      Figures run = bench.run(scenario);

      assertThat(run.figures()).containsKeys("messages/s", "CPU ms/message", "resident MB");
      assertThat(run.figures().values()).allMatch(value -> value > 0);
      assertThat(folder.resolve("flames-" + scenario.word() + ".svg"))
          .content()
          .contains(">Camel<");
    }
    assertThat(bench.run(Scenario.BACKLOG).figures())
        .containsEntry("queued", 2000.0)
        .containsKeys("start to first send s", "messages/s", "heap in use MB");
  }
}
