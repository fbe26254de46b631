package io.dromedary.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.notification.Explanation;
import io.dromedary.notification.HistoryEntry;
import io.dromedary.notification.NotificationRecord;
import io.dromedary.notification.State;
import io.dromedary.template.Lane;
import io.dromedary.whatsapp.PlatformErrors;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Notifications as the HTTP face shows them: without address, name or text. */
final class NotificationJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private NotificationJson() {}

  /** In a list. */
  static ObjectNode brief(NotificationRecord one) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", one.id().toString())
        .put("ref", one.ref())
        .put("state", one.state().name())
        .put("reason", one.reason());
  }

  /** In a page of notifications. */
  static ObjectNode row(NotificationRecord one) {
    ObjectNode json = brief(one);
    json.put("type", one.type());
    json.put("template", one.template());
    json.put("language", one.language());
    json.put("category", one.category());
    json.put("lane", Lane.values()[one.lane()].name().toLowerCase(Locale.ROOT));
    json.put("deadline", one.deadline().toString());
    json.put("wamid", one.wamid());
    json.put("createdAt", one.createdAt().toString());
    json.put("updatedAt", one.updatedAt().toString());
    json.put("delivered", one.deliveredAt() == null ? null : one.deliveredAt().toString());
    return json;
  }

  /** On its own, with decision, attempts and history. */
  static ObjectNode whole(NotificationRecord one, AcceptedRef event, List<HistoryEntry> history) {
    ObjectNode json = row(one);
    json.putObject("event").put("source", event.source()).put("id", event.id());
    json.put("binding", one.binding());
    json.put("topic", one.topic());
    json.put("form", one.form());
    json.set("decision", decision(one));
    ArrayNode explanation = json.putArray("explanation");
    Explanation.of(
            one,
            read(one.decision()),
            read(one.lastDecision()),
            read(one.platformError()),
            code -> PlatformErrors.of(code, 0).advice())
        .sentences()
        .forEach(explanation::add);
    attempts(json.putArray("attempts"), history);
    ArrayNode steps = json.putArray("history");
    for (HistoryEntry step : history) {
      steps
          .addObject()
          .put("state", step.state().name())
          .put("at", step.at().toString())
          .put("detail", step.detail());
    }
    json.set("errors", read(one.platformError()));
    json.set("pricing", read(one.pricing()));
    return json;
  }

  /** The decision that holds, and the other one inside it: what was confirmed, or came before. */
  private static JsonNode decision(NotificationRecord one) {
    JsonNode first = read(one.decision());
    if (!(read(one.lastDecision()) instanceof ObjectNode last)) {
      return first;
    }
    return last.path("outcome").asText().equals("send")
        ? ((ObjectNode) first).set("confirmed", last)
        : last.set("before", first);
  }

  /** Every {@code SENDING} begins one; the step after it says how it ended. */
  private static void attempts(ArrayNode attempts, List<HistoryEntry> history) {
    ObjectNode open = null;
    for (HistoryEntry step : history) {
      if (step.state() == State.SENDING) {
        open = attempts.addObject();
        open.put("number", attempts.size());
        open.put("startedAt", step.at().toString());
      } else if (open != null && !open.has("outcome")) {
        open.put("endedAt", step.at().toString());
        open.put("outcome", step.state().name());
        open.put("detail", step.detail());
      }
    }
  }

  private static JsonNode read(@Nullable String json) {
    try {
      return json == null ? NullNode.getInstance() : JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Stored JSON is not readable");
    }
  }

  /** Which event it belongs to. */
  record AcceptedRef(String source, String id) {}
}
