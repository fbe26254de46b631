package io.dromedary.decisiontest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.event.EventSchemas;
import io.dromedary.template.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A test that holds passes, and one that does not hold fails and says why. */
class DecisionTesterTest {

  private static final String TEMPLATE =
      """
      name: gate_news
      category: utility
      timeToLive: PT2H
      defaultLanguage: en
      examples: {gate: B22}
      languages:
        en: {body: "Your gate has changed, please go to gate {{gate}} right away."}
        de: {body: "Ihr Gate hat sich geändert, bitte gehen Sie gleich zu Gate {{gate}} dort."}
      bindings:
        - id: gate-news
          event: gate.news
          topic: flights
          lane: normal
          deadline: [data.departsAt]
          supersede: gate
          correction: gate_news_again
          frequency: {most: 2, per: PT1H}
          collapse: PT2M
          onUnknown: resend
          form: session
          session: {en: "Gate {{gate}} now!", de: "Jetzt Gate {{gate}}!"}
          parameters: {gate: data.gate}
      """;

  private static final String CORRECTION =
      """
      name: gate_news_again
      category: utility
      timeToLive: PT2H
      defaultLanguage: en
      examples: {gate: B22}
      languages:
        en: {body: "Correction: your gate has changed again, please go to gate {{gate}} now."}
        de: {body: "Korrektur: Ihr Gate hat sich erneut geändert, bitte zu Gate {{gate}} gehen."}
      """;

  private static final String TEST =
      """
      tests:
        - name: rule
          now: 2026-11-20T09:00:00Z
          given: {consents: [{topics: [flights], state: granted}]%s}
          event:
            specversion: "1.0"
            id: "1"
            source: /air
            type: gate.news
            data:
              gate: B22
              departsAt: 2026-11-20T10:00:00Z
              recipient: {phone: "+4915112345678", locale: de-DE, zone: Europe/Berlin, ref: A}
          expect: {%s}
      """;

  @TempDir Path dir;
  private DecisionTester tester;

  @BeforeEach
  void hub() throws IOException {
    Files.writeString(dir.resolve("gate_news.yaml"), TEMPLATE);
    Files.writeString(dir.resolve("gate_news_again.yaml"), CORRECTION);
    Files.createDirectory(dir.resolve("events"));
    Files.writeString(
        dir.resolve("events/gate.news.schema.json"),
        "{\"type\": \"object\", \"properties\": {\"gate\": {}, \"departsAt\": {}, \"recipient\": {}}}");
    var load = Catalogue.load(dir);
    assertThat(load.problems()).isEmpty();
    tester =
        new DecisionTester(
            load.catalogue(),
            EventSchemas.load(dir.resolve("events")),
            new DeliveredPrices()::in,
            new SourceMessages(Path.of("connectors")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| outcome: send, language: de, form: template, parameters: {gate: B22}",
        "''| text: 'Ihr Gate hat sich geändert, bitte gehen Sie gleich zu Gate B22 dort.', outcome: send",
        "''| outcome: send, reason: null, refusedBy: null",
        ", consents: []| KEY-TWICE",
        ", templates: {gate_news: {de: paused}}| outcome: send, language: en",
        ", templates: {gate_news: paused}| outcome: hold, reason: template-paused, refusedBy: template",
        ", templates: {gate_news: drifted}| outcome: suppress, reason: category-drift",
        ", quietHours: {normal: '09:59-10:30'}| outcome: schedule, until: 2026-11-20T10:30:00+01:00, reason: quiet-hours",
        ", quietHours: {normal: '10:01-10:30'}| outcome: send",
        ", quietHours: {bulk: '09:00-10:30'}| outcome: send",
        ", told: {messages: 1}| outcome: send",
        ", told: {last: 2026-11-20T08:59:00Z}| outcome: collapse, until: 2026-11-20T09:01:00Z",
        ", told: {last: 2026-11-20T08:58:00Z}| outcome: send",
        ", reach: {limit: 250, used: 249}| outcome: send",
        ", reach: {limit: 250, used: 250, counted: true}| outcome: send",
        ", window: {lastInbound: '2026-11-19T09:01:01Z'}| outcome: send, form: session, text: 'Jetzt Gate B22!', template: gate_news",
        ", window: {lastInbound: '2026-11-19T09:00:00Z'}| outcome: send, form: template",
        ", window: {lastInbound: '2026-11-19T09:01:01Z'}, templates: {gate_news: paused}| outcome: send, form: session",
        ", allowList: ['+4915112345678']| outcome: send",
        ", allowList: ['+4915112345679']| outcome: suppress, reason: not-allow-listed",
      })
  void aFactThatIsGivenDecides(String given, String expect) throws IOException {
    if (expect.equals("KEY-TWICE")) {
      assertThat(read(given, "outcome: send").problems()).extracting("rule").contains("key-twice");
      return;
    }
    assertThat(run(given, expect).failures()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "outcome: suppress| outcome: expected \"suppress\"",
        "outcome: send, language: en| was \"de\"",
        "outcome: send, parameters: {gate: B23}| parameters.gate: expected \"B23\"",
        "outcome: send, price: 1 EUR| price: expected \"1 EUR\"",
        "outcome: send, ref: B| nothing came out",
        "outcome: send, message: {to: '+491'}| message.to: expected",
        "silent: baseline| nothing came out",
      })
  void whatIsOtherwiseFailsAndIsNamed(String expect, String said) throws IOException {
    assertThat(String.join("\n", run("", expect).failures())).contains(said);
  }

  @Test
  void aRefusalThatWasNotExpectedNamesTheRuleAndItsFacts() throws IOException {
    assertThat(run(", allowList: ['+4915112345679']", "outcome: send").failures())
        .singleElement()
        .asString()
        .contains("decided by rule allow-list");
  }

  @Test
  void beforeTheSendWithOlderNewsGoneTheCorrectionIsSent() throws IOException {
    String then =
        """
            then:
              - at: 2026-11-20T09:59:59Z
                given: {predecessor: gone}
                expect: {outcome: send, template: gate_news_again, language: de}
              - at: 2026-11-20T10:00:00Z
                expect: {outcome: suppress, reason: deadline-passed, refusedBy: deadline}
        """;
    assertThat(tester.run(one(TEST.formatted("", "outcome: send") + then)).failures()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ", windw: {}| outcome: send| windw means nothing here",
        "''| outcome: sent| outcome has no value that is known",
        "''| outcome: send, resaon: x| resaon means nothing here",
        "''| reason: no-consent| outcome is missing",
        ", templates: {gate_news: {de: asleep}}| outcome: send| de has no value that is known",
        ", quietHours: {normal: '22'}| outcome: send| normal has no value that is known",
        ", window: {lastInbound: yesterday}| outcome: send| lastInbound is no instant",
      })
  void aMisspeltTestIsRefusedWithItsLine(String given, String expect, String said)
      throws IOException {
    assertThat(read(given, expect).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message()).contains(said);
              assertThat(problem.line()).isIn(4, 14);
            });
  }

  private TestResult run(String given, String expect) throws IOException {
    return tester.run(one(TEST.formatted(given, expect)));
  }

  private DecisionTest one(String text) throws IOException {
    Path file = Files.writeString(dir.resolve("gate_news.test.yaml"), text);
    TestFile read = TestFile.read(file);
    assertThat(read.problems()).isEmpty();
    List<DecisionTest> tests = read.tests();
    return tests.get(0);
  }

  private TestFile read(String given, String expect) throws IOException {
    return TestFile.read(
        Files.writeString(dir.resolve("gate_news.test.yaml"), TEST.formatted(given, expect)));
  }
}
