package io.dromedary.configuration;

import io.dromedary.jdbc.LostDatabase;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ErrorHandler;

/**
 * What keeps a queue's message from being taken is said in one line, not more often than twice a
 * minute: the message goes back and comes again until the trouble is over. Never the exception's
 * own words, which may quote the message. That the broker or the database is away is left to those
 * who watch them.
 */
final class JmsFailures implements ErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(JmsFailures.class);
  private static final long QUIET_NANOS = Duration.ofSeconds(30).toNanos();

  private final Map<String, Long> told = new ConcurrentHashMap<>();
  private final Watch broker;
  private final DatabaseWatch database;

  JmsFailures(Watch broker, DatabaseWatch database) {
    this.broker = broker;
    this.database = database;
  }

  @Override
  public void handleError(Throwable failure) {
    LOG.debug("the failure", failure);
    String kind = Watch.kind(failure);
    if (database.watches() && LostDatabase.isCauseOf(failure)) {
      database.doubt(kind);
      return;
    }
    if (isBrokers(failure)) {
      broker.doubt(kind);
      return;
    }
    long now = System.nanoTime();
    Long before = told.get(kind);
    if (before == null || now - before > QUIET_NANOS) {
      told.put(kind, now);
      LOG.error(
          "a message cannot be taken now ({}): it stays in its queue and is tried again until it"
              + " can. If this goes on, look at the database and at the lines above.",
          kind);
    }
  }

  /** Whether the broker is what failed. */
  static boolean isBrokers(Throwable failure) {
    Throwable before = null;
    for (Throwable t = failure; t != null && t != before; before = t, t = t.getCause()) {
      if (t instanceof JMSException || t instanceof org.springframework.jms.JmsException) {
        return true;
      }
    }
    return false;
  }
}
