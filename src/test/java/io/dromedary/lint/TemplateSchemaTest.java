package io.dromedary.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Lane;
import io.dromedary.template.OnSensitive;
import io.dromedary.template.OnUnknown;
import io.dromedary.template.ParameterMapping;
import io.dromedary.template.SessionForm;
import io.dromedary.yaml.LinedYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What editors complete and check by is what the hub reads. */
class TemplateSchemaTest {

  private static final Path TEMPLATES = Path.of("templates");
  private static final JsonNode JSON = json();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(JSON);

  static Stream<Path> templates() throws IOException {
    return Stream.of(TEMPLATES, Path.of("src/test/resources/fixtures/templates/small"))
        .flatMap(folder -> Findings.files(folder, ".yaml").stream())
        .filter(file -> !file.toString().endsWith(".test.yaml"));
  }

  static Stream<Arguments> words() {
    return Stream.of(
        Arguments.of("/$defs/binding/properties/lane", Lane.values()),
        Arguments.of("/$defs/binding/properties/onUnknown", OnUnknown.values()),
        Arguments.of("/$defs/binding/properties/sensitive", OnSensitive.values()),
        Arguments.of("/$defs/binding/properties/form", SessionForm.Preference.values()),
        Arguments.of("/$defs/mapping/oneOf/1/properties/as", ParameterMapping.Form.values()),
        Arguments.of("/$defs/mapping/oneOf/1/properties/zone", ParameterMapping.ZoneRule.values()));
  }

  @ParameterizedTest
  @MethodSource("templates")
  void whatTheHubReadsTheSchemaAllows(Path file) throws Exception {
    assertThat(SCHEMA.validate(LinedYaml.parse(Files.readString(file)).json())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("words")
  void theWordsAreThoseThatTheHubKnows(String pointer, Enum<?>[] constants) {
    assertThat(listed(JSON.at(pointer)))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(constants)
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          category: utility|category: marketing
          category: utility|category: utility\\notpButton: copy-code
          name: payment_status|name: Payment-Status
          defaultLanguage: |standardLanguage:\s
          defaultLanguage: |defaultLanguage: German #
          body: |text:\s
          bindings:|binding:
          topic: |topics:\s
          topic: payments|topic: payments\\n    lane: quick
          topic: payments|topic: payments\\n    onUnknown: ask
          topic: payments|topic: payments\\n    quietHours: late
          topic: payments|topic: payments\\n    collapse: soon
          """)
  void whatTheHubRefusesTheSchemaRefuses(String right, String wrong) throws Exception {
    String text =
        Files.readString(
            Path.of("src/test/resources/fixtures/templates/small/payment_status.yaml"));
    assertThat(text).contains(right);
    String broken = text.replace(right, wrong.replace("\\n", "\n"));

    assertThat(Catalogue.load(Map.of("payment_status.yaml", broken)).problems()).isNotEmpty();
    assertThat(SCHEMA.validate(LinedYaml.parse(broken).json())).isNotEmpty();
  }

  private static Set<String> listed(JsonNode property) {
    Set<String> words = new TreeSet<>();
    property.path("enum").forEach(word -> words.add(word.asText()));
    return words;
  }

  private static JsonNode json() {
    try {
      return new ObjectMapper().readTree(TEMPLATES.resolve("template.schema.json").toFile());
    } catch (IOException e) {
      throw new AssertionError("the schema cannot be read", e);
    }
  }
}
