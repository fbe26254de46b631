package io.dromedary.dispatch.camel;

import io.dromedary.dispatch.Dispatcher;
import io.dromedary.dispatch.Sending;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dispatcher as the dispatch route calls it: called often, asks the database seldom. */
public final class Claims {

  private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

  /** Other hubs queue too: look at least so often. */
  private static final long LOOK_NANOS = Duration.ofMillis(250).toNanos();

  private final Dispatcher dispatcher;
  private final Outage outage = new Outage(LOG, "sending");
  private volatile long lastLook = System.nanoTime() - LOOK_NANOS;

  public Claims(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /** What is to be sent now. While the database is away: nothing. */
  public List<Sending> next() {
    if (!dispatcher.isAwake() && System.nanoTime() - lastLook < LOOK_NANOS) {
      return List.of();
    }
    lastLook = System.nanoTime();
    return outage.guard(dispatcher::claim, List.of());
  }

  /** Looks after what time has changed. */
  public void sweep() {
    outage.guard(
        () -> {
          dispatcher.sweep();
          return true;
        },
        false);
  }

  /** Forgets what no limit needs any more. */
  public void forget() {
    outage.guard(
        () -> {
          dispatcher.forget();
          return true;
        },
        false);
  }
}
