package io.dromedary.notification;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StateTest {

  /** How far a message has got with the platform, in the order in which that can happen. */
  private static final List<State> WAY =
      List.of(State.ACCEPTED, State.SENT, State.DELIVERED, State.READ);

  @Test
  void whatMayFollowIsThisAndNothingElse() {
    String table =
        Arrays.stream(State.values())
            .map(
                from ->
                    from
                        + " > "
                        + Arrays.stream(State.values())
                            .filter(from::mayBecome)
                            .map(State::name)
                            .collect(joining(" ")))
            .collect(joining("\n"));

    assertThat(table)
        .isEqualTo(
            """
            SCHEDULED > QUEUED SUPPRESSED SUPERSEDED EXPIRED CANCELLED DEAD
            QUEUED > SCHEDULED SENDING ACCEPTED SENT DELIVERED READ SUPPRESSED SUPERSEDED EXPIRED CANCELLED FAILED DEAD
            SENDING > QUEUED UNKNOWN ACCEPTED SENT DELIVERED READ EXPIRED FAILED DEAD
            UNKNOWN > QUEUED ACCEPTED SENT DELIVERED READ EXPIRED CANCELLED FAILED DEAD
            ACCEPTED > SENT DELIVERED READ EXPIRED FAILED
            SENT > DELIVERED READ EXPIRED FAILED
            DELIVERED > READ
            READ >\s
            SUPPRESSED >\s
            SUPERSEDED >\s
            EXPIRED > DELIVERED READ
            CANCELLED >\s
            FAILED > QUEUED DELIVERED READ
            DEAD > QUEUED DELIVERED READ""");
  }

  @Property
  void whateverIsOfferedAMessageNeverGoesBackOnItsWay(@ForAll List<State> offered) {
    State state = State.QUEUED;
    int furthest = -1;
    for (State next : offered) {
      // only a decided repeat starts again, and never of what is known to have arrived
      if (next == State.QUEUED && state != State.DELIVERED && state != State.READ) {
        furthest = state.mayBecome(next) ? -1 : furthest;
      }
      state = state.mayBecome(next) ? next : state;
      if (WAY.contains(state)) {
        assertThat(WAY.indexOf(state)).isGreaterThanOrEqualTo(furthest);
        furthest = WAY.indexOf(state);
      }
    }
  }

  @Property
  void whatHasArrivedStaysArrived(@ForAll List<State> offered) {
    State state = State.DELIVERED;
    for (State next : offered) {
      state = state.mayBecome(next) ? next : state;
    }
    assertThat(state).isIn(State.DELIVERED, State.READ);
  }

  @Property
  void nothingFollowsADecisionAgainst(@ForAll State next) {
    for (State end : List.of(State.SUPPRESSED, State.SUPERSEDED, State.CANCELLED)) {
      assertThat(end.mayBecome(next)).isFalse();
    }
  }

  @Test
  void finalIsWhatNothingMoreIsExpectedOf() {
    assertThat(Arrays.stream(State.values()).filter(state -> !state.isFinal()))
        .containsExactly(
            State.SCHEDULED,
            State.QUEUED,
            State.SENDING,
            State.UNKNOWN,
            State.ACCEPTED,
            State.SENT);
  }
}
