package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DryRunCommandTest {

  private static final String REPORT =
      """
      {"dryRun":true,"event":{"source":"/erp","id":"e-1"},"retracts":false,"repeat":false,
       "fanOut":{"total":101},"totals":[{"outcome":"send","reason":null,"count":100},
        {"outcome":"suppress","reason":"no-consent","count":1}],"cost":{"EUR":"5.50"},
       "recipients":[{"ref":"C-1","outcome":"send","reason":null,"template":"order_confirmed",
        "language":"de","explanation":["would be sent as soon as limits allow","consent: agreed"],
        "text":{"header":null,"body":"Ihre Bestellung\\n4711","footer":"Shop","buttons":["Stop"]}}]}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String body = REPORT;

  @TempDir private Path folder;

  @BeforeEach
  void openServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] answer = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void closeServer() {
    server.stop(0);
  }

  @Test
  void totalsCostAndEachRecipientAreShownWithTheirText() throws IOException {
    assertThat(dryRun(event())).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "event e-1 of /erp",
            "100 x send",
            "1 x suppress no-consent",
            "costs 5.50 EUR",
            "",
            "C-1  send  order_confirmed de",
            "  would be sent as soon as limits allow",
            "    consent: agreed",
            "  | Ihre Bestellung",
            "  | 4711",
            "  | Shop",
            "  | [Stop]",
            "The first 1 are shown.");
    assertThat(requests).containsExactly("/api/events?dryRun=true Bearer k {\"id\":\"e-1\"}");
  }

  @Test
  void aRepeatIsTold() throws IOException {
    body = "{\"event\":{},\"repeat\":true}";
    assertThat(dryRun(event())).isZero();
    assertThat(out.toString()).contains("accepted before");
  }

  @Test
  void whatWouldBeRefusedIsAFindingWithEveryFault() throws IOException {
    status = 422;
    body =
        "{\"detail\":\"One value is not acceptable.\",\"errors\":[{\"pointer\":\"/type\",\"reason\":\"is missing\"}]}";
    assertThat(dryRun(event())).isOne();
    assertThat(err.toString().lines())
        .containsExactly("One value is not acceptable.", "  /type is missing");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void programsReadJson() throws IOException {
    assertThat(dryRun(event(), "--json")).isZero();
    assertThat(out.toString()).startsWith("{").contains("\"dryRun\"");
  }

  @Test
  void aFileThatIsNotThereAndNoFileAtAll() {
    assertThat(dryRun(folder.resolve("none.json").toString())).isOne();
    assertThat(dryRun()).isEqualTo(2);
    assertThat(requests).isEmpty();
  }

  private String event() throws IOException {
    return Files.writeString(folder.resolve("event.json"), "{\"id\":\"e-1\"}").toString();
  }

  private int dryRun(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--url");
    all.add("http://127.0.0.1:" + server.getAddress().getPort());
    return new CommandLine(new DryRunCommand(Map.of("DROMEDARY_API_KEY", "k")))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
