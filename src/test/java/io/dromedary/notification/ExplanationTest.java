package io.dromedary.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.policy.Reason;
import io.dromedary.policy.Rule;
import io.dromedary.policy.Words;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  private static final Instant AT = Instant.parse("2026-11-12T09:14:00Z");

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> explain(
      State state, @Nullable String reason, String first, String last, String errors) {
    NotificationRecord one =
        new NotificationRecord(
            new UUID(1, 2),
            new UUID(3, 4),
            0,
            null,
            "PAX-1",
            "b",
            "flight.gate-changed",
            "flights",
            state,
            reason,
            "gate",
            "de",
            "utility",
            0,
            AT,
            state == State.EXPIRED ? null : "wamid.1",
            null,
            first,
            null,
            1,
            null,
            null,
            AT,
            AT,
            AT);
    return Explanation.of(one, json(first), json(last), json(errors), code -> "advice").sentences();
  }

  @Test
  void aWithdrawalIsToldWithItsTimeItsChannelAndItsProof() {
    String decision =
        "{'outcome':'suppress','reason':'consent-withdrawn','rules':[{'rule':'binding','passed':true,"
            + "'facts':{'binding':'gate'}},{'rule':'consent','passed':false,"
            + "'reason':'consent-withdrawn','facts':{'topic':'flights','state':'withdrawn',"
            + "'entry':'3','recordedAt':'2026-11-12T09:14:00Z','channel':'whatsapp','proof':'ab12'}}]}";

    List<String> sentences =
        explain(State.SUPPRESSED, "consent-withdrawn", decision, "null", "null");

    assertThat(sentences.get(0))
        .isEqualTo(
            "not sent: the person withdrew consent for flights on 12 Nov 2026 09:14:00 UTC by"
                + " whatsapp (entry 3, proof ab12)");
    assertThat(sentences)
        .contains("binding: binding gate covers the event")
        .anyMatch(each -> each.startsWith("refused by consent: "));
  }

  @Test
  void theDecisionBeforeTheSendComesFirstAndTheOneAtAcceptanceAfterIt() {
    String first =
        "{'outcome':'send','reason':null,'rules':[{'rule':'deadline','passed':true,'facts':{}}]}";
    String last =
        "{'outcome':'suppress','reason':'quiet-hours','rules':[{'rule':'quiet-hours','passed':false,"
            + "'reason':'quiet-hours','facts':{'hours':'22:00-07:00','zone':'Europe/Berlin',"
            + "'end':'2026-11-21T06:00:00Z'}}]}";

    assertThat(explain(State.SUPPRESSED, "quiet-hours", first, last, "null"))
        .containsExactly(
            "not sent: it was night for the person: quiet hours 22:00-07:00 in Europe/Berlin,"
                + " which end 21 Nov 2026 06:00:00 UTC",
            "immediately before the send: refused by quiet-hours: it was night for the person:"
                + " quiet hours 22:00-07:00 in Europe/Berlin, which end 21 Nov 2026 06:00:00 UTC",
            "at acceptance: deadline: its deadline was not reached");
  }

  @Test
  void everyStateHasAHeadlineOfItsOwn() {
    Set<String> headlines = new HashSet<>();
    for (State state : State.values()) {
      String headline = explain(state, null, "{}", "null", "null").get(0);
      assertThat(headline).isNotBlank();
      assertThat(headlines.add(headline)).as(headline).isTrue();
    }
  }

  @Test
  void aFailureNamesThePlatformsErrorButNotWhatItQuotes() {
    String headline =
        explain(
                State.FAILED,
                "platform-error",
                "{}",
                "null",
                "[{'code':131026,'title':'Message undeliverable','message':'to +4915112345678'}]")
            .get(0);
    assertThat(headline)
        .isEqualTo(
            "not delivered: the platform refused it with error 131026, Message undeliverable");
  }

  @Test
  void everyRuleHasItsOwnWordsForPassingAndForEachOfItsRefusals() {
    Set<String> said = new HashSet<>();
    for (Rule rule : Rule.values()) {
      assertThat(said.add(Words.of(rule, null, Map.of()))).as(rule.word()).isTrue();
      for (Reason reason : rule.refusals()) {
        String words = Words.of(rule, reason, Map.of());
        assertThat(words).isNotBlank().doesNotContain("null");
        assertThat(said.add(words)).as(rule.word() + " " + reason).isTrue();
      }
      assertThat(Words.of(rule, Reason.RULE_ERROR, Map.of())).contains(rule.word());
    }
  }

  @Test
  void aRuleOfAnotherVersionIsLeftOutInsteadOfBreakingTheExplanation() {
    assertThat(
            explain(
                State.SUPPRESSED,
                "of-the-future",
                "{'outcome':'suppress','reason':'of-the-future','rules':[{'rule':'unheard-of',"
                    + "'passed':false,'reason':'of-the-future','facts':{}}]}",
                "null",
                "null"))
        .containsExactly("not sent: of the future");
  }
}
