package io.dromedary.samples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Publishes what goes on on the roads: a DATEX II feed that others poll, on a free loopback port.
 * It serves an empty publication from the beginning.
 */
final class TrafficCentre implements AutoCloseable {

  static final String TOWN = "Musterstadt";

  private static final String PATH = "/datex2/situations.xml";
  private static final int PUBLISHED_AT_ONCE = 2;
  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "Accident",
              "accidentType",
              "multivehicleAccident",
              "high",
              "A 99",
              Duration.ofHours(3),
              "Two lanes are blocked. Traffic is diverted at exit 12.",
              "Zwei Spuren sind gesperrt. Der Verkehr wird an der Ausfahrt 12 umgeleitet."),
          new Kind(
              "MaintenanceWorks",
              "roadMaintenanceType",
              "resurfacingWork",
              "medium",
              "B 47",
              Duration.ofHours(30),
              "One lane is open in each direction.",
              "Je Richtung ist eine Spur frei."),
          new Kind(
              "VehicleObstruction",
              "vehicleObstructionType",
              "brokenDownVehicle",
              "medium",
              "A 98",
              Duration.ofHours(2),
              "The hard shoulder and the right lane are blocked.",
              "Standstreifen und rechte Spur sind blockiert."));

  private record Kind(
      String type,
      String detail,
      String detailValue,
      String severity,
      String road,
      Duration lasts,
      String english,
      String german) {}

  private final Hub hub;
  private final Cast cast;
  private final Run run;
  private final HttpServer server;
  private final Deque<Document> published = new ArrayDeque<>();
  private int situations;
  private volatile byte[] feed;

  TrafficCentre(Hub hub, Cast cast, Run run) {
    this.hub = hub;
    this.cast = cast;
    this.run = run;
    this.feed = publication().getBytes(StandardCharsets.UTF_8);
    this.server = serve();
  }

  private HttpServer serve() {
    try {
      HttpServer created =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      created.createContext(PATH, this::answer);
      created.start();
      return created;
    } catch (IOException e) {
      throw new UncheckedIOException("the sample traffic centre finds no free port", e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = feed;
      exchange.getResponseHeaders().set("Content-Type", "application/xml; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  String feedUrl() {
    return "http://%s:%d%s"
        .formatted(
            server.getAddress().getAddress().getHostAddress(), server.getAddress().getPort(), PATH);
  }

  /** Files who wants to be warned. */
  String subscribe(List<Person> people) throws RefusedException, InterruptedException {
    ArrayNode members = JsonNodeFactory.instance.arrayNode();
    for (Person person : people) {
      members
          .addObject()
          .put("ref", "SUB-" + person.customer())
          .put("phone", person.phone())
          .put("name", person.name())
          .put("locale", person.locale())
          .put("zone", person.zone());
    }
    hub.put("/api/audiences/area/%s/members".formatted(Hub.segment(TOWN)), members);
    return "%d subscribers of area %s (PUT /api/audiences/area)".formatted(members.size(), TOWN);
  }

  /** Something new happens; the oldest situation leaves the feed. */
  String publish() {
    Kind kind = KINDS.get(situations % KINDS.size());
    String id = "SIT-%s-%d".formatted(run.id(), ++situations);
    published.addLast(situation(id, kind));
    if (published.size() > PUBLISHED_AT_ONCE) {
      published.removeFirst();
    }
    feed = publication().getBytes(StandardCharsets.UTF_8);
    return "situation %s published (DATEX II feed, read at the next poll)".formatted(id);
  }

  String publication() {
    return Document.of("traffic/situations.xml")
        .with("published", run.now())
        .with("situations", List.copyOf(published))
        .text();
  }

  private Document situation(String id, Kind kind) {
    Instant now = run.now();
    return Document.of("traffic/situation.xml")
        .with("id", id)
        .with("severity", kind.severity())
        .with("changed", now)
        .with("kind", kind.type())
        .with("version", 1)
        .with("starts", now)
        .with("ends", now.plus(kind.lasts()))
        .with("english", kind.english())
        .with("german", kind.german())
        .with("town", TOWN)
        .with("road", kind.road())
        .with("detail", kind.detail())
        .with("detailValue", kind.detailValue());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
