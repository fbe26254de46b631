package io.dromedary.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A burst that refills evenly, without locks. All methods may be called concurrently. */
final class RateLimit {

  /** When the burst would be full again, in nanoseconds since 1970; 0 before the first use. */
  private final AtomicLong fullAt = new AtomicLong();

  /**
   * Takes one permit.
   *
   * @param burst permits that may be taken at once; 0 for no limit
   * @param refill time after which one permit comes back
   * @return whether there was one
   */
  boolean tryTake(int burst, Duration refill, Instant now) {
    if (burst == 0) {
      return true;
    }
    long nanos = nanos(now);
    long step = refill.toNanos();
    while (true) {
      long before = fullAt.get();
      long after = Math.max(before, nanos) + step;
      if (after - nanos > step * burst) {
        return false;
      }
      if (fullAt.compareAndSet(before, after)) {
        return true;
      }
    }
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
