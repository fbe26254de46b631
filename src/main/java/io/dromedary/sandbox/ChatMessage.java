package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation, in either direction. Immutable: the present status follows from
 * the plan and the time.
 *
 * @param id {@code wamid…}
 * @param waId the user's id
 * @param outbound from the business to the user
 * @param at acceptance, or when the user wrote
 * @param bubble what the phone shows, as JSON text (compact: thousands are kept)
 * @param callbackData {@code biz_opaque_callback_data}, {@code null} when none was given
 * @param pricingCategory category in the {@code pricing} of its statuses; {@code null} for inbound
 * @param plan statuses that were or will be reported; empty for inbound
 */
record ChatMessage(
    String id,
    String waId,
    boolean outbound,
    Instant at,
    String bubble,
    @Nullable String callbackData,
    @Nullable String pricingCategory,
    List<PlannedStatus> plan) {

  /** The furthest status whose time has come, {@code null} when none has. */
  @Nullable PlannedStatus statusAt(Instant now) {
    PlannedStatus furthest = null;
    for (PlannedStatus status : plan) {
      if (!status.at().isAfter(now) && (furthest == null || status.rank() > furthest.rank())) {
        furthest = status;
      }
    }
    return furthest;
  }

  /**
   * @param open tells the webhook events that have not been acknowledged yet
   */
  ObjectNode toJournal(LongPredicate open) {
    ObjectNode line =
        Journal.line("message")
            .put("id", id)
            .put("to", waId)
            .put("out", outbound)
            .put("at", at.toEpochMilli())
            .put("bubble", bubble);
    if (callbackData != null) {
      line.put("cb", callbackData);
    }
    if (pricingCategory != null) {
      line.put("cat", pricingCategory);
    }
    ArrayNode statuses = line.putArray("plan");
    for (PlannedStatus status : plan) {
      ObjectNode json = status.toJson();
      if (open.test(status.eventId())) {
        json.put("open", true);
      }
      statuses.add(json);
    }
    return line;
  }

  static ChatMessage fromJournal(ObjectNode line) {
    List<PlannedStatus> plan = new ArrayList<>();
    for (JsonNode status : line.path("plan")) {
      plan.add(PlannedStatus.fromJson((ObjectNode) status));
    }
    return new ChatMessage(
        line.path("id").asText(),
        line.path("to").asText(),
        line.path("out").asBoolean(),
        Instant.ofEpochMilli(line.path("at").asLong()),
        line.path("bubble").asText(),
        Json.text(line, "cb"),
        Json.text(line, "cat"),
        List.copyOf(plan));
  }
}
