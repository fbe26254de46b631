package io.dromedary.samples;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * One start of the sample systems. Its id is part of every number that a system gives, so that what
 * the next start tells is new to the hub.
 *
 * @param clock tells the time of the acts
 * @param start when it began
 */
record Run(Clock clock, Instant start) {

  static Run beginning(Clock clock) {
    return new Run(clock, clock.instant());
  }

  /** Short, in upper case, the same for the whole run. */
  String id() {
    return Long.toString(start.getEpochSecond(), 36).toUpperCase(Locale.ROOT);
  }

  /** Now, in the milliseconds that the documents' formats know. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
