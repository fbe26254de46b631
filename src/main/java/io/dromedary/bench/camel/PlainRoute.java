package io.dromedary.bench.camel;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * What a team writes in an afternoon: a message of the queue becomes a row and a request, and the
 * answer goes into the row, each with a commit of its own. It knows neither consent nor window nor
 * limits, tells twice after a crash, and takes no statuses. It is there to be measured against.
 */
public final class PlainRoute extends RouteBuilder {

  private static final int CONSUMERS = 20;

  private final String cloud;

  private PlainRoute(String cloud) {
    this.cloud = cloud;
  }

  /**
   * Runs until the process ends, with a broker of its own; reads the same settings as a hub.
   *
   * @param settings of the environment: server and broker port, data folder, database, Cloud API
   */
  public static void run(Map<String, String> settings) throws Exception {
    BrokerService broker = broker(settings);
    broker.start();
    CamelContext camel = new DefaultCamelContext();
    camel.getRegistry().bind("dataSource", database(settings));
    camel.addComponent("jms", jms(settings));
    camel.start();
    try (ProducerTemplate once = camel.createProducerTemplate()) {
      once.sendBody(
          "sql:create table plain_message (id varchar primary key, recipient varchar,"
              + " order_id varchar, state varchar, wamid varchar)",
          "");
    }
    camel.addRoutes(new PlainRoute(required(settings, "WHATSAPP_BASE_URL")));
    sayReady(Integer.parseInt(required(settings, "SERVER_PORT")));
    new CountDownLatch(1).await();
  }

  private static String required(Map<String, String> settings, String name) {
    return Objects.requireNonNull(settings.get(name), name);
  }

  private static BrokerService broker(Map<String, String> settings) throws Exception {
    Path folder =
        Path.of(required(settings, "DROMEDARY_DATA_DIR")).toAbsolutePath().resolve("broker");
    KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
    store.setDirectory(folder.toFile());
    BrokerService broker = new BrokerService();
    broker.setUseJmx(false);
    broker.setPersistenceAdapter(store);
    broker.addConnector(brokerUrl(settings));
    return broker;
  }

  private static String brokerUrl(Map<String, String> settings) {
    return "tcp://127.0.0.1:" + required(settings, "DROMEDARY_BROKER_PORT");
  }

  private static HikariDataSource database(Map<String, String> settings) {
    HikariDataSource database = new HikariDataSource();
    database.setJdbcUrl(
        settings.getOrDefault(
            "SPRING_DATASOURCE_URL",
            "jdbc:h2:file:"
                + Path.of(required(settings, "DROMEDARY_DATA_DIR"))
                    .toAbsolutePath()
                    .resolve("plain")));
    database.setUsername(settings.getOrDefault("SPRING_DATASOURCE_USERNAME", "sa"));
    database.setPassword(settings.getOrDefault("SPRING_DATASOURCE_PASSWORD", ""));
    database.setMaximumPoolSize(CONSUMERS);
    return database;
  }

  private static JmsComponent jms(Map<String, String> settings) {
    JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
    pool.setConnectionFactory(new ActiveMQConnectionFactory(brokerUrl(settings)));
    JmsComponent jms = JmsComponent.jmsComponentTransacted(pool);
    jms.setConcurrentConsumers(CONSUMERS);
    return jms;
  }

  /** Where a hub would say that it is ready. */
  private static void sayReady(int port) throws java.io.IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @Override
  public void configure() {
    from("jms:queue:dromedary.events")
        .unmarshal()
        .json()
        .setProperty("id", simple("${body[id]}"))
        .setProperty("order", simple("${body[data][orderId]}"))
        .setProperty("phone", simple("${body[data][recipient][phone]}"))
        .to(
            "sql:insert into plain_message (id, recipient, order_id, state) values"
                + " (:#${exchangeProperty.id}, :#${exchangeProperty.phone},"
                + " :#${exchangeProperty.order}, 'NEW')")
        .setBody(
            simple(
                """
                {"messaging_product":"whatsapp","to":"${exchangeProperty.phone}","type":"template",
                 "biz_opaque_callback_data":"${exchangeProperty.id}",
                 "template":{"name":"order_confirmed","language":{"code":"en"},"components":[
                  {"type":"body","parameters":[{"type":"text","text":"${exchangeProperty.order}"}]}]}}
                """))
        .setHeader(Exchange.HTTP_METHOD, constant("POST"))
        .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
        .setHeader("Authorization", constant("Bearer bench"))
        .to(cloud + "/1/messages")
        .unmarshal()
        .json()
        .setProperty("wamid", simple("${body[messages][0][id]}"))
        .to(
            "sql:update plain_message set state = 'ACCEPTED', wamid = :#${exchangeProperty.wamid}"
                + " where id = :#${exchangeProperty.id}");
  }
}
