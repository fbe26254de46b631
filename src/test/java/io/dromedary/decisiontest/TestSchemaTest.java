package io.dromedary.decisiontest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.dromedary.policy.Reason;
import io.dromedary.template.TemplateStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What editors complete and check tests by is what the tester reads. */
class TestSchemaTest {

  private static final JsonNode JSON = json();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(JSON);

  private static final String RIGHT =
      """
      tests:
        - name: who agreed is told
          now: 2026-11-20T09:00:00Z
          given:
            consents: [{topics: [flights], state: granted}]
            quietHours: {normal: "22:00-07:00"}
            templates: {flight_gate_changed: paused}
          event: {id: "1"}
          expect: {outcome: send, reason: null}
      """;

  static Stream<Path> delivered() throws IOException {
    try (Stream<Path> templates = Files.walk(Path.of("templates"));
        Stream<Path> routes = Files.walk(Path.of("routes"))) {
      return Stream.concat(templates, routes)
          .filter(file -> file.toString().endsWith(TestFile.ENDING))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("delivered")
  void whatTheTesterReadsTheSchemaAllows(Path file) throws IOException {
    assertThat(SCHEMA.validate(Document.parse("", Files.readString(file)).root())).isEmpty();
  }

  @Test
  void theKeysAreThoseThatTheTesterKnows() {
    assertThat(names("/$defs/test/properties")).isEqualTo(TestFile.TEST);
    assertThat(names("/$defs/given/properties")).isEqualTo(TestFile.GIVEN);
    assertThat(names("/$defs/expectation/properties")).isEqualTo(TestFile.EXPECT);
  }

  @Test
  void theWordsAreThoseThatTheTesterKnows() {
    assertThat(words("/$defs/expectation/properties/outcome")).isEqualTo(Outcomes.WORDS);
    assertThat(words("/$defs/expectation/properties/reason"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.values()).map(Reason::word).toList());
    Set<String> statuses = words("/$defs/status");
    assertThat(statuses.remove(TestFile.DRIFTED)).isTrue();
    assertThat(statuses)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(TemplateStatus.values())
                .map(status -> status.name().toLowerCase(Locale.ROOT))
                .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tests:|test:",
        "name: who agreed is told|title: x",
        "now: 2026-11-20T09:00:00Z|now: today",
        "now: 2026-11-20T09:00:00Z|now: 2026-11-20T09:00:00",
        "state: granted|state: given",
        "topics: [flights]|topic: flights",
        "normal: \"22:00-07:00\"|normal: late",
        "normal: \"22:00-07:00\"|quick: none",
        "flight_gate_changed: paused|flight_gate_changed: asleep",
        "event: {id: \"1\"}|events: []",
        "event: {id: \"1\"}|connector: x, event: {}",
        "outcome: send|outcome: sent",
        "outcome: send|form: template",
        "reason: null|reason: because",
        "reason: null|until: tomorrow",
        "reason: null|texts: a"
      })
  void whatTheTesterRefusesTheSchemaRefuses(String right, String wrong, @TempDir Path dir)
      throws IOException {
    assertThat(isRead(RIGHT, dir)).isTrue();
    assertThat(SCHEMA.validate(Document.parse("", RIGHT).root())).isEmpty();
    assertThat(RIGHT).contains(right);
    String broken = RIGHT.replace(right, wrong.replace(", event", "\n    event"));

    assertThat(isRead(broken, dir)).isFalse();
    assertThat(SCHEMA.validate(Document.parse("", broken).root())).isNotEmpty();
  }

  private static boolean isRead(String text, Path dir) throws IOException {
    return TestFile.read(Files.writeString(dir.resolve("a.test.yaml"), text)).problems().isEmpty();
  }

  private static Set<String> names(String pointer) {
    Set<String> names = new TreeSet<>();
    JSON.at(pointer).fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> words(String pointer) {
    Set<String> words = new TreeSet<>();
    for (JsonNode word : JSON.at(pointer).path("enum")) {
      if (word.isTextual()) {
        words.add(word.asText());
      }
    }
    return words;
  }

  private static JsonNode json() {
    try {
      return new ObjectMapper().readTree(Path.of("templates/test.schema.json").toFile());
    } catch (IOException e) {
      throw new AssertionError("the schema cannot be read", e);
    }
  }
}
