package io.dromedary.feedback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.notification.State;

/** A change as a CloudEvent of the type {@code notification.status-changed}. */
public final class StatusChangeJson {

  /** Its type. */
  public static final String TYPE = "notification.status-changed";

  private static final String SOURCE = "/dromedary";

  private StatusChangeJson() {}

  /** The event; its id is the same whenever the same change is told. */
  public static ObjectNode of(StatusChange change) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("specversion", "1.0");
    json.put("id", change.notification() + "-" + change.id());
    json.put("source", SOURCE);
    json.put("type", TYPE);
    json.put("time", change.at().toString());
    json.put("subject", change.notification().toString());
    json.put("datacontenttype", "application/json");
    ObjectNode data = json.putObject("data");
    data.put("notification", change.notification().toString());
    data.putObject("event").put("source", change.source()).put("id", change.eventId());
    data.put("type", change.type());
    data.put("topic", change.topic());
    data.put("ref", change.ref());
    data.put("state", change.state().name());
    data.put("reason", change.detail());
    data.put("template", change.template());
    data.put("language", change.language());
    data.put("deadline", change.deadline().toString());
    if (change.state() == State.DELIVERED) {
      data.put("inTime", change.at().isBefore(change.deadline()));
    }
    return json;
  }
}
