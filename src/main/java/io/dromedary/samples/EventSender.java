package io.dromedary.samples;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** The young ones of the systems, care desk and identity service: they speak CloudEvents. */
final class EventSender {

  private static final Duration CODE_IS_VALID = Duration.ofMinutes(10);
  private static final List<String> STATUSES =
      List.of("waiting-for-customer", "resolved", "in-progress");

  private final Hub hub;
  private final Run run;
  private final SecureRandom random = new SecureRandom();
  private int cases;
  private int codes;

  EventSender(Hub hub, Run run) {
    this.hub = hub;
    this.run = run;
  }

  /** A support case goes on. */
  String updateCase(Person person) throws RefusedException, InterruptedException {
    String id = "C-%s-%d".formatted(run.id(), ++cases);
    ObjectNode event = event("/care-desk", id, "case.updated", id, person);
    data(event)
        .put("caseId", id)
        .put("summary", person.support())
        .put("status", STATUSES.get(cases % STATUSES.size()));
    hub.event(event);
    return "case %s updated (case.updated to /api/events)".formatted(id);
  }

  /** Somebody signs in and needs a code. */
  String requestCode(Person person) throws RefusedException, InterruptedException {
    String id = "otp-%s-%d".formatted(run.id(), ++codes);
    ObjectNode event = event("/identity", id, "otp.requested", person.customer(), person);
    event.put("deadline", run.now().plus(CODE_IS_VALID).toString());
    data(event)
        .put("code", "%06d".formatted(random.nextInt(1_000_000)))
        .put("purpose", "sign-in")
        .put("validFor", CODE_IS_VALID.toString());
    hub.event(event);
    return "sign-in %s needs a code (otp.requested to /api/events)".formatted(id);
  }

  private ObjectNode event(String source, String id, String type, String subject, Person person) {
    ObjectNode event =
        JsonNodeFactory.instance
            .objectNode()
            .put("specversion", "1.0")
            .put("id", id)
            .put("source", source)
            .put("type", type)
            .put("time", run.now().toString())
            .put("subject", subject)
            .put("datacontenttype", "application/json");
    event
        .putObject("data")
        .putObject("recipient")
        .put("phone", person.phone())
        .put("name", person.name())
        .put("locale", person.locale())
        .put("zone", person.zone())
        .put("ref", person.customer());
    return event;
  }

  private static ObjectNode data(ObjectNode event) {
    return (ObjectNode) event.get("data");
  }
}
