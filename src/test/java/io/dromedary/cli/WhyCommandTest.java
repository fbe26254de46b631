package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WhyCommandTest {

  private static final String NOTIFICATION =
      """
      {"id":"7","ref":"PAX-1","state":"SUPPRESSED","explanation":["not sent: the person never agreed to flights",
       "refused by consent: the person never agreed to flights"],
       "history":[{"state":"SUPPRESSED","at":"2026-11-20T09:00:00Z","detail":"no-consent"}]}
      """;

  private final List<String> requests = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String notification = NOTIFICATION;
  private HttpServer hub;

  @BeforeEach
  void openHub() throws IOException {
    hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hub.createContext(
        "/api/",
        exchange -> {
          String path = exchange.getRequestURI().getRawPath();
          requests.add(path + " " + exchange.getRequestHeaders().getFirst("Authorization"));
          String body =
              path.endsWith("/notifications/7")
                  ? notification
                  : path.contains("/events/") && path.endsWith("known")
                      ? "{\"notifications\":[{\"id\":\"7\"},{\"id\":\"7\"}]}"
                      : path.endsWith("refused")
                          ? "{\"status\":404,\"rejection\":{\"at\":\"2026-11-20T09:00:00Z\","
                              + "\"route\":\"api-events\",\"reason\":\"event-invalid\",\"faults\":"
                              + "[{\"pointer\":\"/type\",\"reason\":\"is missing\"}]}}"
                          : "{\"type\":\"unknown\",\"status\":404}";
          byte[] answer = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(body.contains("404") ? 404 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    hub.start();
  }

  @AfterEach
  void closeHub() {
    hub.stop(0);
  }

  private int why(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--url");
    all.add("http://127.0.0.1:" + hub.getAddress().getPort());
    return new CommandLine(new WhyCommand(Map.of("DROMEDARY_API_KEY", "key")))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void theAnswerStandsFirstThenTheRulesThenTheHistory() {
    assertThat(why("7")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "7  SUPPRESSED  for PAX-1",
            "  not sent: the person never agreed to flights",
            "    refused by consent: the person never agreed to flights",
            "    20 Nov 2026 09:00:00 UTC  SUPPRESSED  no-consent");
    assertThat(requests).containsExactly("/api/notifications/7 Bearer key");
  }

  @Test
  void whatWasDecidedTwiceStandsUnderTwoHeadings() {
    notification =
        """
        {"id":"7","state":"READ","explanation":["sent, delivered and read",
         "immediately before the send: consent: yes","at acceptance: consent: yes",
         "at acceptance: price: 1"],"history":[]}
        """;
    assertThat(why("7")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "7  READ",
            "  sent, delivered and read",
            "  immediately before the send:",
            "    consent: yes",
            "  at acceptance:",
            "    consent: yes",
            "    price: 1");
  }

  @Test
  void ofAnEventEveryNotificationIsExplainedWhateverItsSourceIsCalled() {
    assertThat(why("/erp/a b", "known")).isZero();
    assertThat(requests.get(0)).startsWith("/api/events/%2Ferp%2Fa%20b/known ");
    assertThat(requests).hasSize(3);
  }

  @Test
  void anEventThatWasRejectedIsExplainedByItsRejection() {
    assertThat(why("/erp", "refused")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "rejected at api-events on 20 Nov 2026 09:00:00 UTC: event-invalid",
            "    /type is missing");
    assertThat(requests).hasSize(1);
  }

  @Test
  void programsReadJson() {
    assertThat(why("7", "--json")).isZero();
    assertThat(out.toString()).startsWith("[").contains("\"explanation\"");
  }

  @Test
  void whatIsUnknownIsSaidAndCountsAsAFailure() {
    assertThat(why("8")).isEqualTo(1);
    assertThat(err.toString()).contains("There is no notification 8.");
    assertThat(why("/erp", "never")).isEqualTo(1);
    assertThat(err.toString()).contains("There is no event never of /erp.");
  }

  @Test
  void aHubThatDoesNotAnswerIsNamedWithWhatToDo() {
    hub.stop(0);
    assertThat(why("7")).isEqualTo(1);
    assertThat(err.toString()).contains("No hub answers at http://127.0.0.1:", "--url");
  }

  @Test
  void withoutAnIdTheUsageIsShown() {
    assertThat(new CommandLine(new WhyCommand(Map.of())).setErr(new PrintWriter(err)).execute())
        .isEqualTo(2);
  }
}
