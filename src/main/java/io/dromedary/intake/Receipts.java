package io.dromedary.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.notification.AcceptedEvent;
import io.dromedary.notification.Ledger;
import io.dromedary.notification.NewNotification;
import io.dromedary.notification.NotificationRecord;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a source is answered: the ids and states of its event's notifications. */
public final class Receipts {

  private static final int FIRST = 100;

  private final Ledger ledger;

  public Receipts(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Of an event that has just been decided. */
  public ObjectNode of(Acceptance acceptance, List<NewNotification> written) {
    ObjectNode json = head(acceptance.accepted());
    ArrayNode notifications = json.putArray("notifications");
    written.stream()
        .limit(FIRST)
        .forEach(one -> add(notifications, one.id(), one.ref(), one.state().name(), one.reason()));
    return json;
  }

  /** From the record: of a repeat, with current states. */
  public ObjectNode of(AcceptedEvent accepted) {
    ObjectNode json = head(accepted);
    ArrayNode notifications = json.putArray("notifications");
    for (NotificationRecord one : ledger.ofEvent(accepted.key(), FIRST)) {
      add(notifications, one.id(), one.ref(), one.state().name(), one.reason());
    }
    return json;
  }

  private static ObjectNode head(AcceptedEvent accepted) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("event").put("source", accepted.source()).put("id", accepted.eventId());
    json.putArray("notifications");
    json.putObject("fanOut").put("total", accepted.total()).put("decided", accepted.decided());
    return json;
  }

  private static void add(
      ArrayNode notifications,
      UUID id,
      @Nullable String ref,
      String state,
      @Nullable String reason) {
    notifications
        .addObject()
        .put("id", id.toString())
        .put("ref", ref)
        .put("state", state)
        .put("reason", reason);
  }
}
