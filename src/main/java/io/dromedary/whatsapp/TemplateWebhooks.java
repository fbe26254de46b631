package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.template.Category;
import io.dromedary.template.TemplateNotice;
import io.dromedary.template.TemplateState;
import io.dromedary.template.TemplateStates;
import io.dromedary.template.TemplateStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what Meta's webhooks say about templates. The same event again changes nothing; an
 * event that is older than what is known about the same member is dropped. Times are those of the
 * entry, in whole seconds. Refresh {@link io.dromedary.template.UsableTemplates} afterwards.
 */
public final class TemplateWebhooks {

  /** What became of an event. */
  public enum Result {
    /** The state says so now. */
    APPLIED,
    /** Something newer is known. */
    STALE,
    /** Kept for people to see; the state is the same or {@link TemplateStatus#UNKNOWN}. */
    NOTED,
    /** Not about templates, or without a template's name. */
    IGNORED
  }

  private static final Map<String, TemplateStatus> EVENTS =
      Map.of(
          "REINSTATED", TemplateStatus.APPROVED,
          "UNPAUSED", TemplateStatus.APPROVED);

  private final TemplateStates states;

  public TemplateWebhooks(TemplateStates states) {
    this.states = states;
  }

  /** Whether a webhook field is about templates. */
  public static boolean concerns(String field) {
    return field.startsWith("message_template_") || field.equals("template_category_update");
  }

  /**
   * Applies one change of a webhook. The kind is decided by the members of the value, because
   * Meta's own example prints the wrong field name.
   *
   * @param at {@code entry.time}, when Meta wrote the event
   */
  public Result apply(String field, JsonNode value, Instant at) {
    Optional<TemplateState> target = target(value);
    if (!concerns(field) || target.isEmpty()) {
      return Result.IGNORED;
    }
    TemplateState known = target.get();
    if (value.has("event")) {
      return status(known, value, at);
    }
    if (value.has("new_quality_score")) {
      return quality(known, value, at);
    }
    if (value.has("new_category")) {
      return category(known, value, at);
    }
    if (value.has("message_template_element")) {
      return note(known, "content-changed", contentSummary(value), at);
    }
    return note(known, "unknown-event", "field " + field, at);
  }

  /** By id first: the language may be written another way than ours. */
  private Optional<TemplateState> target(JsonNode value) {
    JsonNode id = value.path("message_template_id");
    Optional<TemplateState> byId =
        id.isValueNode() && !id.isNull() ? states.findByMetaId(id.asText()) : Optional.empty();
    if (byId.isPresent()) {
      return byId;
    }
    String name = value.path("message_template_name").asText("");
    String language = language(value.path("message_template_language").asText(""));
    if (name.isEmpty() || language.isEmpty()) {
      return Optional.empty();
    }
    TemplateState known =
        states.find(name, language).orElseGet(() -> TemplateState.unknown(name, language));
    return Optional.of(id.isMissingNode() ? known : known.withMetaId(id.asText()));
  }

  /** Meta's webhooks write {@code en-US} where its interface says {@code en_US}. */
  static String language(String code) {
    return code.replace('-', '_');
  }

  private Result status(TemplateState target, JsonNode value, Instant at) {
    String event = value.path("event").asText();
    if (event.equals("FLAGGED")) {
      return note(target, "flagged", event + reason(value), at);
    }
    TemplateStatus status = EVENTS.getOrDefault(event, TemplateStatus.of(event));
    if (status == TemplateStatus.UNKNOWN) {
      note(target, "unknown-event", event, at);
    }
    String reason = status == TemplateStatus.UNKNOWN ? event + reason(value) : reason(value);
    String words = reason.isEmpty() ? null : reason.replaceFirst("^: ", "");
    Result result =
        change(
            target,
            state ->
                isOlder(at, state.statusAt()) || isTie(state, status, at)
                    ? state
                    : state.withStatus(status, words, at));
    Category.of(value.path("message_template_category").asText(""))
        .ifPresent(category -> recategorize(target, category, null, at));
    return result;
  }

  /** Two events of one second: a review that has ended does not begin again. */
  private static boolean isTie(TemplateState state, TemplateStatus status, Instant at) {
    return status == TemplateStatus.PENDING
        && state.status() != TemplateStatus.NOT_SUBMITTED
        && !state.statusAt().isBefore(at);
  }

  private Result quality(TemplateState target, JsonNode value, Instant at) {
    String quality = value.path("new_quality_score").asText();
    return change(
        target, state -> isOlder(at, state.qualityAt()) ? state : state.withQuality(quality, at));
  }

  /**
   * With {@code correct_category} it is the notice of a change in 24 hours, and {@code
   * new_category} is still the category of today.
   */
  private Result category(TemplateState target, JsonNode value, Instant at) {
    String today = value.path("new_category").asText();
    String coming = value.path("correct_category").asText(today);
    boolean announced = !coming.equalsIgnoreCase(today);
    note(
        target,
        announced ? "category-announced" : "category-changed",
        announced ? today + " becomes " + coming : "now " + today,
        at);
    return recategorize(
        target,
        Category.of(today).orElse(null),
        announced ? Category.of(coming).orElse(null) : null,
        at);
  }

  private Result recategorize(
      TemplateState target, @Nullable Category category, @Nullable Category coming, Instant at) {
    return change(
        target,
        state ->
            isOlder(at, state.categoryAt()) ? state : state.withCategory(category, coming, at));
  }

  private Result change(TemplateState target, Change change) {
    boolean[] applied = {false};
    states.update(
        target.name(),
        target.language(),
        stored -> {
          TemplateState state =
              stored.metaId() == null ? stored.withMetaId(target.metaId()) : stored;
          TemplateState changed = change.of(state);
          applied[0] = changed != state;
          return changed;
        });
    return applied[0] ? Result.APPLIED : Result.STALE;
  }

  private interface Change {
    TemplateState of(TemplateState state);
  }

  private Result note(TemplateState target, String kind, String detail, Instant at) {
    states.recordNotice(new TemplateNotice(target.name(), target.language(), kind, detail, at));
    return Result.NOTED;
  }

  /** Entry times have whole seconds, our own have more. */
  private static boolean isOlder(Instant at, Instant known) {
    return at.isBefore(known.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Each word of explanation after a colon; empty when there is none. */
  private static String reason(JsonNode value) {
    StringBuilder reason = new StringBuilder();
    for (String part :
        List.of(
            text(value.path("reason")),
            text(value.path("rejection_info").path("reason")),
            text(value.path("other_info").path("title")),
            text(value.path("disable_info").path("disable_date")))) {
      if (!part.isBlank() && !part.equals("NONE")) {
        reason.append(": ").append(part);
      }
    }
    return reason.toString();
  }

  private static String text(JsonNode node) {
    return node.isNull() ? "" : node.asText("");
  }

  private static String contentSummary(JsonNode value) {
    return text(value.path("message_template_element"));
  }
}
