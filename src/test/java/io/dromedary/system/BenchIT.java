package io.dromedary.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.bench.Bench;
import io.dromedary.bench.Figures;
import io.dromedary.bench.Scenario;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That the benchmark measures; not how fast. */
class BenchIT {

  @Test
  void theFiguresOfARunAreThere() throws Exception {
    Bench bench =
        new Bench(
            new Bench.Settings(
                JarProcess.smallHub(),
                100,
                50,
                Duration.ofMillis(20),
                1,
                JarProcess.freshDirectory("bench"),
                Map.of()),
            System.out::println,
            Clock.systemUTC());

    Figures jms = bench.run(Scenario.STATUSES);

    assertThat(jms.figures()).containsKeys("messages/s", "CPU ms/message", "resident MB");
    assertThat(jms.figures().values()).allMatch(value -> value > 0);
  }
}
