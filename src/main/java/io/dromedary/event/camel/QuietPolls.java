package io.dromedary.event.camel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls that fail say so once, in one line, and once when they work again: a table that is missing
 * or a database that is away must not fill the log with the same stack trace.
 */
public final class QuietPolls implements PollingConsumerPollStrategy {

  private static final Logger LOG = LoggerFactory.getLogger(QuietPolls.class);

  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    return true;
  }

  @Override
  public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
    if (failing.remove(endpoint.getEndpointKey())) {
      LOG.info("polling works again: {}", name(endpoint));
    }
  }

  @Override
  public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
    if (failing.add(endpoint.getEndpointKey())) {
      Throwable root = cause;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      LOG.error(
          "polling fails ({}): {}. Check that the table or folder exists and can be reached; it is"
              + " tried again with every poll, and nothing is marked meanwhile.",
          root.getClass().getSimpleName(),
          name(endpoint));
    }
    return false;
  }

  /** Component and what is polled, without the options, which may be secret. */
  private static String name(Endpoint endpoint) {
    String uri =
        java.net.URLDecoder.decode(
            endpoint.getEndpointBaseUri(), java.nio.charset.StandardCharsets.UTF_8);
    return uri.length() > 80 ? uri.substring(0, 80) + "…" : uri;
  }
}
