package io.dromedary.dispatch.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.dispatch.Dispatcher;
import io.dromedary.dispatch.StatusNews;
import io.dromedary.notification.Applied;
import io.dromedary.notification.State;
import io.dromedary.whatsapp.ErrorClass;
import io.dromedary.whatsapp.GraphError;
import io.dromedary.whatsapp.PlatformError;
import io.dromedary.whatsapp.PlatformErrors;
import io.dromedary.whatsapp.WebhookItem;
import java.time.Clock;
import java.time.Duration;
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

  /** Older ones say nothing about now: webhooks are repeated for days. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final StatusNews news;
  private final Dispatcher dispatcher;
  private final NumberAlarm alarm;
  private final Clock clock;

  public StatusRoute(StatusNews news, Dispatcher dispatcher, NumberAlarm alarm, Clock clock) {
    this.news = news;
    this.dispatcher = dispatcher;
    this.alarm = alarm;
    this.clock = clock;
  }

  /** Applies a batch's statuses, in the route's transaction. */
  public void apply(@Body Webhooks.Batch batch) {
    batch.getStatuses().forEach(this::stopWhereItSays);
    tell(news.apply(batch.getStatuses(), clock.instant()));
  }

  /** A fresh status may say what ends every message: no payment, no account. */
  private void stopWhereItSays(WebhookItem.Status status) {
    JsonNode error = status.json().path("errors").path(0);
    if (error.isMissingNode() || status.at().isBefore(clock.instant().minus(FRESH))) {
      return;
    }
    int code = error.path("code").asInt(GraphError.NO_CODE);
    PlatformError kind = PlatformErrors.of(code, 0);
    if (kind.errorClass() == ErrorClass.STOP) {
      dispatcher.stop(kind);
      alarm.stopped(kind, code, null);
    }
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
