package io.dromedary.drill;

import java.time.Duration;

/** What goes in and comes out while the drill is on. */
final class Traffic {

  private final Sources sources;
  private final Wire wire;
  private Count last;
  private long since = System.nanoTime();

  Traffic(Sources sources, Wire wire) {
    this.sources = sources;
    this.wire = wire;
    this.last = count();
  }

  /**
   * @param posted events acknowledged over HTTP
   * @param queued events acknowledged by the queue
   * @param taken messages that the Cloud API took
   */
  record Count(int posted, int queued, int taken) {

    boolean allAbove(Count other) {
      return posted > other.posted && queued > other.queued && taken > other.taken;
    }
  }

  Count count() {
    return new Count(
        sources.posted(),
        sources.queued(),
        wire.taken().values().stream().mapToInt(Integer::intValue).sum());
  }

  /** Whether no event over HTTP and no message has got through for so long. */
  boolean restsFor(Duration time) {
    Count now = count();
    if (now.posted() != last.posted() || now.taken() != last.taken()) {
      last = now;
      since = System.nanoTime();
    }
    return System.nanoTime() - since >= time.toNanos();
  }
}
