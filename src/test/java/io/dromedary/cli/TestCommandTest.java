package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import picocli.CommandLine;

/** Decision tests as their user runs them, with the delivered templates. */
class TestCommandTest {

  private static final Path SHOWN = Path.of("src/test/resources/testing");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String text = "";

  @BeforeEach
  void theTestOfThePaper() throws IOException {
    text = Files.readString(SHOWN.resolve("flight_gate_changed.test.yaml"));
  }

  private int run(String content, String... options) throws IOException {
    Path file = folder.resolve("flight_gate_changed.test.yaml");
    Files.writeString(file, content);
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(file.toString());
    return call(arguments.toArray(String[]::new));
  }

  private int call(String... arguments) {
    return new CommandLine(new TestCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private String wrong() {
    return text.replace("language: de\n", "language: en\n")
        .replace("consent-withdrawn", "no-consent");
  }

  @Test
  void whatHoldsExitsWithZero() throws IOException {
    assertThat(run(text)).as(out.toString()).isZero();
    assertThat(out.toString()).startsWith("2 tests, 0 failed, ");
  }

  @Test
  void whatDoesNotHoldIsShownWithFileLineDifferenceAndDecidingRule() throws IOException {
    assertThat(run(wrong())).isEqualTo(1);
    assertThat(out.toString().replace(folder + "/", ""))
        .startsWith(Files.readString(SHOWN.resolve("failed.txt")))
        .contains("2 tests, 2 failed, ");
  }

  @Test
  void aMisspeltKeyIsNamedWithItsLineAndNothingRuns() throws IOException {
    assertThat(run(text.replace("      language: de", "      langauge: de"))).isEqualTo(2);
    assertThat(err.toString()).contains(":23").contains("langauge means nothing here");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void onlyTestsWithTheNameRun() throws IOException {
    assertThat(run(text, "--name", "WITHDREW")).isZero();
    assertThat(out.toString()).startsWith("1 tests, 0 failed, ");
    assertThat(run(text, "--name", "nobody")).isEqualTo(2);
    assertThat(err.toString()).contains("no test with nobody in its name");
  }

  @Test
  void jsonHasALineForEachTest() throws IOException {
    assertThat(run(wrong(), "--json")).isEqualTo(1);
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode second = new ObjectMapper().readTree(lines.get(1));
    assertThat(second.path("line").asInt()).isEqualTo(29);
    assertThat(second.path("passed").asBoolean(true)).isFalse();
    assertThat(second.path("failures").get(0).asText()).contains("expected \"no-consent\"");
  }

  @Test
  void junitXmlCountsAndExplainsWhatFailed() throws Exception {
    Path report = folder.resolve("report.xml");
    assertThat(run(wrong().replace("\"*\"", "\"<&>\""), "--junit", report.toString())).isEqualTo(1);

    Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
    Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    Element failure = (Element) xml.getElementsByTagName("failure").item(1);
    assertThat(failure.getTextContent()).contains("was \"consent-withdrawn\"");
  }

  @Test
  void aPathOrFolderThatIsNotThereIsNamed() throws IOException {
    assertThat(call(folder.resolve("nothing").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("There is no " + folder.resolve("nothing"));
    assertThat(run(text, "--templates-dir", folder.resolve("texts").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("There is no folder " + folder.resolve("texts"));
  }

  @Test
  void aBrokenTemplateIsNamedInsteadOfTestingWithoutIt() throws IOException {
    Files.writeString(folder.resolve("order_sent.yaml"), "name: order_sent\ncategory: useful\n");
    assertThat(run(text, "--templates-dir", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("order_sent.yaml").contains("category");
  }

  @Test
  void resultsKeepTheOrderOfTheFilesHoweverManyThreadsRun() throws IOException {
    StringBuilder many = new StringBuilder("tests:\n");
    for (int i = 0; i < 200; i++) {
      many.append("  - {name: '")
          .append(i)
          .append("', now: '2027-03-16T08:21:00Z', event: {id: '1'}, expect: {outcome: send}}\n");
    }
    assertThat(run(many.toString(), "--json")).isEqualTo(1);
    List<String> lines = out.toString().lines().toList();
    for (int i = 0; i < 200; i++) {
      assertThat(lines.get(i)).contains("\"name\":\"" + i + "\"");
    }
  }
}
