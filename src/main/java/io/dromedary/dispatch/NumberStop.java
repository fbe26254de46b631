package io.dromedary.dispatch;

import io.dromedary.whatsapp.PlatformError;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A number that the platform has stopped: nothing leaves for a while, then one message at a time is
 * tried until one is taken.
 */
final class NumberStop {

  /** How long a number rests unless its error says more. */
  static final Duration REST = Duration.ofSeconds(30);

  private @Nullable PlatformError cause;
  private Instant until = Instant.MIN;

  synchronized void begin(PlatformError error, Instant now) {
    cause = error;
    until = now.plus(Objects.requireNonNullElse(error.pause(), REST));
  }

  synchronized void end() {
    cause = null;
    until = Instant.MIN;
  }

  /** Why it stands still; empty when it does not, or a message may be tried. */
  synchronized Optional<PlatformError> cause(Instant now) {
    return now.isBefore(until) ? Optional.ofNullable(cause) : Optional.empty();
  }

  /** How many of so many free slots may be used. */
  synchronized int allows(int slots, int underWay, Instant now) {
    if (cause == null) {
      return slots;
    }
    return now.isBefore(until) || underWay > 0 ? 0 : Math.min(slots, 1);
  }
}
