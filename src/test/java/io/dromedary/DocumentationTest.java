package io.dromedary;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dromedary.cli.CommandLineFace;
import io.dromedary.cli.ConnectorsCommand;
import io.dromedary.configuration.HubProperties;
import io.dromedary.configuration.WhatsAppProperties;
import io.dromedary.event.camel.Lookup;
import io.dromedary.notification.State;
import io.dromedary.policy.Reason;
import io.dromedary.policy.Rule;
import io.dromedary.template.Binding;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Languages;
import io.dromedary.template.Mapping;
import io.dromedary.template.Template;
import io.dromedary.whatsapp.TemplateMessages;
import io.dromedary.whatsapp.WebhookItem;
import io.dromedary.whatsapp.WebhookReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import picocli.CommandLine;

/** The papers say what is so: what they show is a file or runs, what they name exists. */
class DocumentationTest {

  private static final Path TUTORIAL = Path.of("src/test/resources/tutorial");
  private static final Path WALKTHROUGH = Path.of("src/test/resources/walkthrough");

  /** Of the outer contract, without a rest route. */
  private static final List<Pattern> PROMISED =
      List.of(
          Pattern.compile("/webhooks/whatsapp"), Pattern.compile("/api/people/[^/]+(/export)?"));

  private static final Pattern SNIPPET =
      Pattern.compile(
          "^```(\\w*) ?(file|part-of)?=?(\\S*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)[^)]*\\)|src=\"([^\"#]+)\"");
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Path> papers() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(
              Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")),
              docs.filter(file -> file.toString().endsWith(".md")))
          .sorted()
          .toList();
    }
  }

  static List<Path> decisions() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("docs/adr"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("papers")
  void whatIsShownIsAFile(Path paper) throws IOException {
    for (MatchResult snippet : snippets(paper)) {
      if (snippet.group(2) != null) {
        String content = Files.readString(Path.of(snippet.group(3)));
        String shown = snippet.group(4).stripTrailing();
        if (snippet.group(2).equals("file")) {
          assertThat(shown).as(snippet.group(3)).isEqualTo(content.stripTrailing());
        } else {
          assertThat(content).as(snippet.group(3)).contains(shown);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("papers")
  void onlyCommandsAndPicturesAreNoFiles(Path paper) throws IOException {
    assertThat(snippets(paper))
        .filteredOn(snippet -> snippet.group(2) == null)
        .allSatisfy(snippet -> assertThat(snippet.group(1)).isIn("sh", "text"));
  }

  @ParameterizedTest
  @MethodSource("papers")
  void whatIsLinkedExists(Path paper) throws IOException {
    Matcher link = LINK.matcher(Files.readString(paper));
    while (link.find()) {
      String target = link.group(1) == null ? link.group(2) : link.group(1);
      if (!target.matches("https?:.*")) {
        Path file = Path.of("").resolve(paper).resolveSibling(target).normalize();
        assertThat(Files.exists(file)).as(target).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("papers")
  void commandsExist(Path paper) throws IOException {
    Pattern command =
        Pattern.compile("java -jar target/dromedary\\.jar ([a-z][a-z-]*)(?: ([a-z]+))?");
    Set<String> known =
        new TreeSet<>(new CommandLine(new CommandLineFace()).getSubcommands().keySet());
    Matcher used = command.matcher(Files.readString(paper));
    while (used.find()) {
      assertThat(known).contains(used.group(1));
    }
  }

  @ParameterizedTest
  @MethodSource("papers")
  void callsOfTheApiExist(Path paper) throws IOException {
    Pattern call =
        Pattern.compile(
            "(?:localhost:8080|`(?:GET |POST |PUT |DELETE )?)(/(?:api|webhooks)/[^\\s'\"`?]+)");
    List<Pattern> served = served();
    Matcher used = call.matcher(Files.readString(paper));
    while (used.find()) {
      String path = used.group(1);
      assertThat(served).as(path).anyMatch(each -> each.matcher(path).matches());
    }
  }

  @Test
  void everySettingIsExplainedWithItsDefault() throws IOException {
    String text = Files.readString(Path.of("docs/configuration.md"));
    Map<String, String> settings = new TreeMap<>();
    collect("dromedary", HubProperties.class, settings);
    collect("whatsapp", WhatsAppProperties.class, settings);

    settings.forEach(
        (name, standard) -> {
          String environment = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
          String cell = standard.isEmpty() ? "" : "`" + standard + "` ";
          String row = "| `%s` | `%s` | %s|".formatted(name, environment, cell);
          assertThat(text.contains(row)).as("docs/configuration.md has %s", row).isTrue();
        });
    Matcher row =
        Pattern.compile("(?m)^\\| `((?:dromedary|whatsapp)\\.[a-z.-]+)` \\| `[A-Z]+_")
            .matcher(text);
    while (row.find()) {
      assertThat(settings).containsKey(row.group(1));
    }
  }

  @Test
  void everySettingOfARouteIsExplained() throws IOException {
    String text = Files.readString(Path.of("docs/configuration.md"));
    Set<String> given =
        Set.of("dromedary.data-dir", "dromedary.connectors-dir", "dromedary.polling");
    try (Stream<Path> routes = Files.walk(Path.of("routes"))) {
      for (Path route : routes.filter(Files::isRegularFile).toList()) {
        Matcher used =
            Pattern.compile("\\{\\{(dromedary\\.[a-z.-]+)").matcher(Files.readString(route));
        while (used.find()) {
          if (!given.contains(used.group(1))) {
            assertThat(text.contains("`" + used.group(1) + "`"))
                .as("docs/configuration.md explains %s of %s", used.group(1), route)
                .isTrue();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void everyStateIsExplained(State state) throws IOException {
    assertThat(Files.readString(Path.of("docs/operations.md"))).contains("| `" + state + "` |");
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonIsExplained(Reason reason) throws IOException {
    assertThat(Files.readString(Path.of("docs/operations.md")))
        .contains("| `" + reason.word() + "` |");
  }

  @Test
  void everyConnectorIsInTheReadme() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    try (Stream<Path> connectors = Files.list(Path.of("connectors"))) {
      for (Path file :
          connectors.filter(each -> each.toString().endsWith(".kamelet.yaml")).toList()) {
        String name = String.valueOf(file.getFileName()).replace(".kamelet.yaml", "");
        assertThat(readme).contains("`" + name + "`");
      }
    }
  }

  @Test
  void everyEventTypeIsListedWithWhatTellsIt() throws IOException {
    String text = Files.readString(Path.of("docs/templates.md"));
    Catalogue catalogue = Catalogue.load(Path.of("templates")).catalogue();
    try (Stream<Path> schemas = Files.list(Path.of("templates/events"))) {
      for (Path schema : schemas.toList()) {
        String type = String.valueOf(schema.getFileName()).replace(".schema.json", "");
        Set<String> templates =
            catalogue.bindings(type).stream()
                .map(binding -> "`" + binding.templateName() + "`")
                .collect(toCollection(TreeSet::new));
        String topic = catalogue.bindings(type).get(0).topic();
        assertThat(text)
            .containsPattern("(?m)^\\| `" + Pattern.quote(type) + "` \\| `" + topic + "` \\|");
        assertThat(text).contains(templates);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void aDecisionSaysWhyAndWhatFollows(Path decision) throws IOException {
    int number = decisions().indexOf(decision) + 1;

    assertThat(String.valueOf(decision.getFileName())).startsWith("%04d-".formatted(number));
    assertThat(Files.readString(decision))
        .startsWith("# %04d. ".formatted(number))
        .containsSubsequence("## Status", "## Context", "## Decision", "## Consequences");
  }

  @Test
  void theTutorialsConnectorMakesWhatThePaperShows() throws IOException {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    int exit =
        new CommandLine(new ConnectorsCommand())
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(errors))
            .execute(
                "run",
                "appointment-book",
                TUTORIAL.resolve("appointments.json").toString(),
                "--connectors-dir",
                TUTORIAL.resolve("connectors").toString());

    assertThat(errors.toString()).isEmpty();
    assertThat(exit).isZero();
    assertThat(output.toString().lines())
        .containsExactlyElementsOf(Files.readAllLines(TUTORIAL.resolve("expected.jsonl")));
  }

  /** The order of the readme: what the connector made, completed by the look-up, bound, written. */
  @Test
  void theReadmesOrderBecomesTheReadmesMessage() throws IOException {
    JsonNode event =
        JSON.readTree(Path.of("src/test/resources/fixtures/erp/accepted/expected.json").toFile())
            .get(0);
    JsonNode found =
        new Lookup()
            .found(
                event,
                List.of(
                    Map.of(
                        "phone",
                        "+4915112345678",
                        "name",
                        "Ada",
                        "locale",
                        "de-DE",
                        "ref",
                        "C-1001")));
    Catalogue catalogue = Catalogue.load(Path.of("templates")).catalogue();
    Binding binding =
        catalogue.bindings("order.confirmed").stream()
            .filter(each -> each.matches(found))
            .findFirst()
            .orElseThrow();
    Template template = catalogue.template(binding.templateName()).orElseThrow();
    JsonNode recipient = found.at("/data/recipient");
    Mapping mapping =
        binding.map(
            found, recipient, "de", Languages.locale("de-DE", "de"), ZoneId.of("Europe/Berlin"));
    JsonNode notification = JSON.readTree(WALKTHROUGH.resolve("notification.json").toFile());

    ObjectNode message =
        TemplateMessages.json(
            recipient.path("phone").asText(),
            template,
            "de",
            ((Mapping.Mapped) mapping).parameters(),
            notification.path("id").asText());

    assertThat(message).isEqualTo(JSON.readTree(WALKTHROUGH.resolve("message.json").toFile()));
    assertThat(notification.path("template").asText()).isEqualTo(template.name());
    assertThat(notification.at("/decision/rules/2/facts/binding").asText()).isEqualTo(binding.id());
    // what was not taken back and has no predecessor is not asked about these two
    assertThat(notification.at("/decision/rules").findValuesAsText("rule"))
        .isEqualTo(
            Stream.of(Rule.values())
                .filter(rule -> rule != Rule.RETRACTED && rule != Rule.ORDER)
                .map(Rule::word)
                .toList());
  }

  @Test
  void theReadmesStatusBelongsToItsNotification() throws IOException {
    JsonNode notification = JSON.readTree(WALKTHROUGH.resolve("notification.json").toFile());
    List<WebhookItem> items =
        WebhookReader.read(Files.readAllBytes(WALKTHROUGH.resolve("status.json")));

    assertThat(items)
        .singleElement()
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(WebhookItem.Status.class))
        .satisfies(
            status -> {
              assertThat(status.callback()).isEqualTo(notification.path("id").asText());
              assertThat(status.wamid()).isEqualTo(notification.path("wamid").asText());
              assertThat(status.status().toUpperCase(Locale.ROOT))
                  .isEqualTo(notification.path("state").asText());
            });
  }

  private static List<MatchResult> snippets(Path paper) throws IOException {
    return SNIPPET.matcher(Files.readString(paper)).results().toList();
  }

  /** What the REST routes and the webhook answer, as patterns. */
  private static List<Pattern> served() throws IOException {
    List<Pattern> served = new ArrayList<>(PROMISED);
    try (Stream<Path> routes = Files.list(Path.of("routes/hub"))) {
      for (Path file : routes.toList()) {
        for (JsonNode item : new YAMLMapper().readTree(file.toFile())) {
          JsonNode rest = item.path("rest");
          for (String verb : List.of("get", "post", "put", "delete")) {
            for (JsonNode call : rest.path(verb)) {
              String path = rest.path("path").asText() + call.path("path").asText();
              served.add(
                  Pattern.compile(
                      Arrays.stream(path.split("\\{[^}]*}", -1))
                          .map(Pattern::quote)
                          .collect(joining("[^/]+"))));
            }
          }
        }
      }
    }
    return served;
  }

  private static void collect(String prefix, Class<?> type, Map<String, String> settings) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name =
          prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      if (component.getType().isRecord() && component.getType().getEnclosingClass() == type) {
        collect(name, component.getType(), settings);
      } else {
        settings.put(name, standard(type, component));
      }
    }
  }

  /** The annotation stands at the constructor's parameter. */
  private static String standard(Class<?> type, RecordComponent component) {
    return Arrays.stream(type.getDeclaredConstructors()[0].getParameters())
        .filter(parameter -> parameter.getName().equals(component.getName()))
        .map(parameter -> parameter.getAnnotation(DefaultValue.class))
        .filter(java.util.Objects::nonNull)
        .flatMap(annotation -> Arrays.stream(annotation.value()))
        .findFirst()
        .orElse("");
  }
}
