package io.dromedary.dispatch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt. */
final class Backoff {

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private Backoff() {}

  /** Doubles from a second, with a random half so that many do not come back at once. */
  static Duration usual(int attempt, RandomGenerator random) {
    long whole = Math.min(LONGEST.toMillis(), 1000L << Math.min(attempt - 1, 20));
    return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
  }

  /** Meta's advice for the limit of one person: 4 to the power of X seconds, X from 0. */
  static Duration person(int attempt) {
    return Duration.ofSeconds(Math.min(LONGEST.toSeconds(), 1L << (2 * Math.min(attempt - 1, 10))));
  }
}
