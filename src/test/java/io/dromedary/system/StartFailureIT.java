package io.dromedary.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.dromedary.testing.Databases;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What an operator reads when a hub cannot start: what is wrong, where, and what to do. And what
 * does not keep it from starting.
 */
class StartFailureIT {

  private static final String TOKEN = "EAAtoken" + UUID.randomUUID();
  private static final String PASSWORD = "wrong" + UUID.randomUUID();
  private static final String BILLING_SECRET = "whsec_" + UUID.randomUUID();

  /** No more than two at a time: a start is work for every core. */
  private static final ExecutorService STARTS = Executors.newFixedThreadPool(2);

  private static final Map<String, Future<Ended>> ENDED = new ConcurrentHashMap<>();

  private static ServerSocket busy;
  private static int nobody;
  private static JarProcess degraded;

  /** A process that did not become a hub. */
  private record Ended(int code, String output) {

    /** Everything after the headline: what is wrong, and what to do. */
    String message() {
      int headline = output.indexOf("APPLICATION FAILED TO START");
      assertThat(headline).as(output).isNotNegative();
      return output.substring(headline);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    busy = new ServerSocket(0);
    nobody = JarProcess.freePort();
    degraded = degraded().start();
    String port = String.valueOf(busy.getLocalPort());
    String postgres = "jdbc:postgresql://127.0.0.1:" + nobody + "/hub";

    fails(
        "settings",
        JarProcess.hub()
            .env("WHATSAPP_ACCESS_TOKEN", TOKEN)
            .env("WHATSAPP_PHONE_NUMBER_ID", "106540352242922")
            .env("WHATSAPP_BUSINESS_ACCOUNT_ID", "102290129340398"));
    fails("server port", JarProcess.hub().env("SERVER_PORT", port));
    fails("broker port", JarProcess.hub().env("DROMEDARY_BROKER_PORT", port));
    fails("sandbox port", JarProcess.hub().env("DROMEDARY_SANDBOX_PORT", port));
    fails("database", JarProcess.hub().env("SPRING_DATASOURCE_URL", postgres));
    fails(
        "password",
        JarProcess.hub()
            .env("SPRING_DATASOURCE_URL", guarded())
            .env("SPRING_DATASOURCE_USERNAME", "guarded")
            .env("SPRING_DATASOURCE_PASSWORD", PASSWORD));
    fails("hub route that is no YAML", withHubRoute("- route: {id: mine, from: [\n"));
    fails("folder", JarProcess.hub().env("DROMEDARY_TEMPLATES_DIR", "/nowhere/tempaltes"));
    fails(
        "hub route to nowhere",
        withHubRoute(
            """
            - route:
                id: mine
                from:
                  uri: direct:mine
                  steps:
                    - to: no-such-component:there
            """));
    degraded.awaitReady();
    fails(
        "data folder",
        JarProcess.hub().env("DROMEDARY_DATA_DIR", degraded.data().toAbsolutePath().toString()));
  }

  @AfterAll
  static void stop() throws Exception {
    STARTS.shutdown();
    assertThat(STARTS.awaitTermination(JarProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    degraded.close();
    busy.close();
  }

  private static void fails(String name, JarProcess.Builder hub) {
    ENDED.put(
        name,
        STARTS.submit(
            () -> {
              try (JarProcess process = hub.start()) {
                return new Ended(process.awaitExit(JarProcess.PATIENCE), process.output());
              }
            }));
  }

  private static Ended ended(String name) throws Exception {
    Ended ended = ENDED.get(name).get();
    assertThat(ended.code()).as(ended.output()).isEqualTo(1);
    assertThat(ended.message()).contains("Description:", "Action:");
    return ended;
  }

  /** A database whose server asks this user for a password. */
  private static String guarded() throws IOException {
    try (HikariDataSource database = (HikariDataSource) Databases.postgres()) {
      JdbcTemplate sql = new JdbcTemplate(database);
      sql.execute("create role guarded login password 'right'");
      Path rules = Path.of(sql.queryForObject("show hba_file", String.class));
      Files.writeString(
          rules, "host all guarded all scram-sha-256\n" + Files.readString(rules, UTF_8), UTF_8);
      sql.queryForObject("select pg_reload_conf()", Boolean.class);
      String url = database.getJdbcUrl().replaceFirst("[?].*", ""); // it names a user
      Awaitility.await("the server asks for the password")
          .atMost(RunningHub.PATIENCE)
          .until(() -> refuses(url));
      return url;
    }
  }

  private static boolean refuses(String url) {
    try (var open = DriverManager.getConnection(url, "guarded", PASSWORD)) {
      return open == null;
    } catch (SQLException e) {
      return true;
    }
  }

  private static JarProcess.Builder withHubRoute(String content) throws IOException {
    Path routes = copy("routes");
    Files.writeString(routes.resolve("hub/mine.camel.yaml"), content, UTF_8);
    return JarProcess.hub().env("DROMEDARY_ROUTES_DIR", routes.toString());
  }

  /** One of the folders of the project, to be damaged. */
  private static Path copy(String folder) throws IOException {
    Path source = Path.of(folder);
    Path target = JarProcess.freshDirectory(folder);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(source.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    return target;
  }

  private static void damage(Path file, String part, String by) throws IOException {
    String content = Files.readString(file, UTF_8);
    assertThat(content).contains(part);
    Files.writeString(file, content.replace(part, by), UTF_8);
  }

  /** A hub with something broken of every kind that belongs to one system or one message only. */
  private static JarProcess.Builder degraded() throws IOException {
    Path routes = copy("routes");
    damage(
        routes.resolve("sources/erp-orders.camel.yaml"),
        "- to: direct:source-item",
        "- to: no-such-component:there");
    Path connectors = copy("connectors");
    Files.writeString(
        connectors.resolve("bank-payments-source.kamelet.yaml"), "kind: [Kamelet\n", UTF_8);
    Path templates = copy("templates");
    damage(templates.resolve("auction_won.yaml"), "category: utility", "category: useful");
    Files.writeString(templates.resolve("events/case.updated.schema.json"), "{\"type\":", UTF_8);
    return JarProcess.hub()
        .env("DROMEDARY_ROUTES_DIR", routes.toString())
        .env("DROMEDARY_CONNECTORS_DIR", connectors.toString())
        .env("DROMEDARY_TEMPLATES_DIR", templates.toString())
        .env("DROMEDARY_SANDBOX_INSTANTLY", "true")
        .args("--dromedary.sources.billing.signing-secret=" + BILLING_SECRET);
  }

  @Test
  void liveModeNamesExactlyTheSettingsThatAreMissing() throws Exception {
    Ended ended = ended("settings");
    assertThat(ended.message())
        .contains("missing", "WHATSAPP_APP_SECRET, WHATSAPP_VERIFY_TOKEN, DROMEDARY_API_KEY")
        .contains("unset WHATSAPP_ACCESS_TOKEN")
        .doesNotContain("WHATSAPP_PHONE_NUMBER_ID", "WHATSAPP_BUSINESS_ACCOUNT_ID");
    assertThat(ended.output()).doesNotContain(TOKEN);
  }

  @Test
  void aServerPortInUse() throws Exception {
    assertThat(ended("server port").message())
        .contains(String.valueOf(busy.getLocalPort()), "already in use", "SERVER_PORT");
  }

  @Test
  void aBrokerPortInUse() throws Exception {
    assertThat(ended("broker port").message())
        .contains(String.valueOf(busy.getLocalPort()), "broker", "DROMEDARY_BROKER_PORT");
  }

  @Test
  void aSandboxPortInUse() throws Exception {
    assertThat(ended("sandbox port").message())
        .contains(String.valueOf(busy.getLocalPort()), "sandbox", "DROMEDARY_SANDBOX_PORT");
  }

  @Test
  void aDatabaseThatIsNotThere() throws Exception {
    Ended ended = ended("database");
    assertThat(ended.message())
        .contains("cannot be reached", "127.0.0.1:" + nobody, "SPRING_DATASOURCE_URL");
  }

  @Test
  void aDatabaseThatRefusesThePassword() throws Exception {
    Ended ended = ended("password");
    assertThat(ended.message()).contains("password", "SPRING_DATASOURCE_PASSWORD");
    assertThat(ended.output()).doesNotContain(PASSWORD);
  }

  @Test
  void aHubRouteThatIsNoYaml() throws Exception {
    assertThat(ended("hub route that is no YAML").message())
        .contains("hub/mine.camel.yaml", "line 2", "Mend the file");
  }

  @Test
  void aHubRouteThatLeadsNowhere() throws Exception {
    assertThat(ended("hub route to nowhere").message())
        .contains("hub/mine.camel.yaml", "no-such-component", "Mend the file");
  }

  @Test
  void aFolderThatIsSetAndDoesNotExist() throws Exception {
    assertThat(ended("folder").message())
        .contains("/nowhere/tempaltes", "does not exist", "DROMEDARY_TEMPLATES_DIR");
  }

  @Test
  void aDataFolderThatAnotherHubUses() throws Exception {
    assertThat(ended("data folder").message())
        .contains("in use by another", "DROMEDARY_DATA_DIR", degraded.data().toString());
    assertThat(degraded.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsBrokenInOneSystemOrMessageIsNamedAndStopsNothingElse() throws Exception {
    List<String> broken =
        List.of(
            "erp-orders.camel.yaml",
            "no-such-component",
            "bank-payments.camel.yaml",
            "bank-payments-source.kamelet.yaml",
            "auction_won.yaml",
            "useful",
            "case.updated.schema.json");
    assertThat(degraded.output()).contains(broken);
    JsonNode health = degraded.json("/actuator/health").at("/components/hub/details");
    assertThat(health.path("brokenRouteFiles").toString()).contains(broken.subList(0, 4));
    assertThat(health.path("configurationProblems").toString())
        .contains(broken.subList(4, broken.size()));
  }

  @Test
  void theOtherSystemsAndMessagesGoOn() throws Exception {
    String invoice =
        Files.readString(
            Path.of("src/test/resources/fixtures/billing/invoice-issued/event.json"), UTF_8);
    long now = Instant.now().getEpochSecond();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(BILLING_SECRET.getBytes(UTF_8), "HmacSHA256"));
    String signature = HexFormat.of().formatHex(mac.doFinal((now + "." + invoice).getBytes(UTF_8)));
    HttpResponse<String> webhook =
        degraded.send(
            "POST",
            "/billing/webhook",
            invoice,
            "Content-Type",
            "application/json",
            "Stripe-Signature",
            "t=" + now + ",v1=" + signature);
    assertThat(webhook.statusCode()).as(webhook.body()).isEqualTo(200);
    assertThat(degraded.json("/api/events/billing/evt_demo_invoice-issued").path("notifications"))
        .hasSize(1);

    HttpResponse<String> order =
        degraded.send(
            "POST",
            "/api/events",
            """
            {"specversion":"1.0","id":"1","source":"/erp/test","type":"order.confirmed",
             "data":{"orderId":"4711","total":{"amount":"129.90","currency":"EUR"},
                     "recipient":{"phone":"+4915112345678","locale":"de-DE"}}}
            """,
            "Content-Type",
            "application/cloudevents+json");
    assertThat(order.statusCode()).as(order.body()).isEqualTo(202);
  }
}
