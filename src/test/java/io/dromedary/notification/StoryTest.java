package io.dromedary.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoryTest {

  private static final Instant AT = Instant.parse("2026-11-20T09:00:00Z");
  private static final String SEND =
      """
      {"outcome":"send","reason":null,"rules":[
       {"rule":"consent","passed":true,"facts":{"topic":"flights","state":"granted","entry":"3",
        "recordedAt":"2026-11-12T09:14:00Z","proof":"ab12","channel":"checkout"}},
       {"rule":"form","passed":true,"facts":{"form":"template","open":"false"}},
       {"rule":"template","passed":true,"facts":{"template":"flight_gate_changed",
        "language":"de","status":"APPROVED"}}]}
      """;
  private static final String FORM =
      "by template flight_gate_changed in de; consent entry 3 of 12 Nov 2026 09:14 UTC by checkout,"
          + " proof ab12; window closed, the person never wrote";

  @ParameterizedTest
  @EnumSource(State.class)
  void everyStateHasAnAnswer(State state) {
    assertThat(given(state).answer()).isNotBlank().doesNotContain("null");
  }

  @Test
  void noTwoStatesHaveTheSameAnswer() {
    List<String> answers =
        Arrays.stream(State.values())
            .filter(state -> state != State.SCHEDULED)
            .map(state -> given(state).answer())
            .toList();
    assertThat(answers.stream().collect(Collectors.toSet())).hasSameSizeAs(answers);
  }

  @Test
  void whatWasSentNamesTemplateConsentAndWindow() {
    assertThat(given(State.ACCEPTED).step(State.ACCEPTED, null).answer())
        .isEqualTo("sent " + FORM + "; taken by the platform at 20 Nov 2026 09:00 UTC");
    assertThat(given(State.READ).step(State.READ, null).answer()).endsWith(" and read");
  }

  @Test
  void whatWasSupersededNamesTheNewerOne() {
    assertThat(given(State.SUPERSEDED).reason("superseded").step(State.SUPERSEDED, "by 4711").answer())
        .contains("newer news", "(notification 4711)");
    assertThat(given(State.SUPERSEDED).reason("superseded").step(State.SUPERSEDED, "superseded").answer())
        .contains("newer news")
        .doesNotContain("(notification");
  }

  @Test
  void whatThePlatformRefusedNamesCodeAndDetailsButNoNumberOfAPerson() {
    assertThat(
            given(State.FAILED)
                .reason("platform-error")
                .error(
                    "[{\"code\":131026,\"title\":\"Message undeliverable\",\"error_data\":"
                        + "{\"details\":\"+49 151 12345678 cannot receive it within 24 hours\"}}]")
                .step(State.FAILED, "error")
                .answer())
        .isEqualTo(
            "not delivered: the platform refused it at 20 Nov 2026 09:00 UTC: error 131026 Message"
                + " undeliverable: … cannot receive it within 24 hours");
  }

  @Test
  void theEndOfTimeBeforeAndAfterTheSendAreTwoAnswers() {
    assertThat(given(State.EXPIRED).reason("deadline-passed").answer())
        .startsWith("not sent: its deadline 20 Nov 2026 11:00 UTC");
    assertThat(given(State.EXPIRED).step(State.ACCEPTED, null).answer())
        .startsWith("sent ")
        .contains("not known to be delivered");
  }

  @Test
  void whatIsCancelledSaysByWhom() {
    assertThat(given(State.CANCELLED).step(State.CANCELLED, "retracted by its source").answer())
        .isEqualTo("not sent: retracted by its source at 20 Nov 2026 09:00 UTC");
  }

  @Test
  void whatNeedsAPersonSaysWhy() {
    assertThat(given(State.DEAD).reason("connection-refused").answer())
        .contains("needs a person", "refused the connection", "(1 attempt)");
    assertThat(given(State.DEAD).reason("error-131000").error("[{\"code\":131000}]").answer())
        .contains("error 131000");
  }

  @Test
  void whatMayHaveGoneSaysWhatIsWaitedFor() {
    assertThat(given(State.UNKNOWN).reason("no-answer-in-time").answer())
        .startsWith("may have been sent ")
        .contains("no answer in time", "is waited for");
    assertThat(given(State.UNKNOWN).reason("held").answer()).contains("a person must settle it");
  }

  @Test
  void whatWaitsSaysForWhat() {
    assertThat(given(State.QUEUED).answer()).isEqualTo("to be sent again " + FORM);
    assertThat(given(State.QUEUED).reason("template-paused").answer())
        .isEqualTo("waits: the template is paused by Meta for its quality");
    assertThat(given(State.QUEUED).reason("connection-refused").answer()).contains("refused");
  }

  @Test
  void whoStandsBehindTwoRecipientsIsToldOnce() {
    assertThat(given(State.SUPPRESSED).reason("duplicate").answer())
        .isEqualTo(
            "not sent: PAX-1 stands behind more than one recipient of the event and is told once");
  }

  @Test
  void theDecisionBeforeTheSendIsTheOneThatCounts() {
    Given ended = given(State.SUPPRESSED).reason("no-consent");
    ended.last =
        "{\"outcome\":\"suppress\",\"reason\":\"no-consent\",\"rules\":[{\"rule\":\"consent\","
            + "\"passed\":false,\"reason\":\"no-consent\",\"facts\":{\"topic\":\"flights\"}}]}";
    assertThat(ended.sentences())
        .startsWith(
            "not sent: PAX-1 has not agreed to flights (rule consent)",
            "decided first: to be sent " + FORM,
            "decided again before the send: not sent: PAX-1 has not agreed to flights (rule"
                + " consent)");
  }

  private static Given given(State state) {
    return new Given(state);
  }

  private static final class Given {
    private final State state;
    private final List<HistoryEntry> history = new ArrayList<>();
    private @Nullable String reason;
    private @Nullable String error;
    private @Nullable String last;

    Given(State state) {
      this.state = state;
    }

    Given reason(String value) {
      reason = value;
      return this;
    }

    Given error(String value) {
      error = value;
      return this;
    }

    Given step(State to, @Nullable String detail) {
      history.add(new HistoryEntry(to, AT, detail));
      return this;
    }

    String answer() {
      return sentences().get(0);
    }

    List<String> sentences() {
      return Story.of(
          new NotificationRecord(
              new UUID(0, 1),
              new UUID(0, 2),
              0,
              new UUID(0, 3),
              "PAX-1",
              "flight-gate-changed",
              "flight.gate-changed",
              "flights",
              state,
              reason,
              "flight_gate_changed",
              "de",
              "utility",
              0,
              Instant.parse("2026-11-20T11:00:00Z"),
              null,
              "template",
              SEND,
              last,
              1,
              error,
              null,
              null,
              AT,
              AT),
          history);
    }
  }
}
