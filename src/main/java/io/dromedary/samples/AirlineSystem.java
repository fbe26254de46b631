package io.dromedary.samples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Operates one flight after the other: AIDX flight legs on a queue, each a snapshot that does not
 * say what has changed. Who flies is told to the hub beforehand.
 */
final class AirlineSystem {

  static final String QUEUE = "aodb.flight-legs";

  private static final List<String> GATES = List.of("A12", "B22", "A17", "C4", "B9");
  private static final Duration AHEAD = Duration.ofHours(5);
  private static final Duration CLOSED_BEFORE = Duration.ofMinutes(90);
  private static final Duration DELAY = Duration.ofMinutes(45);
  private static final Duration LATER = Duration.ofMinutes(20);
  private static final int COMPANIONS = 3;

  private final Queues queues;
  private final Hub hub;
  private final Cast cast;
  private final Run run;
  private Flight flight;
  private int messages;

  AirlineSystem(Queues queues, Hub hub, Cast cast, Run run) {
    this.queues = queues;
    this.hub = hub;
    this.cast = cast;
    this.run = run;
    this.flight = departure((int) (run.start().getEpochSecond() / 10 % 9900) + 100);
  }

  private Flight departure(int number) {
    Instant scheduled = run.now().truncatedTo(ChronoUnit.HOURS).plus(AHEAD);
    return new Flight(number, scheduled, scheduled, GATES.get(0));
  }

  /** Files the passenger list. */
  String board() throws RefusedException, InterruptedException {
    ArrayNode members = passengers();
    hub.put(
        "/api/audiences/flight/%s/members?expires=%s"
            .formatted(Hub.segment(flight.key()), flight.scheduled().plus(2, ChronoUnit.DAYS)),
        members);
    return "%d passengers of flight %s (PUT /api/audiences/flight)"
        .formatted(members.size(), flight.key());
  }

  /** The whole cast, and some who travel on the booking of another. */
  ArrayNode passengers() {
    ArrayNode members = JsonNodeFactory.instance.arrayNode();
    for (int seat = 0; seat < cast.people().size() + COMPANIONS; seat++) {
      Person person = cast.people().get(seat % cast.people().size());
      members
          .addObject()
          .put("ref", "PAX-" + (seat + 1))
          .put("phone", person.phone())
          .put("name", person.name())
          .put("locale", person.locale())
          .put("zone", person.zone());
    }
    return members;
  }

  /** The first snapshot of a flight: what later ones are compared with. */
  String plan() {
    return tell("at gate " + flight.gate());
  }

  String changeGate() {
    int now = GATES.indexOf(flight.gate());
    flight = flight.at(GATES.get((now + 1) % GATES.size()));
    return tell("moved to gate " + flight.gate());
  }

  String delay() {
    boolean first = flight.estimated().equals(flight.scheduled());
    flight = flight.laterBy(first ? DELAY : LATER);
    long minutes = Duration.between(flight.scheduled(), flight.estimated()).toMinutes();
    return tell("departs " + minutes + " min late");
  }

  /** Whether it is too late for changes of this flight. */
  boolean isClosed() {
    return run.now().isAfter(flight.scheduled().minus(CLOSED_BEFORE));
  }

  /** Opens the next flight, with its passengers. */
  String next() throws RefusedException, InterruptedException {
    flight = departure(flight.number() % 9999 + 1);
    board();
    return plan();
  }

  private String tell(String what) {
    queues.put(QUEUE, leg());
    return "flight %s %s (AIDX flight leg on queue %s)".formatted(flight.key(), what, QUEUE);
  }

  String leg() {
    int message = ++messages;
    return Document.of("airline/flight-leg.xml")
        .with("timestamp", run.now())
        .with("correlation", run.id() + "-" + message)
        .with("sequence", message)
        .with("airline", Flight.AIRLINE)
        .with("number", flight.number())
        .with("from", Flight.FROM)
        .with("to", Flight.TO)
        .with("date", flight.date())
        .with("gate", flight.gate())
        .with("terminal", 1)
        .with("scheduledArrival", flight.scheduledArrival())
        .with("boarding", flight.boarding())
        .with("estimated", flight.estimated())
        .with("scheduled", flight.scheduled())
        .text();
  }
}
