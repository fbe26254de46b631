package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A status webhook that is decided when the message is accepted.
 *
 * @param eventId unique id of the webhook event
 * @param status {@code sent}, {@code delivered}, {@code read} or {@code failed}
 * @param at when it happens on the platform: the {@code timestamp} of the webhook
 * @param due when the webhook leaves; in disorder not the same as {@code at}
 * @param priced whether the webhook carries {@code pricing}
 * @param errorCode reason of {@code failed}, else {@code null}
 * @param errorDetails explanation of that reason, else {@code null}
 */
record PlannedStatus(
    long eventId,
    String status,
    Instant at,
    Instant due,
    boolean priced,
    @Nullable Integer errorCode,
    @Nullable String errorDetails) {

  int rank() {
    return switch (status) {
      case "sent" -> 1;
      case "delivered" -> 2;
      case "read" -> 3;
      case "failed" -> 4;
      default -> 0;
    };
  }

  ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("id", eventId)
            .put("s", status)
            .put("at", at.toEpochMilli())
            .put("due", due.toEpochMilli());
    if (priced) {
      json.put("p", true);
    }
    if (errorCode != null) {
      json.put("e", errorCode).put("d", errorDetails);
    }
    return json;
  }

  static PlannedStatus fromJson(ObjectNode json) {
    return new PlannedStatus(
        json.path("id").asLong(),
        json.path("s").asText(),
        Instant.ofEpochMilli(json.path("at").asLong()),
        Instant.ofEpochMilli(json.path("due").asLong()),
        json.path("p").asBoolean(),
        json.has("e") ? json.path("e").asInt() : null,
        Json.text(json, "d"));
  }
}
