package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.dromedary.template.Fixtures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TemplatesCommandTest {

  private final List<String> requests = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private HttpServer server;

  @BeforeEach
  void openServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String line = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
          requests.add(line + " " + exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] answer = answer(line).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    environment.put("WHATSAPP_BASE_URL", address() + "/v25.0");
    environment.put("WHATSAPP_BUSINESS_ACCOUNT_ID", "1");
    environment.put("WHATSAPP_ACCESS_TOKEN", "t");
    environment.put("DROMEDARY_TEMPLATES_DIR", Fixtures.FOLDER.resolve("small").toString());
  }

  private static String answer(String line) {
    return switch (line) {
      case "GET /api/templates" ->
          "{\"templates\":[{\"name\":\"a\",\"language\":\"en\",\"status\":\"APPROVED\"},"
              + "{\"name\":\"b\",\"language\":\"en\",\"status\":\"APPROVED\","
              + "\"category\":\"UTILITY\",\"driftedAt\":\"2026-11-20T09:00:00Z\"}]}";
      case "POST /api/templates/a/en/confirm" ->
          "{\"name\":\"a\",\"language\":\"en\",\"status\":\"APPROVED\","
              + "\"declaredCategory\":\"UTILITY\"}";
      case "POST /api/templates/submit", "POST /api/templates/sync" -> "{\"clean\":false}";
      case "GET /v25.0/1/message_templates" ->
          "{\"data\":[{\"id\":\"9\",\"name\":\"payment_status\",\"language\":\"de\","
              + "\"status\":\"APPROVED\",\"category\":\"UTILITY\"}]}";
      default -> "{\"id\":\"10\",\"status\":\"PENDING\",\"category\":\"UTILITY\"}";
    };
  }

  @AfterEach
  void closeServer() {
    server.stop(0);
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private int run(String... arguments) {
    Clock clock = Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
    return new CommandLine(new TemplatesCommand(environment, clock))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void withoutASubcommandItIsUsedWrongly() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("paint")).isEqualTo(2);
    assertThat(run("--help")).isZero();
  }

  @Test
  void withoutEnvironmentItSaysWhatToSet() {
    environment.remove("WHATSAPP_ACCESS_TOKEN");

    assertThat(run("list")).isEqualTo(2);
    assertThat(err.toString()).contains("WHATSAPP_ACCESS_TOKEN").contains("--url");
  }

  @Test
  void theAccountIsListed() {
    assertThat(run("list")).isZero();
    assertThat(out.toString())
        .contains("payment_status/de  APPROVED  UTILITY")
        .contains("payment_status/en  NOT_SUBMITTED");
  }

  @Test
  void syncReportsWhatIsMissingAsFindings() throws IOException {
    assertThat(run("sync", "--json")).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(out.toString()).path("waiting")).hasSize(8);
    assertThat(requests).hasSize(1);
  }

  @Test
  void submitCreatesWhatIsMissing() {
    assertThat(run("submit")).isEqualTo(1);
    assertThat(out.toString()).contains("submitted: 6").contains("withheld: 2").contains("app id");
    assertThat(requests).hasSize(7).allMatch(line -> line.endsWith("Bearer t"));
  }

  @Test
  void aRunningHubIsAsked() {
    assertThat(run("list", "--url", address() + "/", "--key", "k")).isZero();
    assertThat(run("submit", "--url", address(), "--key", "k")).isEqualTo(1);
    assertThat(run("sync", "--url", address(), "--key", "k")).isEqualTo(1);

    assertThat(run("confirm", "a", "en", "--url", address(), "--key", "k")).isZero();

    assertThat(out.toString())
        .contains("a/en  APPROVED")
        .contains("b/en  APPROVED  UTILITY")
        .contains("stopped since 2026-11-20T09:00:00Z");
    assertThat(requests)
        .containsExactly(
            "GET /api/templates Bearer k",
            "POST /api/templates/submit Bearer k",
            "POST /api/templates/sync Bearer k",
            "POST /api/templates/a/en/confirm Bearer k");
  }

  @Test
  void onlyARunningHubConfirms() {
    assertThat(run("confirm", "a", "en")).isEqualTo(2);
    assertThat(err.toString()).contains("--url");
  }

  @Test
  void anUnreachableHubIsAFailure() {
    server.stop(0);

    assertThat(run("list", "--url", address())).isEqualTo(1);
    assertThat(err.toString()).contains("NOT_CONNECTED");
  }
}
