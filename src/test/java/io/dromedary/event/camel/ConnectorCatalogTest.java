package io.dromedary.event.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A source connector's schema is its manual: complete, and true to its template. */
class ConnectorCatalogTest {

  private static final Path CONNECTORS = Path.of("connectors");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([\\w.-]+)(:[^}]*)?}}");
  private static final Pattern MAPPING = Pattern.compile("connectors-dir}}/([\\w-]+\\.\\w+)");

  static List<Path> kamelets() throws IOException {
    try (Stream<Path> files = Files.list(CONNECTORS)) {
      return files.filter(f -> f.toString().endsWith(ConnectorKamelet.SUFFIX)).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void itIsNamedAsItsFile(Path file) throws Exception {
    JsonNode kamelet = read(file);
    assertThat(kamelet.path("kind").asText()).isEqualTo("Kamelet");
    assertThat(kamelet.path("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
    assertThat(file.getFileName().toString())
        .isEqualTo(kamelet.at("/metadata/name").asText() + ".kamelet.yaml");
    assertThat(
            kamelet.path("metadata").path("labels").path("camel.apache.org/kamelet.type").asText())
        .isEqualTo("source");
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void itSaysWhatItGuarantees(Path file) throws Exception {
    JsonNode definition = read(file).at("/spec/definition");
    assertThat(definition.path("title").asText()).isNotBlank();
    assertThat(definition.path("description").asText()).containsIgnoringCase("at least once");
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void everyPropertyIsExplained(Path file) throws Exception {
    JsonNode properties = read(file).at("/spec/definition/properties");
    properties
        .fields()
        .forEachRemaining(
            property -> {
              JsonNode schema = property.getValue();
              assertThat(schema.path("title").asText()).as(property.getKey()).isNotBlank();
              assertThat(schema.path("description").asText()).as(property.getKey()).isNotBlank();
              assertThat(schema.path("type").asText()).isIn("string", "integer", "boolean");
              assertThat(schema.has("default") || schema.has("example"))
                  .as(property.getKey())
                  .isTrue();
              boolean secret = property.getKey().matches("(?i).*(secret|password|token|key)$");
              assertThat("password".equals(schema.path("format").asText()))
                  .as(property.getKey())
                  .isEqualTo(secret);
            });
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void itUsesWhatItDeclares(Path file) throws Exception {
    JsonNode spec = read(file).path("spec");
    Set<String> declared = new TreeSet<>();
    spec.at("/definition/properties").fieldNames().forEachRemaining(declared::add);
    Set<String> used = new TreeSet<>();
    PLACEHOLDER
        .matcher(spec.path("template").toString())
        .results()
        .map((MatchResult match) -> match.group(1))
        .filter(name -> !name.startsWith("dromedary.") && !name.equals("routeId"))
        .forEach(used::add);
    assertThat(used).isEqualTo(declared);
    spec.at("/definition/required")
        .forEach(
            required ->
                assertThat(
                        spec.at("/definition/properties/" + required.asText() + "/default")
                            .isMissingNode())
                    .isTrue());
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void itsMappingStandsBesideItAndMakesTheEventsThatItNames(Path file) throws Exception {
    ConnectorKamelet connector = ConnectorKamelet.read(file);
    List<String> mappings =
        MAPPING.matcher(connector.mapping().toString()).results().map(m -> m.group(1)).toList();
    assertThat(mappings).hasSize(1);
    String mapping = Files.readString(CONNECTORS.resolve(mappings.get(0)));
    assertThat(connector.eventTypes()).isNotEmpty().allMatch(mapping::contains);
    assertThat(connector.transport()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void xmlIsReadAsADocumentSoThatADoctypeIsRefused(Path file) throws Exception {
    JsonNode steps = ConnectorKamelet.read(file).mapping().path("steps");
    if (steps.toString().contains("xslt-saxon:")) {
      assertThat(steps.get(0).at("/convertBodyTo/type").asText()).isEqualTo("org.w3c.dom.Document");
    }
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void itHasFixturesForEachEventType(Path file) throws Exception {
    ConnectorKamelet connector = ConnectorKamelet.read(file);
    String name = connector.name().replaceAll("-source$", "");
    String system =
        ConnectorFixturesTest.CONNECTORS.entrySet().stream()
            .filter(entry -> entry.getValue().equals(name))
            .findFirst()
            .orElseThrow()
            .getKey();
    StringBuilder expected = new StringBuilder();
    for (String fixture : ConnectorFixturesTest.cases()) {
      if (fixture.startsWith(system + "/")) {
        expected.append(
            Files.readString(
                ConnectorFixturesTest.FIXTURES.resolve(fixture).resolve("expected.json")));
      }
    }
    assertThat(connector.eventTypes())
        .allMatch(type -> expected.toString().contains('"' + type + '"'));
    assertThat(expected.toString()).contains("\"silent\"");
  }

  private static JsonNode read(Path file) throws IOException {
    return new YAMLMapper().readTree(Files.readString(file));
  }
}
