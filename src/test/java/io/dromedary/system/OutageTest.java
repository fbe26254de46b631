package io.dromedary.system;

import static io.dromedary.system.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.dromedary.drill.Line;
import io.dromedary.testing.Databases;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jms.JmsException;

/**
 * A hub whose broker is away at its start, whose broker and database then go away while events
 * flow: what was acknowledged is told, once; nothing becomes a dead letter; all goes on by itself.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** No request is left without an answer for longer. */
  private static final Duration ANSWER = Duration.ofSeconds(15);

  /** So many that nobody is told more than the platform allows for one person. */
  private static final int PEOPLE = 60;

  private static final String SOURCE = "/outage";

  @TempDir static Path folder;

  private int begin;

  private static CompanyBroker broker;
  private static Line database;
  private static RunningHub hub;

  @BeforeAll
  static void start() throws Exception {
    broker = new CompanyBroker(folder.resolve("company"));
    String url;
    try (HikariDataSource fresh = (HikariDataSource) Databases.postgres()) {
      url = fresh.getJdbcUrl();
    }
    Matcher port = Pattern.compile("localhost:([0-9]+)").matcher(url);
    assertThat(port.find()).as(url).isTrue();
    database = new Line(new InetSocketAddress("localhost", Integer.parseInt(port.group(1))));
    hub =
        RunningHub.unready(
            "spring.datasource.url="
                + port.replaceFirst("127.0.0.1:" + database.port()).replaceFirst("[?].*", ""),
            "spring.datasource.username=postgres",
            "spring.activemq.broker-url=" + broker.url());
    hub.sql()
        .execute(
            "create table erp_customer (customer_no varchar, phone varchar, name varchar, locale"
                + " varchar, zone varchar)");
    for (int i = 0; i < PEOPLE; i++) {
      hub.consent(phone(i));
      hub.sql()
          .update(
              "insert into erp_customer values (?, ?, 'Ada', 'de', 'Europe/Berlin')",
              "C-" + i,
              phone(i));
    }
  }

  @AfterAll
  static void stop() {
    database.mend();
    hub.close();
    broker.close();
    database.close();
  }

  private static String phone(int person) {
    return "+4915112%06d".formatted(345_100 + person);
  }

  /** Whose order this is. */
  private static int person(String id) {
    return Math.floorMod(id.hashCode(), PEOPLE);
  }

  private static String order(String id) {
    return """
        {"specversion":"1.0","id":"%s","source":"%s","type":"order.confirmed",
         "data":{"orderId":"4711","total":{"amount":"129.90","currency":"EUR"},
                 "recipient":{"phone":"%s","name":"Ada","locale":"de-DE"}}}
        """
        .formatted(id, SOURCE, phone(person(id)));
  }

  /** Sources that go on whatever happens, and repeat what was not acknowledged. */
  private static final class Sources implements AutoCloseable {

    private final String name;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final List<Future<?>> running = new ArrayList<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    private final Set<String> otherwise = ConcurrentHashMap.newKeySet();
    private volatile long slowest;

    Sources(String name) throws IOException {
      this.name = name;
      String response =
          Files.readString(Path.of("src/test/resources/fixtures/erp/accepted/response.xml"));
      go("http", this::overHttp);
      go("queue", id -> queue("dromedary.events", order(id)));
      go(
          "erp",
          id ->
              queue(
                  "erp.order-responses",
                  response.replace("OR-2026-0815", id).replace("C-1001", "C-" + person(id))));
    }

    private interface Source {
      boolean give(String id) throws Exception;
    }

    private void go(String kind, Source source) {
      running.add(
          threads.submit(
              () -> {
                for (int i = 0; going.get(); i++) {
                  String id = name + "-" + kind + "-" + i;
                  while (!source.give(id)) {
                    TimeUnit.MILLISECONDS.sleep(100); // a source's own pause before it tries again
                    if (!going.get()) {
                      return null;
                    }
                  }
                  acknowledged.add(id);
                  TimeUnit.MILLISECONDS.sleep(40); // no more than that happens in this company
                }
                return null;
              }));
    }

    private boolean overHttp(String id) {
      long begin = System.nanoTime();
      HttpResponse<String> answer = hub.event(order(id));
      slowest = Math.max(slowest, System.nanoTime() - begin);
      statuses.add(answer.statusCode());
      if (answer.statusCode() >= 400) {
        otherwise.add(
            answer.headers().firstValue("content-type").orElse("")
                + " "
                + answer.headers().firstValue("retry-after").orElse("")
                + " "
                + json(answer).path("type").asText());
      }
      return answer.statusCode() == 202 || answer.statusCode() == 200;
    }

    private static boolean queue(String queue, String text) {
      try {
        broker.client().convertAndSend(queue, text);
        return true;
      } catch (JmsException e) {
        return false;
      }
    }

    long acknowledged(String kind) {
      return acknowledged.stream().filter(id -> id.startsWith(name + "-" + kind)).count();
    }

    void awaitMore(String kind, int more) {
      long before = acknowledged(kind);
      await(kind + " goes on").atMost(PATIENCE).until(() -> acknowledged(kind) >= before + more);
    }

    /** Ends when every source has been heard. */
    @Override
    public void close() throws Exception {
      going.set(false);
      for (Future<?> one : running) {
        one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      threads.shutdown();
    }

    /** Everything that was acknowledged has been told once, and nothing is anywhere else. */
    void thenAllIsTold() {
      await("all is told")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(told()).containsAll(acknowledged));
      await("the queues are empty")
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(broker.depth("dromedary.events") + broker.depth("erp.order-responses"))
                      .isZero());
      assertThat(broker.deadLetterQueues()).isEmpty();
      assertThat(broker.depth("dromedary.events.rejected")).isZero();
      assertThat(
              hub.sql()
                  .queryForList(
                      "select event from notification group by event having count(*) > 1"))
          .isEmpty();
      await("the platform's reports")
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          hub.sql()
                              .queryForList(
                                  "select state, reason, count(*) from notification where state"
                                      + " not in ('DELIVERED', 'READ') group by state, reason"))
                      .isEmpty());
      JsonNode stats = json(hub.get(hub.sandboxUrl() + "/_sandbox/stats"));
      assertThat(stats.path("duplicates").asInt(-1)).as(stats.toString()).isZero();
      assertThat(stats.path("uniqueCallbackData").asLong(-1))
          .as(stats.toString())
          .isEqualTo(hub.sql().queryForObject("select count(*) from notification", Long.class));
    }

    private List<String> told() {
      return hub.sql()
          .queryForList(
              "select replace(e.event_id, 'order-response/', '') from event e join notification n"
                  + " on n.event = e.id where n.state in ('DELIVERED', 'READ')",
              String.class);
    }
  }

  /** The hub's log lines of this test at WARN or above; those of the start belong to the first. */
  private List<String> complaints(CapturedOutput output) {
    List<String> fresh = output.getOut().substring(begin).lines().toList();
    assertThat(fresh).as("stack traces").noneMatch(line -> line.startsWith("\tat "));
    return fresh.stream()
        .filter(line -> line.matches("[0-9:.]+ (WARN|ERROR) .*"))
        // the company's broker runs in this process, and is no part of the hub
        .filter(line -> !line.contains(" o.a.a.b."))
        // other tests' servers run in this process too
        .filter(line -> !line.contains("MBean registry"))
        // two routes meter their first exchange at the same moment
        .filter(line -> !line.contains("This Gauge has been already registered"))
        .toList();
  }

  private static String readiness() {
    HttpResponse<String> answer = hub.get("/actuator/health/readiness");
    return answer.statusCode() + " " + json(answer).path("status").asText();
  }

  @BeforeEach
  void listen(CapturedOutput output, TestInfo test) {
    boolean first = test.getDisplayName().startsWith("aBrokerThatIsAwayAtTheStart");
    begin = first ? 0 : output.getOut().length();
  }

  @Test
  @Order(1)
  void aBrokerThatIsAwayAtTheStartIsNamedAndKeepsNothingElseFromWorking(CapturedOutput output) {
    assertThat(readiness()).startsWith("503");
    HttpResponse<String> answer = hub.event(order("without-broker"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    hub.await(json(answer).at("/notifications/0/id").asText(), "DELIVERED", "READ");

    broker.start();
    hub.awaitReady();
    broker.client().convertAndSend("dromedary.events", order("with-broker"));
    await("an event from the queue")
        .atMost(PATIENCE)
        .until(() -> hub.get("/api/events/%2Foutage/with-broker").statusCode() == 200);

    thenTheBrokerWasMissed(output);
  }

  @Test
  @Order(2)
  void aBrokerThatGoesAwayWhileEventsFlowLosesNothing(CapturedOutput output) throws Exception {
    Sources sources = new Sources("broker");
    try (sources) {
      sources.awaitMore("queue", 5);
      sources.awaitMore("erp", 5);
      hub.consent("+4915112347777");
      HttpResponse<String> known =
          hub.event(
              order("to-somebody-else")
                  .replace(phone(person("to-somebody-else")), "+4915112347777"));
      hub.await(json(known).at("/notifications/0/id").asText(), "DELIVERED", "READ");
      broker.stop();
      await("not ready").atMost(PATIENCE).until(() -> readiness().startsWith("503"));
      sources.awaitMore("http", 10);
      stopWord("4915112347777");
      await("the stop word is honoured without a broker")
          .atMost(PATIENCE)
          .until(() -> hub.get("/api/consents/+4915112347777").body().contains("withdrawn"));

      broker.start();
      hub.awaitReady();
      sources.awaitMore("queue", 5);
      sources.awaitMore("erp", 5);
    }
    sources.thenAllIsTold();
    assertThat(sources.statuses).containsExactly(202);
    assertThat(String.valueOf(broker.client().receiveAndConvert("dromedary.inbound")))
        .contains("opted-out", "4915112347777");
    thenTheBrokerWasMissed(output);
  }

  private void thenTheBrokerWasMissed(CapturedOutput output) {
    assertThat(complaints(output))
        .singleElement()
        .asString()
        .contains(broker.url(), "SPRING_ACTIVEMQ_BROKER_URL");
    assertThat(output).contains("the broker at " + broker.url() + " answers again");
  }

  private static void stopWord(String person) {
    HttpResponse<String> written =
        hub.post(
            hub.sandboxUrl() + "/_sandbox/phones/" + person + "/messages",
            "application/json",
            "{\"text\":\"Stopp\"}");
    assertThat(written.statusCode()).as(written.body()).isBetween(200, 202);
  }

  @Test
  @Order(3)
  void aDatabaseThatGoesAwayWhileEventsFlowLosesNothing(CapturedOutput output) throws Exception {
    outage("refusing", output, database::refuse);
  }

  @Test
  @Order(4)
  void aDatabaseThatSaysNothingMoreLosesNothing(CapturedOutput output) throws Exception {
    outage("silent", output, database::hang);
  }

  private void outage(String name, CapturedOutput output, Runnable cut) throws Exception {
    Sources sources = new Sources(name);
    long queued;
    try (sources) {
      sources.awaitMore("queue", 5);
      sources.awaitMore("http", 5);
      cut.run();
      await("not ready").atMost(PATIENCE).until(() -> readiness().startsWith("503"));
      await("an answer nevertheless").atMost(ANSWER).until(() -> sources.statuses.contains(503));
      sources.awaitMore("queue", 5);
      queued = broker.depth("dromedary.events");
      assertThat(hub.get("/api/notifications").statusCode()).isEqualTo(503);

      database.mend();
      hub.awaitReady();
      sources.awaitMore("queue", 5);
      sources.awaitMore("http", 5);
    }
    sources.thenAllIsTold();
    assertThat(queued).isPositive();
    assertThat(Duration.ofNanos(sources.slowest)).isLessThan(ANSWER);
    assertThat(sources.statuses).isSubsetOf(200, 202, 503);
    assertThat(sources.otherwise)
        .containsExactly("application/problem+json 5 https://dromedary.io/problems/unavailable");
    assertThat(complaints(output))
        .hasSizeLessThanOrEqualTo(6)
        .anySatisfy(
            line -> assertThat(line).contains("127.0.0.1:" + database.port(), "SPRING_DATASOURCE"));
  }
}
