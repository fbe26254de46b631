package io.dromedary.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.notification.Applied;
import io.dromedary.notification.State;
import io.dromedary.notification.StatusUpdate;
import io.dromedary.notification.Statuses;
import io.dromedary.whatsapp.WebhookItem;
import io.dromedary.whatsapp.WebhookReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The platform's statuses on their way into the ledger. */
public final class StatusNews {

  private static final int PARKED_AT_ONCE = 100;

  private final Statuses statuses;
  private final WebhookStore store;
  private final Charges charges;

  public StatusNews(Statuses statuses, WebhookStore store, Charges charges) {
    this.statuses = statuses;
    this.store = store;
    this.charges = charges;
  }

  /**
   * Applies statuses in the caller's transaction. Those of messages that nobody knows are parked
   * until a send's answer tells whose they are.
   */
  public Applied apply(List<WebhookItem.Status> news, Instant now) {
    Map<StatusUpdate, JsonNode> bodies = new HashMap<>();
    List<StatusUpdate> updates =
        news.stream()
            .flatMap(
                status ->
                    update(status)
                        .map(
                            update -> {
                              bodies.put(update, status.json());
                              return update;
                            })
                        .stream())
            .toList();
    Applied applied = statuses.apply(updates, now);
    for (StatusUpdate unmatched : applied.unmatched()) {
      JsonNode body = bodies.get(unmatched);
      store.park(unmatched.wamid(), String.valueOf(body).getBytes(StandardCharsets.UTF_8), now);
    }
    bookCharges(bodies, applied);
    return applied;
  }

  /** What has arrived costs what the platform says; what failed costs nothing. */
  private void bookCharges(Map<StatusUpdate, JsonNode> bodies, Applied applied) {
    Map<UUID, State> moved = new HashMap<>();
    applied.moved().forEach(one -> moved.put(one.notification(), one.state()));
    Map<UUID, Charges.Arrival> arrived = new HashMap<>();
    List<UUID> failed = new ArrayList<>();
    bodies.forEach(
        (update, body) -> {
          UUID id = update.notification();
          if (id == null || !moved.containsKey(id)) {
            return;
          }
          if (moved.get(id) == State.FAILED) {
            failed.add(id);
          } else if (update.pricing() != null) {
            arrived.putIfAbsent(
                id,
                new Charges.Arrival(
                    body.path("pricing"), body.path("recipient_id").asText(""), update.at()));
          }
        });
    charges.release(failed);
    charges.settle(arrived);
  }

  /** Applies parked statuses whose messages are known by now, in the caller's transaction. */
  public Applied applyParked(Instant now) {
    return apply(
        store.unpark(PARKED_AT_ONCE).stream()
            .flatMap(status -> WebhookReader.status(status).stream())
            .toList(),
        now);
  }

  /** A word of the future is stored with its webhook and changes nothing. */
  private static Optional<StatusUpdate> update(WebhookItem.Status status) {
    State state =
        switch (status.status()) {
          case "sent" -> State.SENT;
          case "delivered" -> State.DELIVERED;
          case "read", "played" -> State.READ;
          case "failed" -> State.FAILED;
          default -> null;
        };
    if (state == null) {
      return Optional.empty();
    }
    JsonNode errors = status.json().path("errors");
    JsonNode pricing = status.json().path("pricing");
    // what is charged is charged on delivery; the object of "sent" is an estimate
    boolean charged = pricing.isObject() && state != State.SENT;
    return Optional.of(
        new StatusUpdate(
            uuid(status.callback()),
            status.wamid(),
            state,
            status.at(),
            errors.isArray() && !errors.isEmpty() ? errors.toString() : null,
            charged ? pricing.toString() : null));
  }

  private static @Nullable UUID uuid(@Nullable String callback) {
    try {
      return callback == null ? null : UUID.fromString(callback);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
