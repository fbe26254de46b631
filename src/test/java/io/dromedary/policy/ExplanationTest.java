package io.dromedary.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class ExplanationTest {

  @Provide
  Arbitrary<Decision> first() {
    return AnyDecision.first();
  }

  @Provide
  Arbitrary<Decision> last() {
    return AnyDecision.last();
  }

  @Property(tries = 3000)
  void everyOutcomeIsExplainedAndNamesTheRuleThatDecided(@ForAll("first") Decision decision) {
    Statistics.collect(decision.outcome());
    Statistics.coverage(
        seen -> {
          for (String outcome :
              List.of("send", "schedule", "collapse", "hold", "suppress", "fall-back")) {
            seen.check(outcome).count(count -> count > 0);
          }
        });
    explained(decision);
  }

  @Property(tries = 2000)
  void theDecisionBeforeTheSendIsExplainedToo(@ForAll("last") Decision decision) {
    explained(decision);
  }

  private static void explained(Decision decision) {
    Explanation explanation = Explanation.of(DecisionJson.of(decision), "PAX-1");
    String deciding = explanation.deciding();

    assertThat(explanation.sentences()).hasSize(1 + decision.rules().size());
    assertThat(explanation.sentences().get(0)).isEqualTo(deciding);
    for (int i = 0; i < decision.rules().size(); i++) {
      assertThat(explanation.lines().get(i)).startsWith("rule " + decision.rules().get(i).rule());
    }
    assertThat(String.join("\n", explanation.sentences()))
        .doesNotContain("null", " unknown", "4915112345678", "US.4711");
    if (decision instanceof Decision.Send send) {
      assertThat(deciding)
          .startsWith("to be sent ")
          .contains(send.message().template(), "consent entry 3");
    } else {
      RuleResult rule = deciding(decision);
      assertThat(explanation.decidedBy().orElseThrow().word()).isEqualTo(rule.rule());
      assertThat(deciding).contains("(rule " + rule.rule() + ")");
    }
    if (decision instanceof Decision.FallBack fallBack) {
      assertThat(deciding).contains("told by " + fallBack.channel());
    }
  }

  /** By its own reading of the rules: what refuses for good, else what waits longest. */
  private static RuleResult deciding(Decision decision) {
    Reason reason =
        decision instanceof Decision.Collapse ? Reason.COLLAPSED : DecisionJson.reason(decision);
    return decision.rules().stream()
        .filter(
            rule -> reason == null ? rule.rule().equals("deadline") : rule.refusal() == reason)
        .findFirst()
        .orElseThrow();
  }

  @Example
  void everyReasonHasWordsOfItsOwn() {
    distinct(Reason.values(), reason -> Explanation.of(reason, "PAX-1"));
    for (Reason reason : Reason.values()) {
      assertThat(Explanation.of(reason, null)).doesNotContain("PAX-1", "null");
      assertThat(Explanation.reason(reason.word())).contains(reason);
    }
  }

  @Example
  void everyRuleHasWordsOfItsOwn() {
    distinct(Rule.values(), rule -> RuleWords.of(rule, Map.of(), "PAX-1"));
  }

  /** The facts of every refusal that its rule declares are put into words. */
  @Example
  void everyRefusalOfEveryRuleHasAnExplanation() {
    for (Rule rule : Rule.values()) {
      for (Reason reason : rule.refusals()) {
        RuleResult refused = rule.refuse(reason, Map.of());
        String deciding =
            Explanation.of(
                    DecisionJson.of(new Decision.Suppress(reason, List.of(refused))), "PAX-1")
                .deciding();
        assertThat(deciding).startsWith("not sent: ").endsWith(" (rule " + rule.word() + ")");
      }
    }
    Set<Reason> refused = EnumSet.noneOf(Reason.class);
    Arrays.stream(Rule.values()).forEach(rule -> refused.addAll(rule.refusals()));
    assertThat(refused).contains(Reason.NO_CONSENT, Reason.CATEGORY_DRIFT);
  }

  private static <T> void distinct(T[] all, Function<T, String> words) {
    List<String> texts = Arrays.stream(all).map(words).toList();
    assertThat(texts).noneMatch(String::isBlank);
    assertThat(texts.stream().collect(Collectors.toSet())).hasSameSizeAs(texts);
  }

  @Example
  void aWithdrawalIsToldWithItsEntryItsChannelAndItsProof() {
    assertThat(
            of(
                """
                {"outcome":"suppress","reason":"consent-withdrawn","rules":[{"rule":"consent",
                 "passed":false,"reason":"consent-withdrawn","facts":{"topic":"flights",
                 "state":"withdrawn","entry":"3","recordedAt":"2026-11-12T09:14:00Z",
                 "proof":"ab12cd34ef567890","channel":"whatsapp"}}]}
                """))
        .isEqualTo(
            "not sent: the person withdrew consent for flights on 12 Nov 2026 09:14 UTC by"
                + " whatsapp (entry 3, proof ab12cd34ef56…) (rule consent)");
  }

  @Example
  void quietHoursAreToldOnTheRecipientsClock() {
    assertThat(
            of(
                """
                {"outcome":"schedule","reason":"quiet-hours","rules":[{"rule":"quiet-hours",
                 "passed":false,"reason":"quiet-hours","until":"2026-11-13T06:00:00Z",
                 "facts":{"hours":"22:00-07:00","zone":"Europe/Berlin",
                 "end":"2026-11-13T06:00:00Z"}}]}
                """))
        .isEqualTo(
            "waits until 13 Nov 2026 07:00 in Europe/Berlin: quiet hours 22:00-07:00 in"
                + " Europe/Berlin (rule quiet-hours)");
  }

  @Example
  void theRecordOfAnEarlierVersionWithoutChannelIsReadToo() {
    assertThat(
            of(
                """
                {"outcome":"send","reason":null,"rules":[{"rule":"consent","passed":true,
                 "facts":{"topic":"flights","state":"granted","entry":"1",
                 "recordedAt":"2026-11-12T09:14:05Z","proof":"ab"}},{"rule":"template",
                 "passed":true,"facts":{"template":"t","language":"de","status":"APPROVED"}}]}
                """))
        .isEqualTo(
            "to be sent by template t in de; consent entry 1 of 12 Nov 2026 09:14:05 UTC, proof"
                + " ab");
  }

  @Example
  void aRuleOfALaterVersionIsShownByItsFacts() {
    assertThat(
            Explanation.of(
                    json(
                        """
                        {"outcome":"send","reason":null,"rules":[
                         {"rule":"moon","passed":true,"facts":{"phase":"full"}}]}
                        """),
                    null)
                .lines())
        .containsExactly("rule moon passed: {phase=full}");
  }

  private static String of(String json) {
    return Explanation.of(json(json), null).deciding();
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
