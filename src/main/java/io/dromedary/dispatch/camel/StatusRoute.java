package io.dromedary.dispatch.camel;

import io.dromedary.dispatch.StatusNews;
import io.dromedary.notification.Applied;
import java.time.Clock;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Statuses as the webhook route hands them over. */
public final class StatusRoute {

  private static final Logger LOG = LoggerFactory.getLogger("io.dromedary.progress");

  private final StatusNews news;
  private final Clock clock;

  public StatusRoute(StatusNews news, Clock clock) {
    this.news = news;
    this.clock = clock;
  }

  /** Applies a batch's statuses, in the route's transaction. */
  public void apply(@Body Webhooks.Batch batch) {
    Applied applied = news.apply(batch.getStatuses(), clock.instant());
    if (LOG.isDebugEnabled()) {
      applied.moved().forEach(moved -> LOG.debug("{} {}", moved.notification(), moved.state()));
    }
  }
}
