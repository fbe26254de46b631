package io.dromedary.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.whatsapp.SendAnswer;
import io.dromedary.whatsapp.SendOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberStopTest {

  private static final SendOutcome TAKEN = new SendOutcome.Accepted("wamid.1", null);
  private static final SendOutcome NOTHING = new SendOutcome.Unknown("no-answer-in-time");
  private static final int SLOTS = 20;

  private final NumberStop stop = new NumberStop();
  private Instant now = Instant.parse("2026-11-28T12:00:00Z");

  private static SendOutcome refused(int code) {
    String error =
        new ObjectMapper()
            .createObjectNode()
            .set("error", new ObjectMapper().createObjectNode().put("code", code))
            .toString();
    return SendAnswer.read(400, error.getBytes(StandardCharsets.UTF_8));
  }

  private int allowed(int underWay) {
    return stop.allows(SLOTS, underWay, now);
  }

  private void fails(SendOutcome outcome, int times) {
    for (int i = 0; i < times; i++) {
      stop.learns(outcome, 0, now);
    }
  }

  @Test
  void othersLeaveOneByOneWhenWhatIsUnderWayIsNotAnswered() {
    int several = NumberStop.IN_A_ROW;
    stop.leaves(now);
    now = now.plus(NumberStop.SILENCE).minusMillis(1);
    stop.leaves(now);
    assertThat(allowed(several)).isEqualTo(SLOTS);
    assertThat(stop.isUnanswered(several, now)).isFalse();

    now = now.plusMillis(1);
    assertThat(allowed(several)).isZero();
    assertThat(stop.isUnanswered(several, now)).isTrue();
    now = now.plus(NumberStop.ONE_BY_ONE).minusMillis(1);
    assertThat(allowed(several)).isEqualTo(1);
    stop.leaves(now);
    assertThat(allowed(several + 1)).isZero();

    stop.learns(TAKEN, several, now);
    assertThat(allowed(several)).isEqualTo(SLOTS);
    now = now.plus(NumberStop.SILENCE);
    assertThat(allowed(several)).as("the others are not answered").isEqualTo(1);
  }

  @Test
  void aFewThatAreNotAnsweredHoldUpNobody() {
    stop.leaves(now);
    now = now.plus(Duration.ofMinutes(1));

    assertThat(allowed(NumberStop.IN_A_ROW - 1)).isEqualTo(SLOTS);
    assertThat(stop.isUnanswered(NumberStop.IN_A_ROW - 1, now)).isFalse();
  }

  @Test
  void aNumberThatSendsNothingIsNotSilent() {
    stop.leaves(now);
    stop.learns(TAKEN, 0, now);
    now = now.plus(Duration.ofHours(1));

    assertThat(stop.isUnanswered(0, now)).isFalse();
    assertThat(allowed(0)).isEqualTo(SLOTS);
  }

  @Test
  void soManyInARowWithoutAnAnswerLetItRestAndThenTryOne() {
    fails(NOTHING, NumberStop.IN_A_ROW - 1);
    assertThat(allowed(0)).isEqualTo(SLOTS);

    fails(new SendOutcome.NotSent("connection-refused"), 1);
    assertThat(allowed(0)).isZero();
    now = now.plusSeconds(1);
    assertThat(allowed(0)).isEqualTo(1);
    assertThat(allowed(1)).as("while that one is under way").isZero();

    fails(NOTHING, 1);
    now = now.plusSeconds(2).minusMillis(1);
    assertThat(allowed(0)).as("twice as long").isZero();
    now = now.plusMillis(1);
    assertThat(allowed(0)).isEqualTo(1);
  }

  @Test
  void whatWasUnderWayAlreadyDoesNotMakeTheRestLonger() {
    fails(NOTHING, 100);
    now = now.plusSeconds(1);

    assertThat(allowed(0)).isEqualTo(1);
  }

  @Test
  void aRestIsNeverLongerThanThatOfAStoppedNumber() {
    for (int i = 0; i < 40; i++) {
      fails(NOTHING, NumberStop.IN_A_ROW);
      now = now.plus(NumberStop.REST);
      assertThat(allowed(0)).isEqualTo(1);
    }
  }

  @Test
  void aPlatformThatCannotBeReachedIsTriedSooner() {
    for (int i = 0; i < 40; i++) {
      fails(new SendOutcome.NotSent("connection-refused"), NumberStop.IN_A_ROW);
      now = now.plus(NumberStop.UNREACHABLE_REST);
      assertThat(allowed(0)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {131026, 130429, 132001, 100})
  void aRefusalIsAnAnswer(int code) {
    fails(NOTHING, NumberStop.IN_A_ROW - 1);
    fails(refused(code), 1);
    fails(NOTHING, NumberStop.IN_A_ROW - 1);

    assertThat(allowed(0)).isEqualTo(SLOTS);
  }

  @Test
  void anErrorThatSaysNothingOfTheMessageIsNone() {
    fails(refused(2), NumberStop.IN_A_ROW);

    assertThat(allowed(0)).isZero();
  }

  @Test
  void aTakenMessageEndsEverything() {
    fails(NOTHING, NumberStop.IN_A_ROW);
    fails(refused(190), 1);
    assertThat(stop.cause(now)).isPresent();

    fails(TAKEN, 1);

    assertThat(stop.cause(now)).isEmpty();
    assertThat(stop.isUnanswered(0, now)).isFalse();
    assertThat(allowed(5)).isEqualTo(SLOTS);
  }
}
