package io.dromedary.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.event.Observation.Aspect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Derives events from states: compares an observation with what was last known of its subject.
 *
 * <p>Pure. The rules: an older observation (by sequence where both have one, else by time) is
 * ignored; a first value is a baseline unless its mapping says that it is already an event; an
 * equal or absent value is nothing; several changed values are several events. A derived event's id
 * consists of subject, aspect, revision and time of the observation, so that the same comparison
 * gives the same id and a subject that was forgotten in between does not reuse one.
 */
public final class ChangeDetector {

  static final String OLDER = "older";
  static final String BASELINE = "baseline";
  static final String UNCHANGED = "unchanged";
  static final String NO_EVENT_TYPE = "no-event-type";

  private ChangeDetector() {}

  /**
   * Compares.
   *
   * @param known the stored state; {@code null} when the subject is new
   * @param observation the new observation of the same subject
   */
  public static Detection detect(@Nullable SubjectState known, Observation observation) {
    if (known != null && isOlder(observation, known)) {
      return new Detection(known, List.of(), OLDER);
    }
    Map<String, String> values = new HashMap<>(known == null ? Map.of() : known.aspects());
    List<Change> changes = new ArrayList<>();
    for (Aspect aspect : observation.aspects()) {
      if (aspect.value() != null) {
        String former = values.put(aspect.name(), aspect.value());
        if (!aspect.value().equals(former)) {
          changes.add(new Change(aspect, former));
        }
      }
    }
    long revision =
        (known == null ? 0 : known.revision()) + (known == null || !changes.isEmpty() ? 1 : 0);
    List<ObjectNode> events =
        changes.stream()
            .filter(Change::isEvent)
            .map(change -> event(change, observation, revision))
            .toList();
    return new Detection(
        state(known, observation, revision, values),
        events,
        events.isEmpty() ? silence(observation, changes, known == null) : null);
  }

  private static boolean isOlder(Observation observation, SubjectState known) {
    Long sequence = observation.sequence();
    Long last = known.sequence();
    if (sequence != null && last != null && !sequence.equals(last)) {
      return sequence < last;
    }
    return observation.time().isBefore(known.time());
  }

  private static SubjectState state(
      @Nullable SubjectState known,
      Observation observation,
      long revision,
      Map<String, String> values) {
    Instant expires = observation.expires();
    return new SubjectState(
        observation.source(),
        observation.subject(),
        revision,
        observation.time(),
        observation.sequence(),
        values,
        expires == null && known != null ? known.expires() : expires);
  }

  private static ObjectNode event(Change change, Observation observation, long revision) {
    ObjectNode template = change.template();
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("specversion", "1.0");
    event.put(
        "id",
        String.join(
            "/",
            observation.subject(),
            change.aspect().name(),
            revision + "@" + observation.time()));
    event.put("source", observation.source());
    event.set("type", template.get("type"));
    event.put("time", observation.time().toString());
    event.put("subject", observation.subject());
    event.put("datacontenttype", "application/json");
    event.put("sequence", revision);
    for (String attribute : List.of("deadline", "notbefore", "retracts")) {
      if (template.hasNonNull(attribute)) {
        event.set(attribute, template.get(attribute));
      }
    }
    ObjectNode data = ((ObjectNode) template.path("data")).deepCopy();
    if (change.aspect().previousAs() != null && change.former() != null) {
      data.put(change.aspect().previousAs(), change.former());
    }
    event.set("data", data);
    return event;
  }

  /** The most telling reason: what the mapping says of the whole, then of a value, then our own. */
  private static String silence(Observation observation, List<Change> changes, boolean isNew) {
    if (observation.silent() != null) {
      return observation.silent();
    }
    for (Change change : changes) {
      if (change.aspect().silent() != null) {
        return change.aspect().silent();
      }
    }
    if (isNew || changes.stream().anyMatch(change -> change.former() == null)) {
      return BASELINE;
    }
    return changes.isEmpty() ? UNCHANGED : NO_EVENT_TYPE;
  }

  private record Change(Aspect aspect, @Nullable String former) {

    boolean isEvent() {
      return aspect.event() != null && (former != null || aspect.firstIsEvent());
    }

    ObjectNode template() {
      ObjectNode event = aspect.event();
      if (event == null) {
        throw new IllegalStateException("aspect " + aspect.name() + " has no event");
      }
      return event;
    }
  }
}
