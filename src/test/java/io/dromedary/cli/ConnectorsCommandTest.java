package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConnectorsCommandTest {

  private static final String FIXTURES = "src/test/resources/fixtures/";
  private static final String GATES = FIXTURES + "airline/gate-changed/";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void statesAreRememberedFromFileToFile() throws Exception {
    int exit = run("run", "airline-operations", GATES + "1-first.xml", GATES + "3-other-gate.xml");
    assertThat(exit).isZero();
    List<JsonNode> lines = lines();
    assertThat(lines.get(0).toString())
        .isEqualTo(
            "{\"silent\":\"baseline\",\"file\":\""
                + GATES
                + "1-first.xml\",\"position\":\"FlightLeg[1]\"}");
    assertThat(lines.get(1).at("/data/oldGate").asText()).isEqualTo("B7");
    assertThat(lines.get(1).path("specversion").asText()).isEqualTo("1.0");
    assertThat(lines.get(1).has("position")).isFalse();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theNameMayHaveItsEndingAndTheDirectoryBeAbsolute() {
    String directory = Path.of("connectors").toAbsolutePath().toString();
    assertThat(
            run(
                "run",
                "erp-orders-source",
                "--connectors-dir",
                directory,
                FIXTURES + "erp/accepted/response.xml"))
        .isZero();
    assertThat(out.toString()).contains("order.confirmed");
  }

  @Test
  void nowIsWhatTheCallerSays() {
    String feed = FIXTURES + "traffic/new-version/3-version-2.xml";
    assertThat(run("run", "traffic-situations", feed, "--at", "2026-11-20T08:59:59Z")).isZero();
    assertThat(out.toString()).contains("traffic.alert");
    assertThat(run("run", "traffic-situations", feed, "--at", "2026-11-20T09:00:01Z")).isZero();
    assertThat(out.toString()).contains("\"silent\":\"ended\"");
  }

  @Test
  void aPropertyCanBeSet() throws Exception {
    String feed = FIXTURES + "traffic/version-3/feed.xml";
    assertThat(run("run", "traffic-situations", "--property", "area=Zwolle", feed)).isZero();
    assertThat(lines().get(0).at("/data/audience/key").asText()).isEqualTo("Zwolle");
  }

  @Test
  void aFileThatCannotBeReadDoesNotStopTheOthers() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.xml"), "<a>\n\n<b></a>");
    Path other = Files.writeString(folder.resolve("other.xml"), "<Invoice/>");
    int exit =
        run(
            "run",
            "erp-orders",
            broken.toString(),
            folder.resolve("missing.xml").toString(),
            other.toString(),
            FIXTURES + "erp/refused/response.xml");
    assertThat(exit).isEqualTo(1);
    assertThat(lines()).hasSize(1);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(broken + ":3: ").contains("no well-formed XML"),
            line -> assertThat(line).contains("missing.xml: ").contains("cannot be read"),
            line -> assertThat(line).startsWith(other + ": ").contains("but a Invoice"));
  }

  @Test
  void usageIsExplained() {
    assertThat(run("run", "nothing", "x.xml")).isEqualTo(2);
    assertThat(err.toString()).contains("airline-operations-source", "traffic-situations-source");
    assertThat(run("run", "erp-orders")).isEqualTo(2);
    assertThat(run("run", "erp-orders", "--at", "noon", "x.xml")).isEqualTo(2);
    assertThat(run("run", "erp-orders", "--property", "nothing=1", "x.xml")).isEqualTo(2);
    assertThat(err.toString()).contains("has no property nothing", "sourceUri");
    assertThat(run()).isEqualTo(2);
    assertThat(run("run", "--help")).isZero();
  }

  @Test
  void aMissingDirectoryIsSaid() {
    assertThat(run("list", "--connectors-dir", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("none");
  }

  @Test
  void connectorsAreListedForPeopleAndMachines() throws Exception {
    assertThat(run("list")).isZero();
    assertThat(out.toString()).contains("bank-payments-source  (Files in a folder)");
    out.getBuffer().setLength(0);
    assertThat(run("list", "--json")).isZero();
    JsonNode list = new JsonMapper().readTree(out.toString());
    assertThat(list).hasSizeGreaterThanOrEqualTo(6);
    assertThat(list.get(0).path("eventTypes")).isNotEmpty();
    for (String member : List.of("name", "title", "description", "transport")) {
      assertThat(list.get(0).path(member).asText()).as(member).isNotBlank();
    }
  }

  private int run(String... arguments) {
    return new CommandLine(new ConnectorsCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private List<JsonNode> lines() throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString().split("\n")) {
      lines.add(new JsonMapper().readTree(line));
    }
    return lines;
  }
}
