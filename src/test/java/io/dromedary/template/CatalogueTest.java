package io.dromedary.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

  private static final String GOOD =
      """
      name: good
      category: utility
      timeToLive: PT2H
      defaultLanguage: en
      examples: {gate: B22}
      languages:
        en:
          body: "Gate {{gate}} it is."
      bindings:
        - id: good
          event: flight.gate-changed
          topic: flights
          parameters:
            gate: data.gate
      """;

  private static CatalogueLoad load(String text) {
    return Catalogue.load(Map.of("good.yaml", text));
  }

  @Test
  void aWholeFolderIsRead() {
    Catalogue catalogue = Fixtures.catalogue();

    assertThat(catalogue.templates())
        .extracting(Template::name)
        .containsExactly(
            "flight_gate_changed",
            "invoice_document",
            "one_time_code",
            "payment_status",
            "shop_location");
    assertThat(catalogue.bindings("payment.status-changed"))
        .extracting(Binding::id)
        .containsExactly("payment-done", "payment-not-done");
    assertThat(catalogue.bindings("nothing.known")).isEmpty();
    assertThat(catalogue.binding("one-time-code").orElseThrow().lane()).isEqualTo(Lane.URGENT);
  }

  @Test
  void everyPartOfATemplateIsRead() {
    Template template = Fixtures.template("flight_gate_changed");
    Wording german = template.wording("de");

    assertThat(template.timeToLive()).hasHours(2);
    assertThat(german.header()).isEqualTo(new Header.Text("Gate-Wechsel {{flight}}"));
    assertThat(german.footer()).isEqualTo("Dromedary Airlines");
    assertThat(german.placeholders()).containsExactly("flight", "date", "gate", "tracking_code");
    assertThat(german.examples())
        .containsEntry("date", "20. November")
        .containsEntry("gate", "B22");
    assertThat(german.buttons())
        .containsExactly(
            new Button.QuickReply("Keine Flugmeldungen", "STOP:flights"),
            new Button.Url("Verfolgen", "https://www.example.com/t/{{1}}", "tracking_code"),
            new Button.Phone("Anrufen", "+4930123456"));
  }

  @Test
  void authenticationTemplatesChooseFromMetasTexts() {
    Template template = Fixtures.template("one_time_code");

    assertThat(template.category()).isEqualTo(Category.AUTHENTICATION);
    assertThat(template.parameters()).containsExactly("code");
    assertThat(template.oneTimeCode())
        .isEqualTo(new OneTimeCode(true, 5, OneTimeCode.OtpButton.COPY_CODE, List.of()));
    assertThat(template.languages()).containsOnlyKeys("en", "de");
  }

  @Test
  void mediaAndPlacesAreHeaders() {
    assertThat(Fixtures.template("invoice_document").wording("en").header())
        .isEqualTo(new Header.Document("document_url", "document_name"));
    assertThat(Fixtures.template("shop_location").wording("en").header())
        .isEqualTo(new Header.Location("latitude", "longitude", "place", "address"));
  }

  @Test
  void theIdChangesWithTheContentAndOnlyWithIt() {
    String id = load(GOOD).catalogue().id();

    assertThat(load(GOOD).catalogue().id()).isEqualTo(id).hasSize(64);
    assertThat(load(GOOD.replace("it is", "it was")).catalogue().id()).isNotEqualTo(id);
    assertThat(Catalogue.load(Map.of("good.yaml", GOOD, "broken.yaml", "name: [")).catalogue().id())
        .isEqualTo(id);
    assertThat(Catalogue.empty().templates()).isEmpty();
  }

  @Test
  void aBrokenFileIsLeftOutAndTheOthersStay() {
    CatalogueLoad load = Catalogue.load(Map.of("good.yaml", GOOD, "half.yaml", "name: half\nlang"));

    assertThat(load.catalogue().template("good")).isPresent();
    assertThat(load.catalogue().template("half")).isEmpty();
    assertThat(load.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.file()).isEqualTo("half.yaml");
              assertThat(problem.line()).isEqualTo(2);
              assertThat(problem.rule()).isEqualTo("yaml");
              assertThat(problem.remedy()).isNotBlank();
            });
  }

  @Test
  void testsAndOtherFilesOfTheFolderAreNotTemplates(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("good.yaml"), GOOD);
    Files.writeString(folder.resolve("good.test.yaml"), "what: ever");
    Files.writeString(folder.resolve("notes.txt"), "what: ever");

    CatalogueLoad load = Catalogue.load(folder);

    assertThat(load.problems()).isEmpty();
    assertThat(load.catalogue().templates()).hasSize(1);
  }

  @ParameterizedTest(name = "{0} at line {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name | 1 | name: good | name: Good",
        "name | 1 | name: good | name: other",
        "missing | 1 | name: good | title: good",
        "unknown-key | 3 | category: utility | category: utility\\ncolour: red",
        "category | 2 | category: utility | category: marketing",
        "category | 2 | category: utility | category: transactional",
        "time-to-live | 3 | timeToLive: PT2H | timeToLive: PT29S",
        "time-to-live | 3 | timeToLive: PT2H | timeToLive: PT12H1S",
        "time-to-live | 3 | timeToLive: PT2H | timeToLive: two hours",
        "default-language | 4 | defaultLanguage: en | defaultLanguage: de",
        "example | 8 | {gate: B22} | {}",
        "example | 8 | B22} | \"B\\t2\"}",
        "unknown-parameter | 5 | {gate: B22} | {gate: B22, door: 3}",
        "language | 7 | `  en:` | `  en-US:`",
        "missing | 8 | body: \"Gate {{gate}} it is.\" | footer: \"Bye\"",
        "placeholder-at-edge | 8 | Gate {{gate}} it | {{gate}} it",
        "placeholder-at-edge | 8 | `{{gate}} it is.` | `{{gate}}`",
        "placeholders-adjacent | 8 | {{gate}} | {{gate}} {{gate}}",
        "placeholder | 8 | it is | it is {{Gate}} so",
        "placeholder | 8 | it is | it is {{1}} so",
        "wrong-kind | 8 | \"Gate {{gate}} it is.\" | [a, b]",
        "key-twice | 9 | it is.\" | it is.\"\\n    body: \"twice {{gate}} is\"",
        "footer | 9 | it is.\" | it is.\"\\n    footer: \"{{gate}}\"",
        "header-placeholders | 9 | it is.\" | it is.\"\\n    header: \"{{gate}} {{gate}}\"",
        "header-kind | 9 | it is.\" | it is.\"\\n    header: {video: gate}",
        "button-type | 9 | it is.\" | it is.\"\\n    buttons: [{type: flow, text: a}]",
        "button-url | 9 | it is.\" | it is.\"\\n    buttons: [{type: url, text: a, url: 'https://a.example{{1}}', value: gate}]",
        "button-url | 9 | it is.\" | it is.\"\\n    buttons: [{type: url, text: a, url: 'https://a.example/{{1}}/b', value: gate}]",
        "button-value | 9 | it is.\" | it is.\"\\n    buttons: [{type: url, text: a, url: 'https://a.example/{{1}}'}]",
        "button-phone | 9 | it is.\" | it is.\"\\n    buttons: [{type: phone, text: a, phone: '030 123'}]",
        "button-labels | 9 | it is.\" | it is.\"\\n    buttons: [{type: quick-reply, text: a}, {type: quick-reply, text: a}]",
        "button-groups | 9 | it is.\" | it is.\"\\n    buttons: [{type: quick-reply, text: a}, {type: phone, text: b, phone: '+4930123456'}, {type: quick-reply, text: c}]",
        "binding-id | 10 | id: good | id: Good One",
        "missing | 10 | topic: flights | lane: urgent",
        "unknown-word | 13 | topic: flights | topic: flights\\n    lane: fast",
        "unknown-word | 13 | topic: flights | topic: flights\\n    onUnknown: guess",
        "path | 13 | topic: flights | topic: flights\\n    when: {recipient.name: present}",
        "path | 13 | topic: flights | topic: flights\\n    deadline: departsAt",
        "duration | 13 | topic: flights | topic: flights\\n    deadline: PT0S",
        "duration | 13 | topic: flights | topic: flights\\n    notBefore: {before: data.startsAt, by: a day}",
        "parameter-unmapped | 14 | `      gate: data.gate` | `      door: data.gate`",
        "unknown-parameter | 15 | gate: data.gate | gate: data.gate\\n      door: data.gate",
        "path | 14 | data.gate | gate",
        "path | 14 | data.gate | recipient.shoeSize",
        "unknown-word | 14 | data.gate | {path: data.gate, as: roman}",
        "words | 14 | data.gate | {path: data.gate, default: {de: Tor}}",
        "unknown-key | 14 | data.gate | {path: data.gate, otherwise: x}",
        "max | 14 | data.gate | {path: data.gate, max: many}",
        "repair | 14 | data.gate | {path: data.gate, repair: [iron]}",
        "repair | 14 | data.gate | {path: data.gate, repair: [shorten]}",
        "supersede-missing | 13 | topic: flights | topic: flights\\n    collapse: PT10M",
        "supersede-missing | 13 | topic: flights | topic: flights\\n    inOrder: true",
        "supersede-missing | 13 | topic: flights | topic: flights\\n    correction: good",
        "duration | 14 | topic: flights | topic: flights\\n    supersede: gate\\n    collapse: soon",
        "correction-unknown | 10 | topic: flights | topic: flights\\n    supersede: gate\\n    correction: none_such",
        "wrong-kind | 14 | topic: flights | topic: flights\\n    supersede: gate\\n    inOrder: perhaps",
        "quiet-hours | 13 | topic: flights | topic: flights\\n    quietHours: \"22:00-22:00\"",
        "quiet-hours | 13 | topic: flights | topic: flights\\n    quietHours: at night",
        "frequency | 13 | topic: flights | topic: flights\\n    frequency: {most: 0, per: PT1H}",
        "missing | 13 | topic: flights | topic: flights\\n    frequency: {most: 1}",
        "session-form | 13 | topic: flights | topic: flights\\n    form: session",
        "session-form | 13 | topic: flights | topic: flights\\n    session: {en: \"{{gate}}\"}",
        "session-form | 14 | topic: flights | topic: flights\\n    form: session\\n    session: {en: \"{{door}}\"}",
        "session-form | 14 | topic: flights | topic: flights\\n    form: session\\n    session: {de: \"{{gate}}\"}",
        "unknown-word | 13 | topic: flights | topic: flights\\n    sensitive: ignore",
        "fallback | 13 | topic: flights | topic: flights\\n    fallback: By Post",
        "missing | 13 | topic: flights | topic: flights\\n    fallback: {after: PT30M}",
        "duration | 13 | topic: flights | topic: flights\\n    fallback: {channel: sms, after: PT0S}",
        "missing | 13 | topic: flights | topic: flights\\n    fallback: {channel: sms, unless: read}",
        "unknown-word | 13 | topic: flights | topic: flights\\n    fallback: {channel: sms, after: PT1H, unless: seen}",
        "unknown-key | 13 | topic: flights | topic: flights\\n    fallback: {channel: sms, to: Ada}"
      })
  void aRuleIsReportedWithItsLine(String rule, int line, String from, String to) {
    CatalogueLoad load = load(GOOD.replace(from, to.replace("\\n", "\n")));

    assertThat(load.problems())
        .extracting(problem -> problem.file() + " " + problem.rule() + " " + problem.line())
        .contains("good.yaml " + rule + " " + line);
    assertThat(load.catalogue().templates()).isEmpty();
  }

  @Test
  void everyRestraintOfABindingIsRead() {
    CatalogueLoad load =
        load(
            GOOD.replace(
                "topic: flights",
                """
                topic: flights
                    supersede: gate
                    collapse: PT10M
                    inOrder: true
                    quietHours: "22:00-07:00"
                    frequency: {most: 3, per: PT24H}
                    form: cheapest
                    session: {en: "Gate {{gate}}"}
                    sensitive: refuse
                    fallback: sms"""));
    assertThat(load.problems()).isEmpty();
    Binding binding = load.catalogue().binding("good").orElseThrow();

    assertThat(binding.succession()).isEqualTo(new Succession(null, true, Duration.ofMinutes(10)));
    assertThat(binding.quietHours()).hasToString("22:00-07:00");
    assertThat(binding.frequency()).isEqualTo(new Frequency(3, Duration.ofHours(24)));
    assertThat(binding.session().preference()).isEqualTo(SessionForm.Preference.CHEAPEST);
    assertThat(binding.session().filled("en", Map.of("gate", "B22"))).hasValue("Gate B22");
    assertThat(binding.onSensitive()).isEqualTo(OnSensitive.REFUSE);
    assertThat(binding.fallback())
        .isEqualTo(new OtherChannel("sms", null, OtherChannel.Unless.DELIVERED));
  }

  @Test
  void anotherChannelMayTellWhatIsLate() {
    CatalogueLoad load =
        load(
            GOOD.replace(
                "topic: flights", "topic: flights\n    fallback: {channel: sms, after: PT30M}"));
    assertThat(load.problems()).isEmpty();
    assertThat(load.catalogue().binding("good").orElseThrow().fallback())
        .isEqualTo(new OtherChannel("sms", Duration.ofMinutes(30), OtherChannel.Unless.DELIVERED));
  }

  @Test
  void anotherChannelMayTellWhatIsNotRead() {
    CatalogueLoad load =
        load(
            GOOD.replace(
                "topic: flights",
                "topic: flights\n    fallback: {channel: sms, after: PT30M, unless: read}"));
    assertThat(load.problems()).isEmpty();
    assertThat(load.catalogue().binding("good").orElseThrow().fallback())
        .isEqualTo(new OtherChannel("sms", Duration.ofMinutes(30), OtherChannel.Unless.READ));
  }

  @Test
  void aBindingWithoutRestraintsHasNone() {
    Binding binding = load(GOOD).catalogue().binding("good").orElseThrow();

    assertThat(binding.succession()).isEqualTo(Succession.PLAIN);
    assertThat(binding.quietHours()).isNull();
    assertThat(binding.frequency()).isNull();
    assertThat(binding.session().in("en")).isEmpty();
    assertThat(binding.onSensitive()).isEqualTo(OnSensitive.MASK);
    assertThat(binding.fallback()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "body, 1024, true", "body, 1025, false",
    "header, 60, true", "header, 61, false",
    "footer, 60, true", "footer, 61, false",
    "label, 25, true", "label, 26, false"
  })
  void lengthsAreHeldOnBothSidesOfTheLimit(String part, int length, boolean accepted) {
    String text = "x".repeat(length);
    String body = part.equals("body") ? text : "Nothing but words.";
    String wording =
        switch (part) {
          case "body" -> "";
          case "label" -> "    buttons: [{type: quick-reply, text: " + text + "}]\n";
          default -> "    " + part + ": " + text + "\n";
        };
    CatalogueLoad load =
        load(
            "name: good\ncategory: utility\ndefaultLanguage: en\nlanguages:\n  en:\n    body: "
                + body
                + "\n"
                + wording);

    assertThat(load.problems().isEmpty()).as(load.problems().toString()).isEqualTo(accepted);
  }

  @Test
  void everyLanguageHasTheSameParameters() {
    String second = "  de:\n    body: \"Nur Worte, kein Tor.\"\nbindings:";

    assertThat(load(GOOD.replace("bindings:", second)).problems())
        .extracting(CatalogueProblem::rule)
        .contains("parameters-differ");
  }

  @Test
  void bindingIdsAreUniqueOverAllFiles() {
    String copy = GOOD.replace("name: good", "name: later").replace("it is", "it was");

    CatalogueLoad load =
        Catalogue.load(new TreeMap<>(Map.of("good.yaml", GOOD, "later.yaml", copy)));

    assertThat(load.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.rule()).isEqualTo("binding-id-twice");
              assertThat(problem.file()).isEqualTo("later.yaml");
              assertThat(problem.line()).isEqualTo(10);
            });
    assertThat(load.catalogue().templates()).hasSize(1);
  }

  @Test
  void aSecondTemplateOfTheSameWordingIsRefused() {
    String copy = GOOD.replace("name: good", "name: later").replace("id: good", "id: later");

    assertThat(Catalogue.load(Map.of("good.yaml", GOOD, "later.yaml", copy)).problems())
        .singleElement()
        .extracting(CatalogueProblem::rule, CatalogueProblem::line)
        .containsExactly("wording-twice", 7);
  }

  @Test
  void withEventSchemasPathsAndTypesAreChecked() {
    Map<String, String> files = new HashMap<>(Map.of("good.yaml", GOOD));
    files.put(
        "events/flight.gate-changed.schema.json",
        "{\"properties\":{\"gate\":{\"type\":\"string\"}}}");
    assertThat(Catalogue.load(files).problems()).isEmpty();

    files.put("good.yaml", GOOD.replace("data.gate", "data.gaet"));
    assertThat(Catalogue.load(files).problems())
        .singleElement()
        .extracting(CatalogueProblem::rule, CatalogueProblem::line)
        .containsExactly("path", 14);

    files.put("good.yaml", GOOD.replace("flight.gate-changed", "flight.door-changed"));
    assertThat(Catalogue.load(files).problems())
        .extracting(CatalogueProblem::rule)
        .contains("event-unknown");
  }

  @Test
  void anUnquotedNoIsTheLanguageNorwegian() {
    String norwegian =
        GOOD.replace("en:", "no:").replace("defaultLanguage: en", "defaultLanguage: no");

    assertThat(load(norwegian).catalogue().template("good").orElseThrow().languages())
        .containsOnlyKeys("no");
  }
}
