package io.dromedary.configuration;

import io.dromedary.jdbc.LostDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that a route does again and again by itself and that has failed: one line for each route and
 * kind, not more often than twice a minute. That the database or the broker is away is left to its
 * watch.
 */
public final class Background {

  private static final Logger LOG = LoggerFactory.getLogger(Background.class);
  private static final long QUIET_NANOS = Duration.ofSeconds(30).toNanos();

  private final Map<String, Long> told = new ConcurrentHashMap<>();
  private final Watch broker;
  private final DatabaseWatch database;

  Background(Watch broker, DatabaseWatch database) {
    this.broker = broker;
    this.database = database;
  }

  /** Says so, if it is worth it. */
  public void failed(Exchange exchange) {
    Throwable cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    LOG.debug("background work failed", cause);
    String kind = cause == null ? "unknown" : Watch.kind(cause);
    if (cause != null && database.watches() && LostDatabase.isCauseOf(cause)) {
      database.doubt(kind);
      return;
    }
    if (cause != null && JmsFailures.isBrokers(cause)) {
      broker.doubt(kind);
      return;
    }
    String work = exchange.getFromRouteId() + " fails (" + kind + ")";
    long now = System.nanoTime();
    Long before = told.get(work);
    if (before == null || now - before > QUIET_NANOS) {
      told.put(work, now);
      LOG.error("{}: nothing is lost, it is tried again. If this goes on, report it.", work);
    }
  }
}
