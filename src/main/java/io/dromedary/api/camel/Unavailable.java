package io.dromedary.api.camel;

import io.dromedary.jdbc.LostDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls that had to be answered with 503: one line for each kind, not more than twice a minute. */
final class Unavailable {

  private static final Logger LOG = LoggerFactory.getLogger(Unavailable.class);
  private static final long QUIET_NANOS = Duration.ofSeconds(30).toNanos();

  private final Map<String, Long> told = new ConcurrentHashMap<>();

  /** Says what kept the hub from serving {@code what}; never the failure's own words. */
  void tell(String what, Throwable cause) {
    LOG.debug("the problem", cause);
    String why =
        LostDatabase.isCauseOf(cause) ? "the database is away" : cause.getClass().getSimpleName();
    String line = what + " (" + why + ")";
    long now = System.nanoTime();
    Long before = told.get(line);
    if (before == null || now - before > QUIET_NANOS) {
      told.put(line, now);
      LOG.error("{}: answered with 503, the caller tries again", line);
    }
  }
}
