package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message template in one language. Immutable; a change makes another one with the same id.
 *
 * @param id digits, as Graph writes them in strings and webhooks as integers
 * @param name lower case letters, digits, underscores
 * @param language code such as {@code en_US}
 * @param category {@code UTILITY}, {@code AUTHENTICATION} or {@code MARKETING}
 * @param correctCategory the category that was announced, {@code null} when none was
 * @param previousCategory the category before the last change, {@code null} when there was none
 * @param named whether its placeholders have names
 * @param components in the form in which they are read back: upper case types
 * @param ttlSeconds {@code message_send_ttl_seconds}, {@code null} for the platform's default
 * @param status {@code PENDING}, {@code APPROVED}, {@code REJECTED}, {@code PAUSED}, {@code
 *     DISABLED}
 * @param reason why it was rejected, {@code null} unless it was
 * @param reviewAt when the pending review ends
 * @param approvedAt last approval; {@code null} when it never was approved
 * @param edits instants of the edits since then that count towards the limits
 */
record Template(
    String id,
    String name,
    String language,
    String category,
    @Nullable String correctCategory,
    @Nullable String previousCategory,
    boolean named,
    ArrayNode components,
    @Nullable Integer ttlSeconds,
    String status,
    @Nullable String reason,
    Instant reviewAt,
    @Nullable Instant approvedAt,
    List<Instant> edits) {

  Template withStatus(String newStatus, @Nullable String newReason, @Nullable Instant approved) {
    return new Template(
        id,
        name,
        language,
        category,
        correctCategory,
        previousCategory,
        named,
        components,
        ttlSeconds,
        newStatus,
        newReason,
        reviewAt,
        approved == null ? approvedAt : approved,
        edits);
  }

  Template withCategory(String newCategory, @Nullable String correct) {
    return new Template(
        id,
        name,
        language,
        newCategory,
        correct,
        newCategory.equals(category) ? previousCategory : category,
        named,
        components,
        ttlSeconds,
        status,
        reason,
        reviewAt,
        approvedAt,
        edits);
  }

  Template withTtl(@Nullable Integer newTtl) {
    return new Template(
        id,
        name,
        language,
        category,
        correctCategory,
        previousCategory,
        named,
        components,
        newTtl,
        status,
        reason,
        reviewAt,
        approvedAt,
        edits);
  }

  /** With new content, which goes to review again. */
  Template edited(ArrayNode newComponents, boolean nowNamed, Instant now, Instant newReviewAt) {
    List<Instant> newEdits = new ArrayList<>(edits);
    newEdits.add(now);
    return new Template(
        id,
        name,
        language,
        category,
        correctCategory,
        previousCategory,
        nowNamed,
        newComponents,
        ttlSeconds,
        "PENDING",
        null,
        newReviewAt,
        approvedAt,
        List.copyOf(newEdits));
  }

  boolean is(String otherStatus) {
    return status.equals(otherStatus);
  }

  boolean authentication() {
    return category.equals("AUTHENTICATION");
  }

  /** All members that Graph can give; callers pick the fields that were asked for. */
  ObjectNode toGraph() {
    ObjectNode json =
        Json.object()
            .put("name", name)
            .put("parameter_format", named ? "NAMED" : "POSITIONAL")
            .put("language", language)
            .put("status", status)
            .put("category", category)
            .put("id", id)
            .put("rejected_reason", reason == null ? "NONE" : reason)
            .put("source", "CUSTOM");
    json.set("components", components.deepCopy());
    if (ttlSeconds != null) {
      json.put("message_send_ttl_seconds", ttlSeconds);
    }
    if (correctCategory != null) {
      json.put("correct_category", correctCategory);
    }
    if (previousCategory != null) {
      json.put("previous_category", previousCategory);
    }
    json.putObject("quality_score").put("score", "UNKNOWN").put("date", reviewAt.getEpochSecond());
    return json;
  }

  ObjectNode toJournal() {
    ObjectNode line = toGraph().put("k", "template").put("reviewAt", reviewAt.toEpochMilli());
    line.put("reason", reason);
    if (approvedAt != null) {
      line.put("approvedAt", approvedAt.toEpochMilli());
    }
    ArrayNode times = line.putArray("edits");
    edits.forEach(edit -> times.add(edit.toEpochMilli()));
    return line;
  }

  static Template fromJournal(ObjectNode line) {
    List<Instant> edits = new ArrayList<>();
    for (JsonNode edit : line.path("edits")) {
      edits.add(Instant.ofEpochMilli(edit.asLong()));
    }
    return new Template(
        line.path("id").asText(),
        line.path("name").asText(),
        line.path("language").asText(),
        line.path("category").asText(),
        Json.text(line, "correct_category"),
        Json.text(line, "previous_category"),
        line.path("parameter_format").asText().equals("NAMED"),
        line.withArray("/components"),
        line.has("message_send_ttl_seconds") ? line.get("message_send_ttl_seconds").asInt() : null,
        line.path("status").asText(),
        Json.text(line, "reason"),
        Instant.ofEpochMilli(line.path("reviewAt").asLong()),
        line.has("approvedAt") ? Instant.ofEpochMilli(line.path("approvedAt").asLong()) : null,
        List.copyOf(edits));
  }
}
