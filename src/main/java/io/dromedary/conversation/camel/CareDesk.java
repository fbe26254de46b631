package io.dromedary.conversation.camel;

import io.dromedary.conversation.HandOvers;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what people wrote to the care desk as the hand-over route calls it: in order, at least
 * once, and only while the broker is there. The choice that somebody made by writing has long been
 * honoured by then.
 */
public final class CareDesk {

  private static final Logger LOG = LoggerFactory.getLogger(CareDesk.class);
  private static final int BATCH = 100;
  private static final long LOOK_NANOS = 250_000_000L;

  private final HandOvers waiting;
  private final BooleanSupplier broker;
  private final Clock clock;
  private volatile long lastLook = System.nanoTime() - LOOK_NANOS;

  /**
   * @param broker whether it is there
   */
  public CareDesk(HandOvers waiting, BooleanSupplier broker, Clock clock) {
    this.waiting = waiting;
    this.broker = broker;
    this.clock = clock;
  }

  /** Keeps a message for the care desk, in the route's transaction. */
  public void keep(@Body InboundMessages.Reply reply) {
    waiting.add(reply.person(), reply.forCareDesk(), clock.instant());
  }

  /** Whether it is time to look, and the broker is there. */
  public boolean isReady() {
    long now = System.nanoTime();
    if (now - lastLook < LOOK_NANOS || !broker.getAsBoolean()) {
      return false;
    }
    lastLook = now;
    return true;
  }

  /** The next ones, in the route's transaction; {@code null} when there are none. */
  public @Nullable List<HandOvers.Waiting> next() {
    List<HandOvers.Waiting> next = waiting.next(BATCH);
    return next.isEmpty() ? null : next;
  }

  /** They are in the queue. */
  public void done(@Body List<HandOvers.Waiting> batch) {
    waiting.done(batch.stream().map(HandOvers.Waiting::id).toList());
    LOG.debug("{} messages handed to the care desk", batch.size());
  }
}
