package io.dromedary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Figures as people and programs read them, beside those of an earlier run. */
public final class BenchReport {

  /** No earlier run. */
  public static final BenchReport NONE = new BenchReport(JsonNodeFactory.instance.objectNode());

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final int WIDTH = 720;
  private static final int HEIGHT = 300;
  private static final int EDGE = 50;
  private static final List<String> COLOURS =
      List.of(
          "#1b7f5c", "#b3541e", "#2b5fb3", "#8a3ffc", "#6b6b6b", "#c2185b", "#00838f", "#9e7700");

  private final ObjectNode earlier;

  private BenchReport(ObjectNode earlier) {
    this.earlier = earlier;
  }

  /** The figures of {@code FILE.json}; none when there is no such file. */
  public static BenchReport read(Path file) throws IOException {
    Path json = with(file, ".json");
    return Files.exists(json) && JSON.readTree(json.toFile()) instanceof ObjectNode known
        ? new BenchReport(known)
        : NONE;
  }

  private static Path with(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  /** One scenario, a line for each figure, with what an earlier run had. */
  public String lines(Figures figures) {
    JsonNode before = earlier.path(figures.scenario().word()).path("figures");
    return figures.figures().entrySet().stream()
        .map(figure -> line(figure.getKey(), figure.getValue(), before.path(figure.getKey())))
        .collect(Collectors.joining("\n"));
  }

  private static String line(String name, double value, JsonNode before) {
    String line = String.format(Locale.ROOT, "  %-36s %,10.1f", name, value);
    return before.isNumber()
        ? line
            + String.format(
                Locale.ROOT,
                "   before %,.1f, x %.2f",
                before.doubleValue(),
                value / before.doubleValue())
        : line;
  }

  /**
   * Writes {@code FILE.json} and {@code FILE.svg}; scenarios that were not run stay as they were.
   */
  public static void write(Path file, List<Figures> all, BenchReport before) throws IOException {
    ObjectNode json = before.earlier.deepCopy();
    for (Figures figures : all) {
      ObjectNode one = json.putObject(figures.scenario().word());
      ObjectNode values = one.putObject("figures");
      figures.figures().forEach((name, value) -> values.put(name, Math.round(value * 10) / 10.0));
      figures.perSecond().forEach(one.putArray("perSecond")::add);
    }
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    Files.writeString(with(file, ".json"), JSON.writeValueAsString(json) + "\n");
    Files.writeString(with(file, ".svg"), plot(json));
  }

  /** Accepted messages in each second, a line for each scenario that has any. */
  static String plot(ObjectNode json) {
    int most = 1;
    int longest = 1;
    for (JsonNode one : json) {
      longest = Math.max(longest, one.path("perSecond").size() - 1);
      for (JsonNode count : one.path("perSecond")) {
        most = Math.max(most, count.intValue());
      }
    }
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
        <title>Accepted messages in each second</title>
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        <path d="M%d %dV%dH%d" fill="none" stroke="#444444"/>
        <text x="%d" y="%d" text-anchor="end">%d/s</text><text x="%d" y="%d" text-anchor="end">0</text>
        <text x="%d" y="%d" text-anchor="end">%d s</text>
        """
            .formatted(
                WIDTH,
                HEIGHT,
                EDGE,
                EDGE / 2,
                HEIGHT - EDGE / 2,
                WIDTH - EDGE,
                EDGE - 6,
                EDGE / 2 + 10,
                most,
                EDGE - 6,
                HEIGHT - EDGE / 2,
                WIDTH - EDGE,
                HEIGHT - 6,
                longest));
    int line = 0;
    for (var scenario : json.properties()) {
      JsonNode counts = scenario.getValue().path("perSecond");
      if (counts.size() < 2) {
        continue;
      }
      StringBuilder points = new StringBuilder();
      for (int i = 0; i < counts.size(); i++) {
        points.append(
            String.format(
                Locale.ROOT,
                "%.1f,%.1f ",
                EDGE + (WIDTH - 2.0 * EDGE) * i / longest,
                HEIGHT - EDGE / 2.0 - (HEIGHT - EDGE) * counts.path(i).doubleValue() / most));
      }
      String colour = COLOURS.get(line % COLOURS.size());
      svg.append(
          "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>%n"
              .formatted(points.toString().strip(), colour));
      svg.append(
          "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n"
              .formatted(WIDTH - EDGE - 70, EDGE / 2 + 14 * (line + 1), colour, scenario.getKey()));
      line++;
    }
    return svg.append("</svg>\n").toString();
  }
}
