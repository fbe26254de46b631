package io.dromedary.sandbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A delay that is drawn anew each time, evenly between two bounds.
 *
 * @param min shortest delay, not negative
 * @param max longest delay, not shorter than {@code min}
 */
public record DelayRange(Duration min, Duration max) {

  /** No delay at all. */
  public static final DelayRange NONE = new DelayRange(Duration.ZERO, Duration.ZERO);

  public DelayRange {
    if (min.isNegative() || max.compareTo(min) < 0) {
      throw new IllegalArgumentException(
          "A delay needs 0 <= min <= max, but was " + min + " to " + max);
    }
  }

  /** Always the same delay. */
  public static DelayRange of(Duration exactly) {
    return new DelayRange(exactly, exactly);
  }

  /** From {@code minMillis} to {@code maxMillis} milliseconds. */
  public static DelayRange ofMillis(long minMillis, long maxMillis) {
    return new DelayRange(Duration.ofMillis(minMillis), Duration.ofMillis(maxMillis));
  }

  /**
   * Reads {@code 200} or {@code 200-800}, in milliseconds.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  public static DelayRange parse(String text) {
    String[] bounds = text.trim().split("-", 2);
    try {
      long min = Long.parseLong(bounds[0].trim());
      return ofMillis(min, bounds.length == 1 ? min : Long.parseLong(bounds[1].trim()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "A delay is written in milliseconds as 200 or 200-800, but was '" + text + "'", e);
    }
  }

  Duration draw(RandomGenerator random) {
    long span = max.toMillis() - min.toMillis();
    return span == 0 ? min : min.plusMillis(random.nextLong(span + 1));
  }

  @Override
  public String toString() {
    return min.equals(max) ? "" + min.toMillis() : min.toMillis() + "-" + max.toMillis();
  }
}
