package io.dromedary.dispatch.camel;

import io.dromedary.dispatch.StatusNews;
import io.dromedary.notification.Applied;
import io.dromedary.notification.State;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Statuses as the webhook route hands them over. */
public final class StatusRoute {

  private static final Logger LOG = LoggerFactory.getLogger("io.dromedary.progress");

  /** What an operator wants to see; the steps between are in the ledger. */
  private static final Set<State> TOLD = EnumSet.of(State.DELIVERED, State.FAILED);

  private final StatusNews news;
  private final Clock clock;

  public StatusRoute(StatusNews news, Clock clock) {
    this.news = news;
    this.clock = clock;
  }

  /** Applies a batch's statuses, in the route's transaction. */
  public void apply(@Body Webhooks.Batch batch) {
    tell(news.apply(batch.getStatuses(), clock.instant()));
  }

  /** Applies statuses that came before their message was known, in the route's transaction. */
  public void applyParked() {
    tell(news.applyParked(clock.instant()));
  }

  private static void tell(Applied applied) {
    Map<State, List<String>> arrived = new EnumMap<>(State.class);
    for (Applied.Moved moved : applied.moved()) {
      if (TOLD.contains(moved.state())) {
        arrived
            .computeIfAbsent(moved.state(), state -> new ArrayList<>())
            .add(moved.notification().toString().substring(0, 8));
      }
    }
    arrived.forEach(
        (state, ids) ->
            LOG.info(
                "{} x {}: {}",
                ids.size(),
                state,
                String.join(" ", ids.subList(0, Math.min(ids.size(), 12)))));
  }
}
