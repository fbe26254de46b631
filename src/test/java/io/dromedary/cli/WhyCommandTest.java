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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WhyCommandTest {

  private static final String ID = "00000000-0000-4000-8000-000000000001";
  private static final String NOTIFICATION =
      """
      {"id":"%s","state":"DELIVERED","type":"flight.gate-changed","ref":"PAX-1",
       "event":{"source":"/ops","id":"e-1"},
       "explanation":["sent by template t in de","rule consent passed: agreed"],
       "attempts":[{"number":1,"startedAt":"2026-11-20T09:00:00Z","outcome":"ACCEPTED"}],
       "history":[{"state":"QUEUED","at":"2026-11-20T08:59:00Z","detail":null},
        {"state":"ACCEPTED","at":"2026-11-20T09:00:01Z","detail":"accepted"}]}
      """
          .formatted(ID);

  private final Map<String, String> answers = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private HttpServer server;

  @BeforeEach
  void openServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getRawPath();
          requests.add(path + " " + exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body =
              answers
                  .getOrDefault(path, "{\"detail\":\"It is not known.\"}")
                  .getBytes(StandardCharsets.UTF_8);
          boolean fine = answers.containsKey(path) && !new String(body).contains("\"rejection\"");
          exchange.sendResponseHeaders(fine ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void closeServer() {
    server.stop(0);
  }

  @Test
  void stateThenTheDecidingSentenceThenRulesAttemptsAndHistory() {
    answers.put("/api/notifications/" + ID, NOTIFICATION);

    assertThat(why(ID)).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "DELIVERED  flight.gate-changed  PAX-1  " + ID,
            "event e-1 of /ops",
            "sent by template t in de",
            "  rule consent passed: agreed",
            "attempts",
            "  1  2026-11-20T09:00:00Z  ACCEPTED",
            "history",
            "  2026-11-20T08:59:00Z  QUEUED",
            "  2026-11-20T09:00:01Z  ACCEPTED  accepted");
    assertThat(requests).containsExactly("/api/notifications/" + ID + " Bearer k");
  }

  @Test
  void anEventIsExplainedByAllItsNotifications() {
    answers.put(
        "/api/events/%2Fops/e%201",
        "{\"event\":{},\"fanOut\":{\"total\":3,\"decided\":3},\"notifications\":[{\"id\":\""
            + ID
            + "\"},{\"id\":\""
            + ID
            + "\"}]}");
    answers.put("/api/notifications/" + ID, NOTIFICATION);

    assertThat(why("/ops", "e 1")).isZero();
    assertThat(out.toString().lines().filter(line -> line.startsWith("DELIVERED"))).hasSize(2);
    assertThat(out.toString()).contains("first 2 of 3 recipients");
  }

  @Test
  void anEventThatWasRejectedIsExplainedByItsRejection() {
    answers.put(
        "/api/events/%2Fops/e-2",
        "{\"detail\":\"rejected at noon because it is not valid\",\"rejection\":{\"faults\":"
            + "[{\"pointer\":\"/type\",\"reason\":\"is missing\"}]}}");

    assertThat(why("/ops", "e-2")).isZero();
    assertThat(out.toString().lines())
        .containsExactly("rejected at noon because it is not valid", "  /type is missing");
  }

  @Test
  void whatNobodyKnowsIsAFinding() {
    assertThat(why(ID)).isOne();
    assertThat(why("/ops", "e-3")).isOne();
    assertThat(err.toString()).contains("It is not known.");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void jsonIsTheHubsOwn() {
    answers.put("/api/notifications/" + ID, NOTIFICATION);
    assertThat(why("--json", ID)).isZero();
    assertThat(out.toString()).startsWith("{").contains("\"explanation\"");
  }

  @Test
  void whatIsNoIdIsWrongUsage() {
    assertThat(why("nonsense")).isEqualTo(2);
    assertThat(why()).isEqualTo(2);
    assertThat(why("/ops", "e", "more")).isEqualTo(2);
    assertThat(requests).isEmpty();
  }

  @Test
  void withoutAHubItSaysWhatToDo() {
    server.stop(0);
    assertThat(why(ID)).isOne();
    assertThat(err.toString()).contains("No hub answers", "--url");
  }

  private int why(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--url");
    all.add("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    return new CommandLine(new WhyCommand(Map.of("DROMEDARY_API_KEY", "k")))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
