package io.dromedary.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.drill.Drill;
import io.dromedary.drill.DrillReport;
import io.dromedary.drill.KillPoint;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The short form of the crash drill: one kill at every named point, one outage of each kind. */
class DrillIT {

  @Test
  void nothingIsLostAndNothingIsToldTwiceWithoutADecisionWhereverAHubIsKilled() throws Exception {
    List<KillPoint> points =
        Arrays.stream(KillPoint.values()).filter(point -> point.isPossible(true, true)).toList();
    Drill.Settings settings =
        new Drill.Settings(
            JarProcess.smallHub(),
            points,
            points.size(),
            30,
            1,
            JarProcess.freshDirectory("drill"),
            false,
            Map.of("DROMEDARY_API_KEY", "of another hub"));

    Drill.Result result = new Drill(settings, System.out::println, Clock.systemUTC()).run();

    String report = DrillReport.markdown(result, settings);
    System.out.println(report);
    assertThat(result.holds()).as(report).isTrue();
    assertThat(result.kills()).hasSize(points.size());
    assertThat(result.taken()).as(report).isGreaterThan(result.given() / 2);
  }
}
