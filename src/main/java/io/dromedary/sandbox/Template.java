package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
    return with(
        next -> {
          next.status = newStatus;
          next.reason = newReason;
          next.approvedAt = approved == null ? approvedAt : approved;
        });
  }

  Template withCategory(String newCategory, @Nullable String correct) {
    return with(
        next -> {
          next.category = newCategory;
          next.correctCategory = correct;
          next.previousCategory = newCategory.equals(category) ? previousCategory : category;
        });
  }

  Template withTtl(@Nullable Integer newTtl) {
    return with(next -> next.ttlSeconds = newTtl);
  }

  /** With new content, which goes to review again. */
  Template edited(ArrayNode newComponents, boolean nowNamed, Instant now, Instant newReviewAt) {
    List<Instant> newEdits = new ArrayList<>(edits);
    newEdits.add(now);
    return with(
        next -> {
          next.named = nowNamed;
          next.components = newComponents;
          next.status = "PENDING";
          next.reason = null;
          next.reviewAt = newReviewAt;
          next.edits = List.copyOf(newEdits);
        });
  }

  private Template with(Consumer<Draft> change) {
    Draft next = new Draft(this);
    change.accept(next);
    return next.finished();
  }

  /** What may change, on its way into another one. */
  private static final class Draft {
    private final Template from;
    private String category;
    private @Nullable String correctCategory;
    private @Nullable String previousCategory;
    private boolean named;
    private ArrayNode components;
    private @Nullable Integer ttlSeconds;
    private String status;
    private @Nullable String reason;
    private Instant reviewAt;
    private @Nullable Instant approvedAt;
    private List<Instant> edits;

    Draft(Template from) {
      this.from = from;
      category = from.category;
      correctCategory = from.correctCategory;
      previousCategory = from.previousCategory;
      named = from.named;
      components = from.components;
      ttlSeconds = from.ttlSeconds;
      status = from.status;
      reason = from.reason;
      reviewAt = from.reviewAt;
      approvedAt = from.approvedAt;
      edits = from.edits;
    }

    Template finished() {
      return new Template(
          from.id,
          from.name,
          from.language,
          category,
          correctCategory,
          previousCategory,
          named,
          components,
          ttlSeconds,
          status,
          reason,
          reviewAt,
          approvedAt,
          edits);
    }
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
