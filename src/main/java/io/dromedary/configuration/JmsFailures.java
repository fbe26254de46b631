package io.dromedary.configuration;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ErrorHandler;

/**
 * What keeps a queue's message from being taken is said in one line, not more often than twice a
 * minute: the message goes back and comes again until the trouble is over. Never the exception's
 * own words, which may quote the message.
 */
final class JmsFailures implements ErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(JmsFailures.class);
  private static final long QUIET_NANOS = Duration.ofSeconds(30).toNanos();

  private final Map<String, Long> told = new ConcurrentHashMap<>();

  @Override
  public void handleError(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String kind = root.getClass().getSimpleName();
    long now = System.nanoTime();
    Long before = told.get(kind);
    if (before == null || now - before > QUIET_NANOS) {
      told.put(kind, now);
      LOG.error(
          "a message cannot be taken now ({}): it stays in its queue and is tried again until it"
              + " can. If this goes on, look at the database and at the lines above.",
          kind);
    }
    LOG.debug("the failure", failure);
  }
}
