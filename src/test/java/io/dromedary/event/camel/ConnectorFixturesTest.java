package io.dromedary.event.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of fixtures is a case: messages in the order of their names, and what the connector
 * and the change detection make of them in {@code expected.json}. A file {@code at} says what is
 * now, a file {@code properties} sets properties of the connector.
 */
class ConnectorFixturesTest {

  static final Path FIXTURES = Path.of("src/test/resources/fixtures");
  static final Map<String, String> CONNECTORS =
      Map.of(
          "erp", "erp-orders",
          "booking", "booking-changes",
          "billing", "billing-invoices",
          "bank", "bank-payments",
          "airline", "airline-operations",
          "traffic", "traffic-situations");

  private static final JsonMapper JSON = new JsonMapper();

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.walk(FIXTURES)) {
      return files
          .filter(file -> file.endsWith("expected.json"))
          .map(file -> FIXTURES.relativize(file.getParent()).toString())
          .filter(folder -> CONNECTORS.containsKey(folder.split("/")[0]))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aMessageGivesTheseEventsAndSilences(String folder) throws Exception {
    Path directory = FIXTURES.resolve(folder);
    ArrayNode outcomes = JSON.createArrayNode();
    try (ConnectorTrial trial =
        new ConnectorTrial(CONNECTORS.get(folder.split("/")[0]), properties(directory))) {
      for (Path message : messages(directory)) {
        trial.outcomes(message, now(directory)).forEach(outcomes::add);
      }
    }
    JsonNode expected = JSON.readTree(directory.resolve("expected.json").toFile());
    assertThat(JSON.readTree(outcomes.toString())).containsExactlyElementsOf(expected);
  }

  static List<Path> messages(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(xml|json)"))
          .filter(file -> !file.endsWith("expected.json"))
          .sorted()
          .toList();
    }
  }

  private static Instant now(Path directory) throws IOException {
    Path at = directory.resolve("at");
    return Instant.parse(Files.exists(at) ? Files.readString(at).strip() : "2026-11-20T07:00:00Z");
  }

  private static Map<String, String> properties(Path directory) throws IOException {
    Properties properties = new Properties();
    Path file = directory.resolve("properties");
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }
}
