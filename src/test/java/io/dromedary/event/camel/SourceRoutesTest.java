package io.dromedary.event.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.event.InMemorySubjectStates;
import io.dromedary.testing.Databases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

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
                useOriginalBody: "true"
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
    camel
        .getRegistry()
        .bind("changes", new Changes(new InMemorySubjectStates(), Clock.systemUTC()));
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

  private void start(String route) throws Exception {
    camel.getPropertiesComponent().setOverrideProperties(settings);
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            ResourceHelper.fromString("hub.camel.yaml", HUB),
            PluginHelper.getResourceLoader(camel)
                .resolveResource("file:routes/sources/" + route + ".camel.yaml"));
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
    final AtomicReference<String> failsFor = new AtomicReference<>("");

    public void accept(JsonNode item) {
      String refused = failsFor.get();
      if (!refused.isEmpty() && item.toString().contains(refused)) {
        throw new IllegalStateException("the database is down");
      }
      accepted.add(item);
    }

    public void setAside(Exchange exchange) {
      aside.add(exchange.getMessage().getBody(String.class));
    }

    JsonNode next() {
      await().until(() -> !accepted.isEmpty());
      return accepted.remove(0);
    }
  }
}
