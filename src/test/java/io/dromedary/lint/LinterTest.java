package io.dromedary.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the linter finds in a small configuration that is right but for one thing. */
class LinterTest {

  private static final String TEMPLATE =
      """
      name: parcel_sent
      category: utility
      timeToLive: PT2H
      defaultLanguage: en
      examples: {parcel: "4711"}
      languages:
        en:
          body: "Your parcel {{parcel}} has left us and arrives tomorrow."
      bindings:
        - id: parcel-sent
          event: shipment.sent
          topic: shipments
          deadline: [PT6H]
          parameters:
            parcel: data.parcel
      """;

  private static final String TEST =
      """
      tests:
        - name: who agreed is told
          now: '2027-03-16T08:00:00Z'
          event: {specversion: '1.0', id: '1', source: s, type: shipment.sent, time: '2027-03-16T08:00:00Z', data: {}}
          expect: {binding: parcel-sent, outcome: send}
      """;

  private static final String KAMELET =
      """
      apiVersion: camel.apache.org/v1
      kind: Kamelet
      metadata:
        name: parcels-source
        labels: {camel.apache.org/kamelet.type: source}
        annotations: {dromedary.io/transport: files, dromedary.io/event-types: shipment.sent}
      spec:
        definition:
          title: Parcels
          description: "Reads parcels that have left, one file each, at least once."
          type: object
          required: [folder]
          properties:
            folder: {title: Folder, description: "Where the files are.", type: string, example: /in}
        dependencies: ["camel:file", "camel:kamelet", "camel:jslt"]
        template:
          from:
            uri: "file:{{folder}}"
            steps:
              - step:
                  id: mapping
                  steps:
                    - to: {uri: "jslt:file:{{dromedary.connectors-dir}}/parcels.jslt"}
              - to: {uri: "kamelet:sink"}
      """;

  private static final String ROUTE =
      """
      - routeConfiguration:
          id: set-aside
          description: Sets aside what cannot be read
          onException: [{onException: {exception: [java.lang.Exception], handled: {constant: "true"}}}]
      - route:
          id: parcels
          description: Tells people that their parcel has left
          routeConfigurationId: set-aside
          from:
            uri: kamelet:parcels-source
            parameters: {folder: "/in"}
            steps:
              - choice:
                  when: [{simple: "${body} != null", steps: [{to: "direct:accept"}]}]
      - route:
          id: accept
          description: Hands an event over
          from:
            uri: direct:accept
            steps: [{bean: {ref: progress, method: tell}}]
      """;

  @TempDir private Path folder;

  @BeforeEach
  void aConfigurationWithoutFault() throws IOException {
    write("templates/parcel_sent.yaml", TEMPLATE);
    write("templates/parcel_sent.test.yaml", TEST);
    write(
        "templates/events/shipment.sent.schema.json",
        "{\"type\": \"object\", \"properties\": {\"parcel\": {\"type\": \"string\"}}}");
    write("connectors/parcels-source.kamelet.yaml", KAMELET);
    write("connectors/parcels.jslt", "[{\"parcel\": .number}]");
    write("routes/parcels.camel.yaml", ROUTE.replace("method: tell", "method: " + method()));
  }

  private static String method() {
    return Stream.of(io.dromedary.intake.camel.Progress.class.getDeclaredMethods())
        .filter(method -> java.lang.reflect.Modifier.isPublic(method.getModifiers()))
        .findFirst()
        .orElseThrow()
        .getName();
  }

  @Test
  void aConfigurationWithoutFaultHasNoFindings() {
    assertThat(lint()).isEmpty();
  }

  @Test
  void theDeliveredConfigurationHasNoFindings() {
    Linter.Result result =
        Linter.lint(
            new LintFolders(Path.of("templates"), Path.of("connectors"), Path.of("routes")));

    assertThat(result.findings()).isEmpty();
    assertThat(result.files()).isGreaterThan(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          parcel_sent.yaml|name: parcel_sent|name: Parcel|name|1
          parcel_sent.yaml|utility|marketing|category|2
          parcel_sent.yaml|PT2H|PT13H|time-to-live|3
          parcel_sent.yaml|timeToLive: PT2H||no-time-to-live|1
          parcel_sent.yaml|timeToLive: PT2H|timeToLive: PT7H|late-delivery|3
          parcel_sent.yaml|defaultLanguage: en|defaultLanguage: de|default-language|4
          parcel_sent.yaml|tomorrow.|tomorrow. {{parcel}}|placeholder-at-edge|8
          parcel_sent.yaml|has left us and arrives tomorrow.|!|too-little-text|8
          parcel_sent.yaml|{parcel: "4711"}|{}|example|8
          parcel_sent.yaml|shipment.sent|shipment.gone|event-unknown|11
          parcel_sent.yaml|data.parcel|data.parsel|path|15
          parcel_sent.yaml|topic: shipments|topik: shipments|unknown-key|12
          parcel_sent.yaml|[PT6H]|[-PT6H]|duration|13
          parcel_sent.yaml|deadline: [PT6H]|quietHours: 22:00-22:00|quiet-hours|13
          parcel_sent.yaml|  parameters:|  lane: urgent, quietHours: x|yaml|
          parcel_sent.yaml|deadline: [PT6H]|correction: parcel_found|supersede-missing|13
          """)
  void aTemplateThatIsWrongIsFoundWithItsLine(
      String file, String right, String wrong, String rule, Integer line) throws IOException {
    change("templates/" + file, right, wrong == null ? "" : wrong);

    assertThat(lint())
        .filteredOn(finding -> finding.rule().equals(rule))
        .as(() -> lint().toString())
        .isNotEmpty()
        .allSatisfy(
            finding -> {
              assertThat(finding.file()).endsWith(file);
              if (line != null) {
                assertThat(finding.line()).isEqualTo(line);
              }
            });
  }

  @ParameterizedTest
  @CsvSource({"Parcel {{parcel}} left today.,true", "Parcel {{parcel}} left.,false"})
  void aBodyNeedsTwiceAsManyWordsAsPlaceholdersAndOneMore(String body, boolean fits)
      throws IOException {
    change(
        "templates/parcel_sent.yaml",
        "Your parcel {{parcel}} has left us and arrives tomorrow.",
        body);

    assertThat(rules().contains("too-little-text")).isEqualTo(!fits);
  }

  @ParameterizedTest
  @CsvSource({"22:00-04:00,true", "22:01-04:00,false", "09:00-15:00,true", "none,false"})
  void quietHoursAsLongAsTheDeadlineLeaveNoTimeToTell(String hours, boolean found)
      throws IOException {
    change(
        "templates/parcel_sent.yaml",
        "deadline: [PT6H]",
        "deadline: [PT6H]\n    quietHours: \"" + hours + "\"");

    assertThat(rules().contains("quiet-beyond-deadline")).isEqualTo(found);
  }

  @Test
  void urgentNewsHasNoQuietHoursOfItsOwn() throws IOException {
    change(
        "templates/parcel_sent.yaml",
        "deadline: [PT6H]",
        "lane: urgent\n    quietHours: \"23:00-01:00\"");

    assertThat(rules()).contains("quiet-urgent");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}|{}|true
          {data.parcel: present}|{data.parcel: absent}|false
          {data.parcel: [a, b]}|{data.parcel: [b, c]}|true
          {data.parcel: [a, b]}|{data.parcel: [c]}|false
          {data.parcel: [a]}|{data.parcel: absent}|false
          {data.parcel: [a]}|{data.parcel: present}|true
          {data.parcel: [a]}|{subject: [c]}|true
          """)
  void bindingsThatMayMeetTheSameEventOverlap(String one, String other, boolean overlap)
      throws IOException {
    String binding = TEMPLATE.substring(TEMPLATE.indexOf("  - id:"));
    write(
        "templates/parcel_sent.yaml",
        TEMPLATE.replace("topic: shipments", "topic: shipments\n    when: " + one)
            + binding
                .replace("id: parcel-sent", "id: parcel-sent-again")
                .replace("topic: shipments", "topic: shipments\n    when: " + other));

    assertThat(rules().contains("overlapping-bindings")).isEqualTo(overlap);
  }

  @Test
  void aCorrectionThatIsCorrectedByTheFirstIsACycle() throws IOException {
    String corrected =
        TEMPLATE.replace(
            "topic: shipments", "topic: shipments\n    supersede: p\n    correction: parcel_found");
    write("templates/parcel_sent.yaml", corrected);
    write(
        "templates/parcel_found.yaml",
        TEMPLATE
            .replace("parcel_sent", "parcel_found")
            .replace("has left us", "has been found")
            .replace("id: parcel-sent", "id: parcel-found")
            .replace(
                "topic: shipments",
                "topic: shipments\n    supersede: p\n    correction: parcel_sent"));

    assertThat(lint())
        .filteredOn(finding -> finding.rule().equals("correction-cycle"))
        .extracting(finding -> Path.of(finding.file()).getFileName().toString())
        .containsExactlyInAnyOrder("parcel_sent.yaml", "parcel_found.yaml");
  }

  @Test
  void aCorrectionThatNothingCorrectsIsNoCycle() throws IOException {
    write(
        "templates/parcel_sent.yaml",
        TEMPLATE.replace(
            "topic: shipments",
            "topic: shipments\n    supersede: p\n    correction: parcel_found"));
    write(
        "templates/parcel_found.yaml",
        TEMPLATE
            .substring(0, TEMPLATE.indexOf("bindings:"))
            .replace("parcel_sent", "parcel_found")
            .replace("has left us", "has been found"));

    assertThat(lint()).isEmpty();
  }

  @Test
  void aTemplateThatNothingSendsIsFound() throws IOException {
    write(
        "templates/parcel_found.yaml",
        TEMPLATE
            .substring(0, TEMPLATE.indexOf("bindings:"))
            .replace("parcel_sent", "parcel_found")
            .replace("has left us", "has been found"));

    assertThat(rules()).containsExactly("unused-template");
  }

  @Test
  void aWordingThatInvitesToBuyIsWarnedOf() throws IOException {
    change(
        "templates/parcel_sent.yaml",
        "and arrives tomorrow.",
        "and here is a voucher: save 20 % off your next order!");

    assertThat(lint())
        .filteredOn(finding -> finding.rule().equals("likely-marketing"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.line()).isEqualTo(7);
              assertThat(finding.message()).contains("voucher");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          who agreed is told|who agreed is told\\n    nows: x|unknown-key
          binding: parcel-sent|binding: parcel-gone|tested-unknown
          binding: parcel-sent,|''|untested-binding
          """)
  void aTestThatIsWrongOrMissingIsFound(String right, String wrong, String rule)
      throws IOException {
    change("templates/parcel_sent.test.yaml", right, wrong.replace("\\n", "\n"));

    assertThat(rules()).contains(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id: parcels|id: accept|route-id
          id: accept|ids: accept|route-id
          description: Hands an event over|description: ''|route-description
          routeConfigurationId: set-aside|routeConfigurationId: unset|error-handling-unknown
          routeConfigurationId: set-aside|autoStartup: true|error-handling-unknown
          to: "direct:accept"|to: "direct:acept"|nobody-listens
          kamelet:parcels-source|kamelet:parcel-source|kamelet-unknown
          {folder: "/in"}|{folder: "/in", every: 5}|kamelet-property
          {folder: "/in"}|{}|kamelet-property
          ref: progress|ref: progres|bean-unknown
          ref: progress, method: |ref: progress, method: x|bean-unknown
          java.lang.Exception|java.lang.Exeption|exception-unknown
          ${body} != null|${body} != null &&|expression
          ${body} != null|${body != null|expression
          steps: [{to: "direct:accept"}]|steps: [{too: "direct:accept"}]|route-syntax
          steps: [{to: "direct:accept"}]|steps: [{log: "${body}"}]|log-shows-message
          """)
  void aRouteThatIsWrongIsFound(String right, String wrong, String rule) throws IOException {
    change("routes/parcels.camel.yaml", right, wrong == null ? "" : wrong);

    assertThat(lint())
        .filteredOn(finding -> finding.rule().equals(rule))
        .as(() -> lint().toString())
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.file()).endsWith("parcels.camel.yaml"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: parcels-source|name: parcels|kamelet-name
          title: Parcels|titel: Parcels|kamelet-manual
          "Where the files are."|""|kamelet-manual
          folder: {title|secret: {title|kamelet-secret
          required: [folder]|required: [folder, more]|kamelet-unused-property
          uri: "file:{{folder}}"|uri: "file:{{dir}}"|kamelet-unused-property
          "camel:file", |''|kamelet-dependency
          at least once|often|kamelet-guarantee
          event-types: shipment.sent|event-types: shipment.gone|kamelet-event-type
          id: mapping|id: maping|kamelet-mapping
          parcels.jslt|parcel.jslt|mapping-missing
          jslt:file|xslt-saxon:file|xml-unguarded
          """)
  void aConnectorThatIsWrongIsFound(String right, String wrong, String rule) throws IOException {
    change("connectors/parcels-source.kamelet.yaml", right, wrong);

    assertThat(rules()).contains(rule);
  }

  @Test
  void aMappingThatDoesNotCompileIsFoundWithItsLine() throws IOException {
    write("connectors/parcels.jslt", "[\n{\"parcel\": \n]");
    write("connectors/unused.xsl", "<a>\n<b></a>");

    assertThat(lint())
        .filteredOn(finding -> finding.rule().equals("mapping-syntax"))
        .extracting(finding -> Path.of(finding.file()).getFileName() + ":" + finding.line())
        .contains("parcels.jslt:3", "unused.xsl:2");
    assertThat(rules()).contains("mapping-unused");
  }

  @Test
  void aSchemaThatIsNoneAndASampleThatIsRefusedAreFound() throws IOException {
    write("templates/samples/x.json", "{\"specversion\": \"1.0\"}");
    write("templates/events/shipment.lost.schema.json", "{\"type\": 7}");

    assertThat(rules()).contains("sample", "schema");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "templates/parcel_sent.yaml",
        "routes/parcels.camel.yaml",
        "connectors/parcels-source.kamelet.yaml"
      })
  void aFileThatIsNoYamlIsFoundWithItsLine(String file) throws IOException {
    write(file, "a: 1\nb: [1\nc: 2\n");

    assertThat(lint())
        .filteredOn(finding -> finding.rule().equals("yaml"))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.line()).isEqualTo(3));
  }

  @Test
  void aValueThatHoldsItselfEndsTheReadingNotTheProgram() throws IOException {
    write("routes/parcels.camel.yaml", "- &a\n  route: *a\n");

    assertThat(rules()).contains("yaml");
  }

  @Test
  void everyRuleThatAReaderReportsIsKnown() throws IOException {
    Pattern reported =
        Pattern.compile(
            "findings\\.add\\(\\s*(?:[\\w.]|\\((?:\"\\w+\"|\\w*)\\))+,\\s*\"([a-z-]+)\"|,\\s*\"([a-z]+(?:-[a-z]+)+)\"\\s*,");
    Set<String> names = new TreeSet<>();
    for (String room : List.of("template", "lint")) {
      try (Stream<Path> files = Files.list(Path.of("src/main/java/io/dromedary", room))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          reported
              .matcher(Files.readString(file))
              .results()
              .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
              .forEach(names::add);
        }
      }
    }

    assertThat(names).hasSizeGreaterThan(50);
    assertThat(LintRules.all().keySet()).containsAll(names);
  }

  @Test
  void aRuleThatDoesNotExistIsAMistakeOfTheLinter() {
    assertThatThrownBy(() -> LintRules.of("no-such-rule"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<Finding> lint() {
    return Linter.lint(
            new LintFolders(
                folder.resolve("templates"),
                folder.resolve("connectors"),
                folder.resolve("routes")))
        .findings();
  }

  private Set<String> rules() {
    return lint().stream().map(Finding::rule).collect(Collectors.toCollection(TreeSet::new));
  }

  private void change(String file, String right, String wrong) throws IOException {
    String text = Files.readString(folder.resolve(file));
    assertThat(text).contains(right);
    write(file, text.replace(right, wrong));
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
