package io.dromedary.dispatch;

import io.dromedary.policy.Reason;
import io.dromedary.whatsapp.PlatformError;
import io.dromedary.whatsapp.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What follows from what became of a request, by the class of the platform's error. */
final class Consequences {

  /** Meta closed the window before the hub thought that it would. */
  private static final int WINDOW_CLOSED = 131047;

  /** However long the platform wants a limit to rest, one is tried again so soon. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  private final DispatchSettings settings;
  private final RandomGenerator random;

  Consequences(DispatchSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  Consequence of(Sending sending, SendOutcome outcome, Instant now) {
    if (outcome instanceof SendOutcome.Accepted accepted) {
      return Consequence.only(
          new Settlement.Accepted(
              sending.notification(),
              sending.attempt(),
              accepted.wamid(),
              accepted.status(),
              sending.delivery()));
    }
    if (outcome instanceof SendOutcome.Unknown unknown) {
      return Consequence.only(unknown(sending, unknown.reason(), now));
    }
    if (outcome instanceof SendOutcome.NotSent notSent) {
      return Consequence.only(
          later(sending, Backoff.usual(sending.attempt(), random), notSent.reason(), null, now));
    }
    return refused(sending, (SendOutcome.Refused) outcome, now);
  }

  private Consequence refused(Sending sending, SendOutcome.Refused refused, Instant now) {
    PlatformError kind = refused.kind();
    String error = "[" + refused.whole() + "]";
    String reason = "error-" + refused.error().code();
    Duration least = Objects.requireNonNullElse(kind.pause(), Duration.ZERO);
    return switch (kind.errorClass()) {
      case WAIT -> {
        Duration wait = longer(least, Backoff.usual(sending.attempt(), random));
        yield new Consequence(
            again(sending, wait, reason, error, now),
            null,
            null,
            kind.slow() ? now.plus(pause(least)) : null,
            false);
      }
      case WAIT_FOR_PERSON -> {
        Duration wait = longer(least, Backoff.person(sending.attempt()));
        yield new Consequence(
            again(sending, wait, reason, error, now),
            sending.person(),
            now.plus(wait),
            null,
            false);
      }
      case HOLD ->
          Consequence.only(
              later(
                  sending,
                  longer(least, settings.holdFor()),
                  Reason.TEMPLATE_PAUSED.word(),
                  error,
                  now));
      case STOP ->
          Consequence.only(later(sending, longer(least, NumberStop.REST), reason, error, now));
      case AMBIGUOUS -> Consequence.only(unknown(sending, reason, now));
      case GIVE_UP -> {
        if (refused.error().code() == WINDOW_CLOSED && sending.isSession()) {
          yield new Consequence(
              again(sending, SHORTEST_PAUSE, Reason.WINDOW_CLOSED.word(), error, now),
              sending.person(),
              null,
              null,
              true);
        }
        yield Consequence.only(failed(sending, reason, error));
      }
      case MEND_MESSAGE, MEND_TEMPLATE -> Consequence.only(failed(sending, reason, error));
    };
  }

  private static Settlement failed(Sending sending, String reason, String error) {
    return new Settlement.Refused(
        sending.notification(), sending.attempt(), reason, error, sending.delivery().fallback());
  }

  private Settlement unknown(Sending sending, String reason, Instant now) {
    Instant wait = now.plus(settings.patience());
    return new Settlement.Unknown(
        sending.notification(),
        sending.attempt(),
        wait.isBefore(sending.leaseUntil()) ? sending.leaseUntil() : wait,
        reason);
  }

  private Settlement again(
      Sending sending, Duration wait, String reason, @Nullable String error, Instant now) {
    return sending.attempt() >= settings.attempts()
        ? new Settlement.Dead(sending.notification(), sending.attempt(), reason, error)
        : later(sending, wait, reason, error, now);
  }

  /** Tried again however often it was tried; at its deadline it is looked at for the last time. */
  private static Settlement later(
      Sending sending, Duration wait, String reason, @Nullable String error, Instant now) {
    Instant due = now.plus(wait);
    return new Settlement.Again(
        sending.notification(),
        sending.attempt(),
        due.isBefore(sending.deadline()) ? due : sending.deadline(),
        reason,
        error);
  }

  private static Duration pause(Duration least) {
    Duration pause = longer(least, SHORTEST_PAUSE);
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
