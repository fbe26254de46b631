package io.dromedary.samples;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.testing.Databases;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(OutputCaptureExtension.class)
class SampleSystemsTest {

  private static final String SECRET = "whsec_of_the_test";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);

  private final DataSource database = Databases.h2();
  private final BrokerService broker = new BrokerService();
  private final ActiveMQConnectionFactory connections =
      new ActiveMQConnectionFactory("vm://samples-test?create=false");
  @TempDir private Path data;

  @BeforeEach
  void startBroker() throws Exception {
    broker.setBrokerName("samples-test");
    broker.setPersistent(false);
    broker.setUseJmx(false);
    broker.start();
  }

  @AfterEach
  void stopBroker() throws Exception {
    broker.stop();
  }

  @Test
  void waitsForTheHubAndThenPlaysARound(CapturedOutput log) throws Exception {
    AtomicInteger looks = new AtomicInteger();
    try (FakeHub hub =
            new FakeHub(call -> isReadiness(call) && looks.incrementAndGet() < 3 ? 503 : 200);
        SampleSystems systems = systems(hub, false)) {
      systems.prepareTables();
      systems.start();
      await().untilAsserted(() -> assertThat(log).contains("invoice.overdue to /billing/webhook"));

      assertThat(looks.get()).isEqualTo(3);
      assertThat(paths(hub, "PUT", "/api/consents")).hasSize(9);
      assertThat(paths(hub, "POST", "/api/events")).hasSize(2);
      assertThat(paths(hub, "POST", "/billing/webhook")).hasSize(2);
      assertThat(paths(hub, "PUT", "/api/audiences/area/Musterstadt/members")).hasSize(1);
      assertThat(queued(ErpSystem.QUEUE)).hasSize(4);
      assertThat(queued(AirlineSystem.QUEUE)).hasSize(3);
      assertThat(new JdbcTemplate(database).queryForList("select id from booking_change"))
          .hasSize(1);
      assertThat(log).doesNotContain("the act failed");
    }
  }

  @Test
  void logsNothingAboutPeople(CapturedOutput log) throws Exception {
    try (FakeHub hub = new FakeHub(call -> isReadiness(call) ? 200 : 422);
        SampleSystems systems = systems(hub, false)) {
      systems.prepareTables();
      systems.start();
      await().untilAsserted(() -> assertThat(log).contains("Told to answer so").contains("AIDX"));
      await().untilAsserted(() -> assertThat(log).contains("sample billing: the act failed"));
      assertThat(log).doesNotContain("secret");
      for (Person person : Cast.load().people()) {
        assertThat(log)
            .doesNotContain(person.phone(), person.name(), person.support(), person.customer());
      }
    }
  }

  @Test
  void aRefusalIsToldOnceAndThePlayGoesOn(CapturedOutput log) throws Exception {
    try (FakeHub hub = new FakeHub(call -> isReadiness(call) ? 200 : 403);
        SampleSystems systems = systems(hub, true)) {
      systems.prepareTables();
      systems.start();
      await().until(() -> paths(hub, "POST", "/billing/webhook").size() > 4);
      assertThat(log.getOut().split("sample billing: the act failed", -1)).hasSize(2);
      assertThat(log).contains("POST /billing/webhook answered 403 (Told to answer so)");
    }
  }

  @Test
  void comesAgainWhileTheHubCannotStore() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (FakeHub hub =
        new FakeHub(
            call ->
                call.path().equals("/api/events") && attempts.incrementAndGet() == 1 ? 503 : 200)) {
      EventSender sender =
          new EventSender(new Hub(hub::url, "key", new Stop()), Run.beginning(CLOCK));
      sender.updateCase(Cast.load().person("K-1004"));
      assertThat(hub.calls).hasSize(2);
      assertThat(hub.calls.get(1)).isEqualTo(hub.calls.get(0));
      assertThat(hub.calls.get(0).type()).isEqualTo("application/cloudevents+json");
    }
  }

  @Test
  void everyDocumentIsFilledAndWellFormed(CapturedOutput log) throws Exception {
    try (FakeHub hub = new FakeHub(call -> 200);
        SampleSystems systems = systems(hub, true)) {
      systems.prepareTables();
      systems.start();
      await().until(() -> paths(hub, "POST", "/api/events").size() > 6);
      List<String> documents = new ArrayList<>();
      documents.addAll(queued(ErpSystem.QUEUE));
      documents.addAll(queued(AirlineSystem.QUEUE));
      documents.add(get(systems.feedUrl()));
      try (var files = Files.list(data.resolve("inbox/bank"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".xml")).toList()) {
          documents.add(Files.readString(file));
        }
      }
      assertThat(documents).hasSizeGreaterThan(10).allSatisfy(SampleSystemsTest::isWellFormed);
      assertThat(hub.calls)
          .allSatisfy(call -> assertThat(call.json().isMissingNode()).isFalse())
          .allSatisfy(call -> assertThat(call.body()).doesNotContain("${"));
    }
  }

  @Test
  void everyRunAndActTellsSomethingNew(CapturedOutput log) throws Exception {
    try (FakeHub hub = new FakeHub(call -> 200);
        SampleSystems systems = systems(hub, true)) {
      systems.prepareTables();
      systems.start();
      await().until(() -> paths(hub, "POST", "/billing/webhook").size() > 4);
      assertThat(hub.calls)
          .filteredOn(call -> call.json().has("id"))
          .extracting(call -> call.json().get("id").asText())
          .doesNotHaveDuplicates()
          .allMatch(id -> id.contains(Run.beginning(CLOCK).id()));
    }
  }

  @Test
  void aFlightThatIsLateEnoughIsFollowedByTheNext() throws Exception {
    try (FakeHub hub = new FakeHub(call -> 200)) {
      AirlineSystem airline =
          new AirlineSystem(
              new Queues(connections),
              new Hub(hub::url, null, new Stop()),
              Cast.load(),
              Run.beginning(CLOCK));
      String late = airline.plan().split(" ")[1];
      while (!airline.isClosed()) {
        airline.delay();
      }
      String next = airline.next().split(" ")[1];
      assertThat(next).isNotEqualTo(late);
      assertThat(hub.calls)
          .extracting(FakeHub.Call::path)
          .containsExactly("/api/audiences/flight/" + next.replace("/", "%2F") + "/members");
      assertThat(queued(AirlineSystem.QUEUE)).hasSize(7);
    }
  }

  @Test
  void theBillingSystemSignsWhatItSends(CapturedOutput log) throws Exception {
    try (FakeHub hub = new FakeHub(call -> 200)) {
      new BillingSystem(new Hub(hub::url, null, new Stop()), Run.beginning(CLOCK), SECRET, "Sample")
          .issue(Cast.load().person("K-1003"));
      FakeHub.Call call = hub.calls.get(0);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      long seconds = CLOCK.instant().getEpochSecond();
      byte[] sum = mac.doFinal((seconds + "." + call.body()).getBytes(StandardCharsets.UTF_8));
      assertThat(call.signature())
          .isEqualTo("t=%d,v1=%s".formatted(seconds, HexFormat.of().formatHex(sum)));
      assertThat(call.json().at("/data/object/due_date").asLong()).isEqualTo(seconds + 14 * 86_400);
    }
  }

  @Test
  void theFeedIsThereFromTheBeginning() throws Exception {
    try (FakeHub hub = new FakeHub(call -> 200);
        SampleSystems systems = systems(hub, false)) {
      assertThat(get(systems.feedUrl()))
          .contains("SituationPublication")
          .doesNotContain("<sit:situation ");
    }
  }

  @Test
  void closingEndsThePlayWithoutWaitingForAHubThatNeverComes() throws Exception {
    try (FakeHub hub = new FakeHub(call -> 503)) {
      SampleSystems systems = systems(hub, true);
      systems.start();
      systems.close();
      systems.close();
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("sample-systems");
    }
  }

  private SampleSystems systems(FakeHub hub, boolean loop) {
    return new SampleSystems(
        new SampleSettings(
            hub::url,
            null,
            connections,
            database,
            data,
            SECRET,
            "Sample & Co",
            CLOCK,
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            loop));
  }

  private static boolean isReadiness(FakeHub.Call call) {
    return call.path().equals("/actuator/health/readiness");
  }

  private static List<String> paths(FakeHub hub, String method, String path) {
    Map<String, List<String>> byMethod =
        hub.calls.stream()
            .collect(groupingBy(FakeHub.Call::method, mapping(FakeHub.Call::path, toList())));
    return byMethod.getOrDefault(method, List.of()).stream().filter(path::equals).toList();
  }

  /** Takes everything off a queue. */
  private List<String> queued(String queue) throws JMSException {
    List<String> texts = new ArrayList<>();
    try (JMSContext context = connections.createContext();
        JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
      Message message = consumer.receive(1000);
      while (message != null) {
        texts.add(((TextMessage) message).getText());
        message = consumer.receive(100);
      }
    }
    return texts;
  }

  private static String get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  private static void isWellFormed(String document) throws Exception {
    assertThat(document).doesNotContain("${");
    DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
    xml.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    xml.newDocumentBuilder()
        .parse(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
  }
}
