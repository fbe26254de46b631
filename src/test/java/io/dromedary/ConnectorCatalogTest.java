package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every Kamelet in {@code connectors/}: its schema is its manual. */
class ConnectorCatalogTest {

  private static final Path CONNECTORS = Path.of("connectors");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([A-Za-z]\\w*)(:[^}]*)?}}");

  /** Camel's own, in a Kamelet's template. */
  private static final Set<String> GIVEN = Set.of("routeId", "templateId");

  private static final Pattern SECRET =
      Pattern.compile("secret|token$|password|apikey", Pattern.CASE_INSENSITIVE);
  private static final Pattern GUARANTEE =
      Pattern.compile("at least once|at most once|exactly once", Pattern.CASE_INSENSITIVE);
  private static final YAMLMapper YAML = new YAMLMapper();

  static List<Path> connectors() throws IOException {
    return list(".kamelet.yaml");
  }

  static List<Path> sources() throws IOException {
    return list("-source.kamelet.yaml");
  }

  static List<Path> mappings() throws IOException {
    return Stream.concat(list(".xsl").stream(), list(".jslt").stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void itsNameSaysWhatItIs(Path file) throws IOException {
    JsonNode kamelet = read(file);
    String name = kamelet.at("/metadata/name").asText();
    String type = kamelet.at("/metadata/labels/camel.apache.org~1kamelet.type").asText();

    assertThat(file).hasFileName(name + ".kamelet.yaml");
    assertThat(type).isIn("source", "action", "sink");
    assertThat(name).endsWith("-" + type);
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void itsSchemaIsItsManual(Path file) throws IOException {
    JsonNode definition = read(file).at("/spec/definition");

    assertThat(definition.path("title").asText()).isNotBlank();
    assertThat(definition.path("description").asText()).hasSizeGreaterThan(40);
    assertThat(problems(definition.path("properties"))).isEmpty();
    for (JsonNode required : definition.path("required")) {
      assertThat(definition.path("properties").has(required.asText()))
          .as("required %s is declared", required.asText())
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void whatItDeclaresItUses(Path file) throws IOException {
    JsonNode kamelet = read(file);
    Set<String> declared = new TreeSet<>();
    kamelet.at("/spec/definition/properties").fieldNames().forEachRemaining(declared::add);
    Set<String> used = new TreeSet<>();
    Matcher placeholder = PLACEHOLDER.matcher(kamelet.at("/spec/template").toString());
    placeholder.results().map(each -> each.group(1)).forEach(used::add);
    used.removeAll(GIVEN);

    assertThat(used).isEqualTo(declared);
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void itNamesTheComponentsThatItNeeds(Path file) throws IOException {
    JsonNode kamelet = read(file);
    List<String> dependencies = new ArrayList<>();
    kamelet.at("/spec/dependencies").forEach(each -> dependencies.add(each.asText()));

    for (String uri : kamelet.at("/spec/template").findValuesAsText("uri")) {
      String scheme = uri.replaceAll(":.*", "");
      assertThat(dependencies).as(uri).contains("camel:" + scheme);
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aSourceSaysHowMessagesComeAndHowOften(Path file) throws IOException {
    JsonNode kamelet = read(file);

    assertThat(kamelet.at("/metadata/annotations/dromedary.io~1transport").asText()).isNotBlank();
    assertThat(kamelet.at("/spec/definition/description").asText()).containsPattern(GUARANTEE);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aSourceMakesOnlyEventsThatHaveASchema(Path file) throws IOException {
    String types =
        read(file).at("/metadata/annotations/dromedary.io~1event-types").asText().strip();

    assertThat(types).isNotEmpty();
    for (String type : types.split("\\s*,\\s*")) {
      assertThat(Path.of("templates/events", type + ".schema.json")).exists();
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aSourceHasOneMappingThatCanBeTriedAlone(Path file) throws IOException {
    List<JsonNode> steps = read(file).at("/spec/template").findValues("step");

    assertThat(steps).filteredOn(step -> step.path("id").asText().equals("mapping")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void xmlIsParsedBeforeItIsTransformed(Path file) throws IOException {
    String template = Files.readString(file);
    int transformed = template.indexOf("xslt-saxon:");

    if (transformed >= 0) {
      assertThat(template.substring(0, transformed))
          .as("a DOCTYPE is refused only where the body is a document")
          .contains("type: org.w3c.dom.Document");
    }
  }

  @ParameterizedTest
  @MethodSource("mappings")
  void everyMappingIsUsed(Path mapping) throws IOException {
    String name = String.valueOf(mapping.getFileName());
    List<String> users = new ArrayList<>();
    for (Path file : Stream.concat(connectors().stream(), mappings().stream()).toList()) {
      if (!file.equals(mapping) && Files.readString(file).contains(name)) {
        users.add(file.toString());
      }
    }

    assertThat(users).isNotEmpty();
  }

  @Test
  void everyMappingThatIsUsedExists() throws IOException {
    Pattern reference = Pattern.compile("\\{\\{dromedary\\.connectors-dir}}/([\\w.-]+)");
    for (Path file : connectors()) {
      Matcher used = reference.matcher(Files.readString(file));
      while (used.find()) {
        assertThat(CONNECTORS.resolve(used.group(1).replaceAll("\\?.*", ""))).exists();
      }
    }
  }

  private static List<String> problems(JsonNode properties) {
    List<String> problems = new ArrayList<>();
    properties
        .properties()
        .forEach(
            entry -> {
              String name = entry.getKey();
              JsonNode property = entry.getValue();
              for (String member : List.of("title", "description", "type")) {
                if (property.path(member).asText().isBlank()) {
                  problems.add(name + " has no " + member);
                }
              }
              if (!property.has("default") && !property.has("example")) {
                problems.add(name + " has neither default nor example");
              }
              if (SECRET.matcher(name.toLowerCase(Locale.ROOT)).find()
                  && !property.path("format").asText().equals("password")) {
                problems.add(name + " is a secret without format: password");
              }
            });
    return problems;
  }

  private static JsonNode read(Path file) throws IOException {
    return YAML.readTree(file.toFile());
  }

  private static List<Path> list(String ending) throws IOException {
    try (Stream<Path> files = Files.list(CONNECTORS)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
