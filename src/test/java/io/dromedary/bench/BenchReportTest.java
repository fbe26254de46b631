package io.dromedary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {

  private static final Figures JMS =
      new Figures(Scenario.JMS, Map.of("messages/s", 600.04), List.of(590, 610, 605));
  private static final Figures FAN_OUT =
      new Figures(Scenario.FAN_OUT, Map.of("last of 300, median ms", 700.0), List.of());

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("benchmarks").resolve("latest");
  }

  @Test
  void whatWasMeasuredStandsInTheFile() throws IOException {
    BenchReport.write(file(), List.of(JMS), BenchReport.read(file()));

    JsonNode json = new ObjectMapper().readTree(folder.resolve("benchmarks/latest.json").toFile());
    assertThat(json.at("/jms/figures").path("messages/s").asDouble()).isEqualTo(600.0);
    assertThat(json.at("/jms/perSecond")).hasSize(3);
  }

  @Test
  void aScenarioThatIsNotRunAgainKeepsItsFigures() throws IOException {
    BenchReport.write(file(), List.of(JMS), BenchReport.NONE);
    BenchReport.write(file(), List.of(FAN_OUT), BenchReport.read(file()));

    JsonNode json = new ObjectMapper().readTree(folder.resolve("benchmarks/latest.json").toFile());
    assertThat(json.fieldNames()).toIterable().containsExactly("jms", "fan-out");
  }

  @Test
  void figuresStandBesideThoseOfTheEarlierRun() throws IOException {
    BenchReport.write(file(), List.of(JMS), BenchReport.NONE);

    String lines =
        BenchReport.read(file())
            .lines(new Figures(Scenario.JMS, Map.of("messages/s", 900.0), List.of()));

    assertThat(lines).contains("messages/s", "900.0", "before 600.0, x 1.50");
  }

  @Test
  void thePlotIsAPictureWithALineForEachScenarioThatHasOne() throws Exception {
    BenchReport.write(file(), List.of(JMS, FAN_OUT), BenchReport.NONE);

    Path svg = folder.resolve("benchmarks/latest.svg");
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(svg.toFile())
                .getElementsByTagName("polyline")
                .getLength())
        .isEqualTo(1);
    assertThat(Files.readString(svg)).contains(">jms</text>", "610/s").doesNotContain("fan-out");
  }
}
