package io.dromedary.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source says about the present state of a subject. Many systems send states, not changes: a
 * mapping says which event each value would be, the {@link ChangeDetector} whether it is one.
 *
 * @param source CloudEvents source of the system that observes
 * @param subject what is observed; becomes the subject of derived events
 * @param time UTC instant of the state; an observation older than the stored one is ignored
 * @param sequence the source's own counter, which goes before the time; {@code null} when it has
 *     none
 * @param expires from when the state may be forgotten; {@code null}: never
 * @param silent reason to name when the observation gives no event; {@code null}: as found
 * @param aspects the values that are compared one by one
 */
public record Observation(
    String source,
    String subject,
    Instant time,
    @Nullable Long sequence,
    @Nullable Instant expires,
    @Nullable String silent,
    List<Aspect> aspects) {

  private static final int LONGEST = 500;

  public Observation {
    aspects = List.copyOf(aspects);
  }

  /**
   * One value of the subject that people care about.
   *
   * @param name stable, unique within the observation
   * @param value the value; {@code null}: not known now, changes nothing
   * @param firstIsEvent whether the first value of all is already an event (a flight that is
   *     cancelled when we first hear of it) or only a baseline (its gate)
   * @param previousAs member of the event's data that takes the former value; {@code null}: none
   * @param event type, data and further attributes of the event that a change to this value is;
   *     {@code null}: none
   * @param silent reason to name when this value gives no event; {@code null}: as found
   */
  public record Aspect(
      String name,
      @Nullable String value,
      boolean firstIsEvent,
      @Nullable String previousAs,
      @Nullable ObjectNode event,
      @Nullable String silent) {}

  /**
   * Reads the member {@code observation} of an item.
   *
   * @throws MalformedItemException when a required member is missing or of the wrong kind
   */
  public static Observation of(JsonNode json) {
    List<Aspect> aspects = new ArrayList<>();
    for (JsonNode aspect : json.path("aspects")) {
      aspects.add(aspect(aspect));
    }
    return new Observation(
        limited(json, "source"),
        limited(json, "subject"),
        requiredTime(json, "time"),
        json.path("sequence").isIntegralNumber() ? json.path("sequence").longValue() : null,
        time(json, "expires"),
        text(json, "silent"),
        aspects);
  }

  private static Aspect aspect(JsonNode json) {
    String initial = text(json, "initial");
    if (!"baseline".equals(initial) && !"event".equals(initial)) {
      throw new MalformedItemException("an aspect's initial is neither baseline nor event");
    }
    return new Aspect(
        required(json, "name"),
        text(json, "value"),
        "event".equals(initial),
        text(json, "previousAs"),
        event(json.get("event")),
        text(json, "silent"));
  }

  private static @Nullable ObjectNode event(@Nullable JsonNode json) {
    if (json == null || json.isNull()) {
      return null;
    }
    if (!(json instanceof ObjectNode event) || !event.path("data").isObject()) {
      throw new MalformedItemException("an aspect's event has no data");
    }
    required(event, "type");
    return event;
  }

  private static String limited(JsonNode json, String member) {
    String text = required(json, member);
    if (text.length() > LONGEST) {
      throw new MalformedItemException(member + " is longer than " + LONGEST + " characters");
    }
    return text;
  }

  private static String required(JsonNode json, String member) {
    String text = text(json, member);
    if (text == null || text.isBlank()) {
      throw new MalformedItemException(member + " is missing");
    }
    return text;
  }

  private static @Nullable String text(JsonNode json, String member) {
    JsonNode value = json.path(member);
    return value.isMissingNode() || value.isNull() ? null : value.asText();
  }

  private static Instant requiredTime(JsonNode json, String member) {
    Instant time = time(json, member);
    if (time == null) {
      throw new MalformedItemException(member + " is missing");
    }
    return time;
  }

  private static @Nullable Instant time(JsonNode json, String member) {
    String text = text(json, member);
    try {
      // databases keep microseconds: what is compared must be what was stored
      return text == null
          ? null
          : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeParseException e) {
      throw new MalformedItemException(member + " is no time with offset");
    }
  }
}
