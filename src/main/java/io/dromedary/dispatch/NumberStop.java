package io.dromedary.dispatch;

import io.dromedary.whatsapp.ErrorClass;
import io.dromedary.whatsapp.PlatformError;
import io.dromedary.whatsapp.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a number had better stand still: the platform has stopped it, or gives no answer. Nothing
 * leaves for a while, then one message at a time is tried until one is taken. Each message that
 * leaves without an answer is one of which nobody knows whether it arrived, so no more of them
 * leave than it takes to notice.
 */
final class NumberStop {

  /** How long a number rests unless its error says more, and at most when it gets no answer. */
  static final Duration REST = Duration.ofSeconds(30);

  /** Several requests under way, and none answered for so long: others leave one by one. */
  static final Duration SILENCE = Duration.ofSeconds(3);

  /**
   * How far apart, then; one recipient for whom nothing is answered must not hold up the others.
   */
  static final Duration ONE_BY_ONE = Duration.ofSeconds(1);

  /** So many in a row, or at once, without an answer that says something are no accident. */
  static final int IN_A_ROW = 5;

  /** At most, when it cannot be reached. */
  static final Duration UNREACHABLE_REST = Duration.ofSeconds(5);

  private static final Duration FIRST_REST = Duration.ofSeconds(1);

  private @Nullable PlatformError cause;
  private Instant until = Instant.MIN;
  private @Nullable Instant waitingSince;
  private Instant lastLeft = Instant.MIN;
  private int unanswered;
  private Duration rest = FIRST_REST;

  synchronized void begin(PlatformError error, Instant now) {
    cause = error;
    until = now.plus(Objects.requireNonNullElse(error.pause(), REST));
  }

  /** A request is about to leave. */
  synchronized void leaves(Instant now) {
    lastLeft = now;
    if (waitingSince == null) {
      waitingSince = now;
    }
  }

  /**
   * What became of a request.
   *
   * @param underWay how many others have no outcome yet
   */
  synchronized void learns(SendOutcome outcome, int underWay, Instant now) {
    ErrorClass refusal =
        outcome instanceof SendOutcome.Refused refused ? refused.kind().errorClass() : null;
    boolean taken = outcome instanceof SendOutcome.Accepted;
    if (taken || (refusal != null && refusal != ErrorClass.AMBIGUOUS)) {
      waitingSince = underWay == 0 ? null : now;
      unanswered = 0;
      rest = FIRST_REST;
    } else if (!now.isBefore(until)) {
      unanswered++;
      if (unanswered >= IN_A_ROW) {
        // what has not left may be tried sooner: nobody would have to wonder where it is
        until = now.plus(outcome instanceof SendOutcome.NotSent ? shorter(rest) : rest);
        rest = rest.compareTo(REST.dividedBy(2)) < 0 ? rest.multipliedBy(2) : REST;
      }
    }
    if (underWay == 0) {
      waitingSince = null;
    }
    if (taken) {
      cause = null;
      until = Instant.MIN;
    } else if (refusal == ErrorClass.STOP) {
      begin(((SendOutcome.Refused) outcome).kind(), now);
    }
  }

  private static Duration shorter(Duration rest) {
    return rest.compareTo(UNREACHABLE_REST) < 0 ? rest : UNREACHABLE_REST;
  }

  /** By what the platform has stopped it; empty when it has not, or a message may be tried. */
  synchronized Optional<PlatformError> cause(Instant now) {
    return now.isBefore(until) ? Optional.ofNullable(cause) : Optional.empty();
  }

  /** Whether requests get no answer that says something. */
  synchronized boolean isUnanswered(int underWay, Instant now) {
    return unanswered >= IN_A_ROW || isSilent(underWay, now);
  }

  private boolean isSilent(int underWay, Instant now) {
    return underWay >= IN_A_ROW
        && waitingSince != null
        && !now.isBefore(waitingSince.plus(SILENCE));
  }

  /** How many of so many free slots may be used. */
  synchronized int allows(int slots, int underWay, Instant now) {
    if (now.isBefore(until)) {
      return 0;
    }
    if (cause != null || unanswered >= IN_A_ROW) {
      return underWay > 0 ? 0 : Math.min(slots, 1);
    }
    if (isSilent(underWay, now)) {
      return now.isBefore(lastLeft.plus(ONE_BY_ONE)) ? 0 : Math.min(slots, 1);
    }
    return slots;
  }
}
