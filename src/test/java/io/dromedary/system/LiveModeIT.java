package io.dromedary.system;

import static io.dromedary.system.RunningHub.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.dromedary.testing.Databases;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jms.core.JmsTemplate;

/**
 * The jar with everything external: Cloud API, PostgreSQL, broker; set up by environment variables
 * alone.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveModeIT {

  private static final String NUMBER = "106540352242922";
  private static final String ACCOUNT = "102290129340398";
  private static final String TOKEN = "EAAtoken" + UUID.randomUUID();
  private static final String APP_SECRET = "secret" + UUID.randomUUID();
  private static final String VERIFY_TOKEN = "verify" + UUID.randomUUID();
  private static final String API_KEY = "key" + UUID.randomUUID();

  private static final String ADA = "+4915112345678";
  private static final String GRACE = "+4915112345679";
  private static final String NAME = "Ada Wolkenstein";

  private static final int SANDBOX_PORT = JarProcess.freePort();

  private static CloudApiStub cloudApi;
  private static BrokerService broker;
  private static ConnectionFactory queues;
  private static JarProcess hub;

  @BeforeAll
  static void start() throws Exception {
    cloudApi = new CloudApiStub(ACCOUNT, NUMBER, TOKEN);
    broker = new BrokerService();
    broker.setBrokerName("company");
    broker.setPersistent(false);
    broker.setUseJmx(false);
    broker.setUseShutdownHook(false);
    broker.addConnector("tcp://127.0.0.1:0");
    broker.start();
    broker.waitUntilStarted();
    String address = broker.getTransportConnectors().get(0).getPublishableConnectString();
    queues = new ActiveMQConnectionFactory(address);
    HikariDataSource database = (HikariDataSource) Databases.postgres();
    String url =
        database.getJdbcUrl().replaceFirst("[?].*", ""); // the user is a setting of its own
    database.close();
    hub =
        JarProcess.hub()
            .env("WHATSAPP_BASE_URL", cloudApi.baseUrl())
            .env("WHATSAPP_PHONE_NUMBER_ID", NUMBER)
            .env("WHATSAPP_BUSINESS_ACCOUNT_ID", ACCOUNT)
            .env("WHATSAPP_ACCESS_TOKEN", TOKEN)
            .env("WHATSAPP_APP_SECRET", APP_SECRET)
            .env("WHATSAPP_VERIFY_TOKEN", VERIFY_TOKEN)
            .env("DROMEDARY_API_KEY", API_KEY)
            .env("DROMEDARY_TEMPLATES_SUBMIT", "true")
            .env("DROMEDARY_SANDBOX_PORT", String.valueOf(SANDBOX_PORT))
            .without("DROMEDARY_SAMPLES")
            .without("DROMEDARY_BROKER_PORT")
            .env("SPRING_DATASOURCE_URL", url)
            .env("SPRING_DATASOURCE_USERNAME", "postgres")
            .env("SPRING_ACTIVEMQ_BROKER_URL", address)
            .start()
            .awaitReady();
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
    if (broker != null) {
      broker.stop();
    }
    if (cloudApi != null) {
      cloudApi.close();
    }
  }

  private static String order(String id) {
    return """
        {"specversion":"1.0","id":"%s","source":"/erp/live","type":"order.confirmed",
         "subject":"%s","datacontenttype":"application/json",
         "data":{"orderId":"4711","items":3,"total":{"amount":"1129.90","currency":"EUR"},
                 "recipient":{"phone":"%s","name":"%s","locale":"de-DE","ref":"C-1"}}}
        """
        .formatted(id, id, ADA, NAME);
  }

  private static String invoice(String id) {
    return """
        {"specversion":"1.0","id":"%s","source":"/billing/live","type":"invoice.issued",
         "subject":"%s","datacontenttype":"application/json",
         "data":{"invoiceId":"2027-0042","dueDate":"2027-03-30",
                 "amount":{"amount":"49.00","currency":"EUR"},
                 "recipient":{"phone":"%s","name":"%s","locale":"en-GB","ref":"C-2"}}}
        """
        .formatted(id, id, GRACE, NAME);
  }

  private static HttpResponse<String> call(String method, String path, String type, String body) {
    return hub.send(method, path, body, "Authorization", "Bearer " + API_KEY, "Content-Type", type);
  }

  private static JsonNode read(String path) {
    return hub.json(path, "Authorization", "Bearer " + API_KEY);
  }

  private static void consent(String phone) {
    HttpResponse<String> answer =
        call(
            "PUT",
            "/api/consents",
            "application/json",
            """
            {"person":{"phone":"%s"},"topics":["*"],"state":"granted","channel":"web",
             "wording":"I agree","wordingVersion":"1","business":"Company","evidence":"form 1"}
            """
                .formatted(phone));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** The one message of this notification. */
  private static JsonNode sent(String notification) {
    Awaitility.await("the message at the Cloud API")
        .atMost(RunningHub.PATIENCE)
        .until(() -> messagesOf(notification).size() == 1);
    return messagesOf(notification).get(0);
  }

  private static List<JsonNode> messagesOf(String notification) {
    return cloudApi.messages().stream()
        .filter(m -> m.path("biz_opaque_callback_data").asText().equals(notification))
        .toList();
  }

  private static JsonNode expected(String file, String notification) throws IOException {
    return json(
        Files.readString(Path.of("src/test/resources/fixtures/cloudapi", file), UTF_8)
            .replace("NOTIFICATION_ID", notification));
  }

  private static void awaitState(String notification, String state) {
    Awaitility.await(state)
        .atMost(RunningHub.PATIENCE)
        .until(
            () -> read("/api/notifications/" + notification).path("state").asText().equals(state));
  }

  private static String status(String notification, String wamid, String status) {
    return """
        {"object":"whatsapp_business_account","entry":[{"id":"%s","changes":[{"field":"messages",
         "value":{"messaging_product":"whatsapp",
          "metadata":{"display_phone_number":"15550783881","phone_number_id":"%s"},
          "statuses":[{"id":"%s","status":"%s","timestamp":"%d","recipient_id":"%s",
           "biz_opaque_callback_data":"%s",
           "pricing":{"billable":true,"pricing_model":"PMP","category":"utility",
            "type":"regular"}}]}}]}]}
        """
        .formatted(
            ACCOUNT,
            NUMBER,
            wamid,
            status,
            Instant.now().getEpochSecond(),
            ADA.substring(1),
            notification);
  }

  private static HttpResponse<String> webhook(String body, String secret)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    String signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    return hub.send(
        "POST",
        "/webhooks/whatsapp",
        body,
        "Content-Type",
        "application/json",
        "X-Hub-Signature-256",
        "sha256=" + signature);
  }

  @Test
  @Order(1)
  void nothingIsAnsweredWithoutTheKey() {
    String event = order(UUID.randomUUID().toString());
    String type = "application/cloudevents+json";

    assertThat(hub.send("POST", "/api/events", event, "Content-Type", type).statusCode())
        .isEqualTo(401);
    assertThat(
            hub.send(
                    "POST",
                    "/api/events",
                    event,
                    "Content-Type",
                    type,
                    "Authorization",
                    "Bearer another")
                .statusCode())
        .isEqualTo(401);
    assertThat(hub.get("/api/notifications").statusCode()).isEqualTo(401);
    assertThat(hub.get("/api/consents/" + ADA.replace("+", "%2B")).statusCode()).isEqualTo(401);
    assertThat(read("/api/notifications").path("notifications")).isEmpty();
  }

  @Test
  @Order(2)
  void templatesAreSubmittedAtThePaceThatThePlatformAllows() {
    Set<String> keys = new HashSet<>();
    for (JsonNode template : cloudApi.templates()) {
      keys.add(template.path("name").asText() + "/" + template.path("language").asText());
    }
    assertThat(cloudApi.templates()).hasSize(100);
    assertThat(keys).hasSize(100).contains("order_confirmed/de", "invoice_issued/en");
  }

  @Test
  @Order(3)
  void anEventOverHttpArrivesAtTheCloudApiAndItsStatusesComeBack() throws Exception {
    consent(ADA);
    HttpResponse<String> answer =
        call(
            "POST",
            "/api/events",
            "application/cloudevents+json",
            order(UUID.randomUUID().toString()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String notification = json(answer).path("notifications").path(0).path("id").asText();

    assertThat(sent(notification)).isEqualTo(expected("order-confirmed-de.json", notification));
    awaitState(notification, "ACCEPTED");
    String wamid = read("/api/notifications/" + notification).path("wamid").asText();
    assertThat(wamid).isEqualTo(CloudApiStub.wamid(1));

    String delivered = status(notification, wamid, "delivered");
    assertThat(webhook(delivered, "another").statusCode()).isEqualTo(401);
    assertThat(webhook(status(notification, wamid, "sent"), APP_SECRET).statusCode())
        .isEqualTo(200);
    awaitState(notification, "SENT");
    assertThat(webhook(delivered, APP_SECRET).statusCode()).isEqualTo(200);
    awaitState(notification, "DELIVERED");
    assertThat(read("/api/notifications/" + notification).path("history").findValuesAsText("state"))
        .containsExactly("QUEUED", "SENDING", "ACCEPTED", "SENT", "DELIVERED");
  }

  @Test
  @Order(4)
  void anEventOnTheCompanysBrokerArrivesAtTheCloudApi() throws Exception {
    consent(GRACE);
    String id = UUID.randomUUID().toString();
    new JmsTemplate(queues).convertAndSend("dromedary.events", invoice(id));
    Awaitility.await("the event from the queue")
        .atMost(RunningHub.PATIENCE)
        .until(() -> read("/api/events/%2Fbilling%2Flive/" + id).path("notifications").size() == 1);
    String notification =
        read("/api/events/%2Fbilling%2Flive/" + id)
            .path("notifications")
            .path(0)
            .path("id")
            .asText();

    assertThat(sent(notification)).isEqualTo(expected("invoice-issued-en.json", notification));
  }

  @Test
  @Order(5)
  void metasHandshakeIsAnsweredForTheRightTokenOnly() {
    String path =
        "/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";

    HttpResponse<String> right = hub.get(path + VERIFY_TOKEN);
    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(right.body()).isEqualTo("1158201444");
    HttpResponse<String> wrong = hub.get(path + "another");
    assertThat(wrong.statusCode()).isEqualTo(403);
    assertThat(wrong.body()).doesNotContain("1158201444");
  }

  @Test
  @Order(6)
  void neitherSandboxNorSampleSystemsRun() throws IOException {
    try (ServerSocket free =
        new ServerSocket(SANDBOX_PORT, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(free.isBound()).isTrue();
    }
    assertThat(read("/api/notifications").path("notifications")).hasSize(2);
    assertThat(cloudApi.messages()).hasSize(2);
    assertThat(cloudApi.surprises()).isEmpty();
    assertThat(hub.output())
        .contains("ready in live mode")
        .contains(cloudApi.baseUrl())
        .doesNotContainIgnoringCase("sandbox");
  }

  @Test
  @Order(7)
  void sigtermEndsItAndItsOutputTellsNothingPersonalOrSecret() {
    hub.terminate();
    assertThat(hub.awaitExit(Duration.ofSeconds(30))).isIn(143, 0);

    assertThat(cloudApi.templates()).hasSize(100);
    assertThat(hub.output())
        .doesNotContain(ADA.substring(3), GRACE.substring(3), NAME, "Wolkenstein")
        .doesNotContain(TOKEN, APP_SECRET, VERIFY_TOKEN, API_KEY)
        .doesNotContain("Exception");
  }
}
