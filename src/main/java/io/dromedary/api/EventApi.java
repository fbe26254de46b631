package io.dromedary.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.event.BusinessEvent;
import io.dromedary.intake.Rejection;
import io.dromedary.intake.RejectionLog;
import io.dromedary.notification.AcceptedEvent;
import io.dromedary.notification.Ledger;
import io.dromedary.notification.NotificationRecord;
import io.dromedary.policy.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /api/events}: what was accepted, and what became of it. */
public final class EventApi {

  private static final int MOST = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Members that hold personal data wherever they stand in an event. */
  private static final Set<String> PERSONAL =
      Set.of("phone", "name", "userId", "debtorAccount", "email", "code");

  private final Ledger ledger;
  private final RejectionLog rejections;

  /** The calls on this ledger. */
  public EventApi(Ledger ledger, RejectionLog rejections) {
    this.ledger = ledger;
    this.rejections = rejections;
  }

  /**
   * {@code GET /api/events/{source}/{id}}: the event with personal data masked, and its
   * notifications; 404 {@code event-unknown} otherwise, with its rejection if it was rejected.
   */
  public Answer get(String source, String id) {
    Optional<AcceptedEvent> found = ledger.event(BusinessEvent.key(source, id));
    Optional<Rejection> rejection = rejections.of(BusinessEvent.key(source, id));
    if (found.isEmpty()) {
      return unknown(rejection);
    }
    AcceptedEvent accepted = found.get();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("event", masked(read(accepted.body())));
    json.put("acceptedAt", accepted.acceptedAt().toString());
    json.put("configuration", accepted.snapshot());
    json.putObject("fanOut").put("total", accepted.total()).put("decided", accepted.decided());
    ArrayNode notifications = json.putArray("notifications");
    for (NotificationRecord one : ledger.ofEvent(accepted.key(), MOST)) {
      notifications.add(NotificationJson.brief(one));
    }
    // another content under the same id was rejected
    rejection.ifPresent(one -> json.set("rejection", RejectionApi.json(one)));
    return Answer.ok(json);
  }

  private static Answer unknown(Optional<Rejection> rejection) {
    if (rejection.isEmpty()) {
      return Answer.of(unknown());
    }
    Rejection one = rejection.get();
    ObjectNode json =
        Problem.of(
                "event-unknown",
                "The event was rejected",
                404,
                "It was rejected at "
                    + Words.instant(one.at().toString())
                    + " because of "
                    + one.reason()
                    + ": "
                    + String.join(
                        "; ",
                        one.faults().stream()
                            .map(fault -> (fault.pointer() + " " + fault.reason()).strip())
                            .toList())
                    + ".")
            .toJson();
    json.set("rejection", RejectionApi.json(one));
    return new Answer(404, json);
  }

  private static Problem unknown() {
    return Problem.of(
        "event-unknown",
        "The event is not known",
        404,
        "No event with this source and id was accepted, nor is a rejection kept.");
  }

  /**
   * {@code GET /api/events/{source}/{id}/manifest}: who was told, who not yet, and who will not be.
   *
   * @throws ProblemException 404 {@code event-unknown}
   */
  public Answer manifest(String source, String id) {
    AcceptedEvent accepted = accepted(source, id);
    List<NotificationRecord> all = ledger.ofEvent(accepted.key(), Integer.MAX_VALUE);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("event").put("source", accepted.source()).put("id", accepted.eventId());
    json.putObject("fanOut").put("total", accepted.total()).put("decided", accepted.decided());
    ArrayNode told = json.putArray("told");
    ArrayNode notYet = json.putArray("notYet");
    ArrayNode never = json.putArray("willNotBeTold");
    for (NotificationRecord one : all) {
      ObjectNode entry = NotificationJson.brief(one);
      if (one.deliveredAt() != null) {
        entry.put("delivered", one.deliveredAt().toString());
        entry.put("inTime", one.deliveredAt().isBefore(one.deadline()));
        told.add(entry);
      } else if (one.state().isFinal()) {
        never.add(entry);
      } else {
        notYet.add(entry);
      }
    }
    return Answer.ok(json);
  }

  private AcceptedEvent accepted(String source, String id) {
    return ledger
        .event(BusinessEvent.key(source, id))
        .orElseThrow(() -> new ProblemException(unknown()));
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored event is not readable as JSON");
    }
  }

  /** Takes the personal members out of an event's data. */
  static void forgetPersonal(ObjectNode data) {
    data.remove(PERSONAL);
  }

  private static JsonNode masked(JsonNode json) {
    if (json instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              member -> {
                boolean personal =
                    PERSONAL.contains(member.getKey()) && member.getValue().isValueNode();
                member.setValue(
                    personal
                        ? JsonNodeFactory.instance.textNode("•••")
                        : masked(member.getValue()));
              });
    } else if (json.isArray()) {
      json.forEach(EventApi::masked);
    }
    return json;
  }
}
