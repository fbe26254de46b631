package io.dromedary.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

  private static final Given HOLD = new Given("e-1", false);
  private static final Given RESEND = new Given("e-1", true);

  private static Told told(String state, int attempts) {
    return new Told("n-1", "e-1", state, "", attempts);
  }

  private static Reconciliation of(Given given, int taken, Told... told) {
    return Reconciliation.of(
        List.of(given), taken == 0 ? Map.of() : Map.of("n-1", taken), List.of(told));
  }

  @Test
  void whatWasGivenTakenAndRecordedOnceHolds() {
    Reconciliation found = of(HOLD, 1, told("READ", 1));

    assertThat(found.holds()).isTrue();
    assertThat(found.states()).isEqualTo(Map.of("READ", 1));
  }

  @Test
  void anEventWithoutANotificationIsLost() {
    assertThat(of(HOLD, 0).lost()).hasSize(1);
    assertThat(of(HOLD, 0).holds()).isFalse();
  }

  @Test
  void anEventThatWasTakenTwiceIntoTheLedgerIsFound() {
    Reconciliation found = of(HOLD, 1, told("READ", 1), new Told("n-2", "e-1", "READ", "", 1));

    assertThat(found.holds()).isFalse();
  }

  @Test
  void whatTheLedgerCallsSentAndNobodyTookIsLost() {
    assertThat(of(HOLD, 0, told("DELIVERED", 1)).lost()).hasSize(1);
  }

  @Test
  void aRepeatOnHoldNeverHolds() {
    assertThat(of(HOLD, 2, told("READ", 2)).repeatedOnHold()).hasSize(1);
    assertThat(of(HOLD, 2, told("READ", 2)).holds()).isFalse();
  }

  @Test
  void aRepeatOnResendHoldsWhenEachWasAnAttempt() {
    assertThat(of(RESEND, 2, told("READ", 2)).holds()).isTrue();
    assertThat(of(RESEND, 2, told("READ", 2)).repeatedRecorded()).hasSize(1);
    assertThat(of(RESEND, 2, told("READ", 1)).holds()).isFalse();
    assertThat(of(RESEND, 2, told("READ", 1)).repeatedUnrecorded()).hasSize(1);
  }

  @Test
  void whatNobodyCanSayIsListedAndHolds() {
    Reconciliation found = of(HOLD, 0, told("UNKNOWN", 1));

    assertThat(found.unknown()).hasSize(1);
    assertThat(found.holds()).isTrue();
  }

  @Test
  void whatEndedAnotherWayOrIsUnknownToTheLedgerDoesNotHold() {
    assertThat(of(HOLD, 0, told("DEAD", 8)).holds()).isFalse();
    assertThat(
            Reconciliation.of(List.of(HOLD), Map.of("n-1", 1, "n-9", 1), List.of(told("READ", 1)))
                .strangers())
        .containsExactly("n-9");
  }
}
