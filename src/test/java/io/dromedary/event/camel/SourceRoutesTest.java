package io.dromedary.event.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.dromedary.event.InMemorySubjectStates;
import io.dromedary.testing.Databases;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.util.ErrorHandler;

/** The real routes and Kamelets between real transports and a stand-in for the hub's intake. */
class SourceRoutesTest {

  private static final String HUB =
      """
      - routeConfiguration:
          id: set-aside-what-cannot-be-read
          onException:
            - onException:
                exception: [io.dromedary.event.camel.UnreadableMessageException]
                handled: { constant: "true" }
                steps:
                  - bean: { ref: hub, method: setAside }
      - route:
          id: source-item
          from:
            uri: direct:source-item
            steps:
              - bean: { ref: hub, method: accept }
      """;

  @TempDir Path folder;

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Hub hub = new Hub();
  private final Properties settings = new Properties();
  private final DataSource database = Databases.h2();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final ActiveMQConnectionFactory broker =
      new ActiveMQConnectionFactory(
          "vm://sources-"
              + System.identityHashCode(this)
              + "?broker.persistent=false&broker.useJmx=false");

  @BeforeEach
  void prepare() {
    jdbc.execute(
        "create table erp_customer (customer_no varchar(40), phone varchar(40), name varchar(80),"
            + " locale varchar(20), zone varchar(40))");
    jdbc.execute(
        "create table bank_payment (end_to_end_id varchar(40), message_id varchar(40),"
            + " payment_info_id varchar(40), amount decimal(18, 2), currency varchar(3),"
            + " creditor varchar(80), phone varchar(40), name varchar(80), locale varchar(20),"
            + " zone varchar(40))");
    jdbc.execute(
        "create table booking_change (id bigint primary key, booking_no varchar(40), what"
            + " varchar(20), place varchar(80), starts_at timestamp with time zone, old_value"
            + " varchar(80), new_value varchar(80), document_url varchar(200), phone varchar(40),"
            + " name varchar(80), locale varchar(20), zone varchar(40), changed_at timestamp with"
            + " time zone, sent_at timestamp with time zone)");
    broker.getRedeliveryPolicy().setInitialRedeliveryDelay(50);
    broker.getRedeliveryPolicy().setRedeliveryDelay(50);
    JmsComponent jms = JmsComponent.jmsComponent(broker);
    camel.disableJMX();
    camel.addComponent("jms", jms);
    KameletComponent kamelets = new KameletComponent();
    kamelets.setLocation("file:connectors");
    camel.addComponent("kamelet", kamelets);
    Map.of("erp", database, "booking", database, "bank", database)
        .forEach((name, source) -> camel.getRegistry().bind(name, source));
    camel.getRegistry().bind("hub", hub);
    camel.getRegistry().bind("items", new Items());
    camel.getRegistry().bind("lookup", new Lookup());
    camel.getRegistry().bind("feed", new Feed());
    camel.getRegistry().bind("quietPolls", new QuietPolls());
    camel.getRegistry().bind("jmsFailures", (ErrorHandler) failure -> {});
    camel.getRegistry().bind("sourceDatabases", new OneDatabase());
    camel
        .getRegistry()
        .bind("required", new SpringTransactionPolicy(new DataSourceTransactionManager(database)));
    camel
        .getRegistry()
        .bind("changes", new Changes(new InMemorySubjectStates(), Clock.systemUTC()));
    camel.getRegistry().bind("background", new NoBackgroundWorkFails());
    settings.put("dromedary.connectors-dir", "connectors");
    settings.put("dromedary.data-dir", folder.toString());
    settings.put("dromedary.sources.booking.period", "100");
    settings.put("dromedary.sources.bank.period", "100");
    settings.put("dromedary.sources.bank.settle", "100");
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void anAcceptedOrderIsToldToTheCustomerThatTheErpKnows() throws Exception {
    jdbc.update(
        "insert into erp_customer values ('C-1001', '+4915112345678', 'Ada', 'de-DE', 'Europe/Berlin')");
    start("erp-orders");
    send("erp.order-responses", fixture("erp/accepted/response.xml"));
    JsonNode event = hub.next();
    assertThat(event.at("/data/recipient/phone").asText()).isEqualTo("+4915112345678");
    assertThat(event.at("/data/recipient/ref").asText()).isEqualTo("C-1001");
    assertThat(event.at("/data/audience").isMissingNode()).isTrue();
  }

  @Test
  void whatTheErpDoesNotKnowKeepsItsKeyAndASilenceIsHandedOnToo() throws Exception {
    start("erp-orders");
    send("erp.order-responses", fixture("erp/accepted/response.xml"));
    assertThat(hub.next().at("/data/audience/key").asText()).isEqualTo("C-1001");
    send("erp.order-responses", fixture("erp/refused/response.xml"));
    assertThat(hub.next().path("silent").asText()).isEqualTo("refused");
  }

  @Test
  void aMessageThatCannotBeReadIsSetAsideUnchangedAndTheNextOneIsRead() throws Exception {
    start("erp-orders");
    send("erp.order-responses", "<Invoice>4711</Invoice>");
    send("erp.order-responses", "<!DOCTYPE a SYSTEM \"file:///etc/hostname\"><a/>");
    send("erp.order-responses", fixture("erp/refused/response.xml"));
    assertThat(hub.next().path("silent").asText()).isEqualTo("refused");
    assertThat(hub.aside)
        .containsExactly(
            "<Invoice>4711</Invoice>", "<!DOCTYPE a SYSTEM \"file:///etc/hostname\"><a/>");
    assertThat(hub.reasons)
        .allSatisfy(
            reason -> {
              assertThat(reason).isInstanceOf(UnreadableMessageException.class);
              assertThat(reason.getSuppressed()).isEmpty();
            });
  }

  @Test
  void aMessageIsDeliveredAgainUntilTheHubCanStoreIt() throws Exception {
    hub.failsFor.set("PO-4711");
    start("erp-orders");
    send("erp.order-responses", fixture("erp/accepted/response.xml"));
    await().until(() -> hub.failures.get() >= 2);
    hub.failsFor.set("");
    assertThat(hub.next().path("type").asText()).isEqualTo("order.confirmed");
    assertThat(hub.aside).isEmpty();
  }

  @Test
  void eachLegOfAMessageIsAnItem() throws Exception {
    start("airline-operations");
    send("aodb.flight-legs", fixture("airline/several-legs/message.xml"));
    assertThat(hub.next().at("/observation/subject").asText()).contains("XQ100");
    assertThat(hub.next().path("position").asText()).isEqualTo("FlightLeg[2]");
    hub.next();
    assertThat(hub.next().path("silent").asText()).isEqualTo("incomplete");
  }

  @Test
  void aRowIsMarkedAfterItsAcceptanceAndAFailingOneStopsNoOther() throws Exception {
    insertBooking(1, "B-1", "place");
    insertBooking(2, "B-2", "time");
    insertBooking(3, "B-3", "seat-map");
    insertBooking(4, null, "place");
    hub.failsFor.set("B-1");
    start("booking-changes");
    JsonNode event = hub.next();
    assertThat(event.at("/data/reservationId").asText()).isEqualTo("B-2");
    assertThat(event.at("/data/startsAt").asText()).startsWith("2026-12-01T");
    assertThat(OffsetDateTime.parse(event.at("/data/startsAt").asText()).toInstant())
        .isEqualTo("2026-12-01T17:30:00Z");
    assertThat(event.at("/data/recipient/phone").asText()).isEqualTo("+4915112345678");
    assertThat(hub.next().path("silent").asText()).isEqualTo("no-event-type");
    await().until(() -> unsent().equals(List.of(1L, 4L)));
    hub.failsFor.set("");
    assertThat(hub.next().at("/data/reservationId").asText()).isEqualTo("B-1");
    await().until(() -> unsent().equals(List.of(4L)));
  }

  @Test
  void aBankFileIsToldPaymentByPaymentAndMovedToDone() throws Exception {
    insertPayment("E-1", "OWN-FILE-7", "P-1", "+4915112345678");
    insertPayment("E-1", "ANOTHER-FILE", "P-1", "+4915112345679");
    start("bank-payments");
    drop("part.xml", fixture("bank/one-of-a-part-rejected/report.xml"));
    JsonNode event = hub.next();
    assertThat(event.at("/data/recipient/phone").asText()).isEqualTo("+4915112345678");
    assertThat(event.at("/data/amount/amount").asText()).isEqualTo("250.50");
    await().until(() -> Files.exists(inbox().resolve(".done/part.xml")));
    assertThat(inbox().resolve("part.xml")).doesNotExist();
  }

  @Test
  void theStatusOfAWholeFileIsToldForEachPaymentOfIt() throws Exception {
    insertPayment("E-1", "OWN-FILE-7", "P-1", "+4915112345678");
    insertPayment("E-2", "OWN-FILE-7", "P-2", "+4915112345679");
    insertPayment("E-3", "ANOTHER-FILE", "P-1", "+4915112345670");
    start("bank-payments");
    drop("rejected.xml", fixture("bank/file-rejected/report.xml"));
    assertThat(List.of(hub.next().path("subject").asText(), hub.next().path("subject").asText()))
        .containsExactlyInAnyOrder("E-1", "E-2");
    drop("block.xml", fixture("bank/block-rejected/report.xml"));
    JsonNode unknown = hub.next();
    assertThat(unknown.at("/data/audience/kind").asText()).isEqualTo("payment-block");
    assertThat(hub.accepted).isEmpty();
  }

  @Test
  void aBankFileThatCannotBeReadLiesInFailedWithANote() throws Exception {
    start("bank-payments");
    drop("broken.xml", "<Document>\n<Ada></Document>");
    Path note = inbox().resolve(".failed/broken.xml.reason.txt");
    await().until(() -> Files.exists(inbox().resolve(".failed/broken.xml")) && Files.exists(note));
    assertThat(note)
        .content()
        .contains("broken.xml", "line 2", "Have the sender")
        .doesNotContain("Ada");
    assertThat(inbox().resolve("broken.xml")).doesNotExist();
    drop("next.xml", fixture("bank/technical-acknowledgement/report.xml"));
    assertThat(hub.next().path("silent").asText()).isEqualTo("acknowledgement");
  }

  @Test
  void aBankFileStaysWhileTheHubCannotStoreIt() throws Exception {
    hub.failsFor.set("E-1");
    start("bank-payments");
    drop("later.xml", fixture("bank/broken-namespace/report.xml"));
    await().until(() -> hub.failures.get() >= 2);
    assertThat(inbox().resolve("later.xml")).exists();
    hub.failsFor.set("");
    hub.next();
    await().until(() -> Files.exists(inbox().resolve(".done/later.xml")));
    assertThat(inbox().resolve(".failed")).doesNotExist();
  }

  @Test
  void aPollThatFailsIsFollowedByTheNext() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    AtomicInteger polls = new AtomicInteger();
    byte[] feed = fixture("traffic/new-version/1-first.xml").getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/feed",
        exchange -> {
          int poll = polls.incrementAndGet();
          byte[] answer = poll == 2 ? "<html/>".getBytes(StandardCharsets.UTF_8) : feed;
          exchange.sendResponseHeaders(poll == 1 ? 503 : 200, poll == 1 ? -1 : answer.length);
          exchange.getResponseBody().write(poll == 1 ? new byte[0] : answer);
          exchange.close();
        });
    server.start();
    try {
      settings.put(
          "dromedary.sources.traffic.url",
          "http://127.0.0.1:" + server.getAddress().getPort() + "/feed?a=b&c=d");
      settings.put("dromedary.sources.traffic.period", "100");
      start("traffic-situations");
      assertThat(hub.next().at("/observation/subject").asText()).isEqualTo("S-1");
      assertThat(polls.get()).isGreaterThanOrEqualTo(3);
      assertThat(hub.aside).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void allSourcesRunTogether() throws Exception {
    settings.put("dromedary.sources.traffic.url", "http://127.0.0.1:1/");
    start(
        "erp-orders",
        "airline-operations",
        "booking-changes",
        "bank-payments",
        "traffic-situations",
        "subject-states");
    assertThat(camel.getRoutes().stream().filter(route -> !route.isCreatedByKamelet())).hasSize(9);
    assertThat(camel.getStatus().isStarted()).isTrue();
  }

  private void insertBooking(long id, String number, String what) {
    jdbc.update(
        "insert into booking_change (id, booking_no, what, place, starts_at, phone, changed_at)"
            + " values (?, ?, ?, 'Hall 4', '2026-12-01 18:30:00+01', '+4915112345678',"
            + " current_timestamp)",
        id,
        number,
        what);
  }

  private List<Long> unsent() {
    return jdbc.queryForList(
        "select id from booking_change where sent_at is null order by id", Long.class);
  }

  private void insertPayment(String id, String file, String block, String phone) {
    jdbc.update(
        "insert into bank_payment values (?, ?, ?, 12.5, 'EUR', 'Stadtwerke', ?, 'Ada', null, null)",
        id,
        file,
        block,
        phone);
  }

  private Path inbox() {
    return folder.resolve("inbox/bank");
  }

  private void drop(String name, String text) throws Exception {
    Files.createDirectories(inbox());
    Files.writeString(inbox().resolve(name), text);
  }

  private void start(String... routes) throws Exception {
    camel.getPropertiesComponent().setOverrideProperties(settings);
    List<Resource> files = new ArrayList<>();
    files.add(ResourceHelper.fromString("hub.camel.yaml", HUB));
    for (String route : routes) {
      files.add(
          PluginHelper.getResourceLoader(camel)
              .resolveResource("file:routes/sources/" + route + ".camel.yaml"));
    }
    PluginHelper.getRoutesLoader(camel).loadRoutes(files);
    camel.start();
  }

  private void send(String queue, String text) {
    camel.createProducerTemplate().sendBody("jms:queue:" + queue, text);
  }

  private static String fixture(String name) throws Exception {
    return Files.readString(Path.of("src/test/resources/fixtures").resolve(name));
  }

  /** Stands in for the hub: remembers what it accepts and what is set aside; fails on demand. */
  static final class Hub {
    final List<JsonNode> accepted = new CopyOnWriteArrayList<>();
    final List<String> aside = new CopyOnWriteArrayList<>();
    final List<Throwable> reasons = new CopyOnWriteArrayList<>();
    final AtomicReference<String> failsFor = new AtomicReference<>("");
    final AtomicInteger failures = new AtomicInteger();

    public void accept(JsonNode item) {
      String refused = failsFor.get();
      if (!refused.isEmpty() && item.toString().contains(refused)) {
        failures.incrementAndGet();
        throw new IllegalStateException("the database is down");
      }
      accepted.add(item);
    }

    public void setAside(Exchange exchange) {
      aside.add(exchange.getMessage().getBody(String.class));
      Throwable reason = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
      reasons.add(reason);
    }

    JsonNode next() {
      await().until(() -> !accepted.isEmpty());
      return accepted.remove(0);
    }
  }

  /** The tables stand in the hub's own database, as the sample systems' do. */
  public static final class OneDatabase {
    public boolean isTheHubs(String name) {
      return true;
    }
  }

  /** Public, as Camel wants it. */
  public static final class NoBackgroundWorkFails {
    public void failed(org.apache.camel.Exchange exchange) {
      throw new AssertionError(exchange.getFromRouteId());
    }
  }
}
