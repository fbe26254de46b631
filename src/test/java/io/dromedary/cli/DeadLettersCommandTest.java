package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DeadLettersCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Set<String> dead = new HashSet<>(List.of("d-1", "d-2"));
  private HttpServer hub;

  @BeforeEach
  void openHub() throws IOException {
    hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hub.createContext("/api/notifications", this::answer);
    hub.start();
  }

  @AfterEach
  void closeHub() {
    hub.stop(0);
  }

  /** Two dead ones, on two pages, and a failed one. */
  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString().replace("/api/notifications", "");
    int status = 200;
    String body;
    if (path.endsWith("/retry")) {
      String id = path.split("/")[1];
      status = dead.remove(id) ? 200 : id.equals("unknown") ? 404 : 409;
      body =
          status == 200
              ? "{\"id\":\"" + id + "\",\"state\":\"QUEUED\"}"
              : "{\"status\":" + status + ",\"detail\":\"It is DELIVERED.\"}";
    } else if (path.startsWith("?state=DEAD")) {
      body =
          path.contains("cursor=two")
              ? "{\"notifications\":["
                  + (dead.contains("d-2") ? "{\"id\":\"d-2\"}" : "")
                  + "],\"cursor\":null}"
              : "{\"notifications\":["
                  + (dead.contains("d-1") ? "{\"id\":\"d-1\"}" : "")
                  + "],\"cursor\":\"two\"}";
    } else if (path.startsWith("?state=FAILED")) {
      body = "{\"notifications\":[{\"id\":\"f-1\"}],\"cursor\":null}";
    } else {
      String id = path.substring(1);
      body =
          """
          {"id":"%s","state":"%s","updatedAt":"2026-11-20T09:00:00Z",
           "deadline":"2026-11-21T09:00:00Z","type":"invoice.issued",
           "event":{"source":"/billing","id":"e-%s"},"attempts":[{},{}],
           "explanation":["not sent: it needs a person (error-131016)"]}
          """
              .formatted(id, id.startsWith("d") ? "DEAD" : "FAILED", id);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--url");
    all.add("http://127.0.0.1:" + hub.getAddress().getPort());
    return new CommandLine(new DeadLettersCommand(Map.of()))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void eachDeadOneTellsReasonAttemptsAndItsEvent() {
    assertThat(run("list")).isEqualTo(1);
    assertThat(out.toString().lines())
        .startsWith(
            "d-1  DEAD  20 Nov 2026 09:00:00 UTC  after 2 attempts",
            "    invoice.issued, event e-d-1 of /billing, deadline 21 Nov 2026 09:00:00 UTC",
            "    not sent: it needs a person (error-131016)")
        .endsWith("2 found; why ID tells more, dead-letters replay ID tries again");
  }

  @Test
  void failedOnesAreListedOnRequest() {
    assertThat(run("list", "--failed", "--json")).isEqualTo(1);
    assertThat(out.toString()).contains("\"d-1\"", "\"d-2\"", "\"f-1\"");
  }

  @Test
  void noMoreAreShownThanAskedFor() {
    assertThat(run("list", "--most", "1")).isEqualTo(1);
    assertThat(out.toString()).contains("d-1").doesNotContain("d-2");
    assertThat(run("list", "--most", "0")).isEqualTo(2);
  }

  @Test
  void whenNothingIsDeadThatIsSaid() {
    dead.clear();
    assertThat(run("list")).isZero();
    assertThat(out).hasToString("nothing needs a person" + System.lineSeparator());
  }

  @Test
  void whatIsReplayedIsDeadNoMoreAndWhatCannotBeIsNamed() {
    assertThat(run("replay", "d-1", "d-2")).isZero();
    assertThat(out).hasToString("2 of 2 are queued again" + System.lineSeparator());

    assertThat(run("replay", "d-1", "unknown")).isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly("d-1: It is DELIVERED.", "unknown: There is no such notification.");
  }

  @Test
  void withoutAHubThatIsSaid() {
    int status =
        new CommandLine(new DeadLettersCommand(Map.of()))
            .setErr(new PrintWriter(err))
            .execute("list", "--url", "http://127.0.0.1:1");
    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).contains("No hub answers at http://127.0.0.1:1");
  }

  @Test
  void aSubcommandIsExpected() {
    assertThat(
            new CommandLine(new DeadLettersCommand(Map.of()))
                .setErr(new PrintWriter(err))
                .execute())
        .isEqualTo(2);
  }
}
