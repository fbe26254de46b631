package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Template;
import io.dromedary.whatsapp.TemplateDefinitions;
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
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The linter as its user calls it, and the account's templates over HTTP. */
class LintCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ArrayNode account = JSON.createArrayNode();
  private HttpServer server;

  @BeforeEach
  void aTemplateThatMetaApproved() throws IOException {
    Files.createDirectories(folder.resolve("templates"));
    Files.writeString(
        folder.resolve("templates/order_sent.yaml"),
        """
        name: order_sent
        category: utility
        timeToLive: PT2H
        defaultLanguage: en
        examples: {order: "4711", link: "4711"}
        languages:
          en:
            header: "Order sent"
            body: "Your order {{order}} has left us and arrives tomorrow."
            buttons: [{type: url, text: Track it, url: "https://example.com/{{1}}", value: link}]
        """);
    Files.writeString(
        folder.resolve("templates/order_found.yaml"),
        """
        name: order_found
        category: utility
        timeToLive: PT2H
        defaultLanguage: en
        examples: {order: "4711"}
        languages:
          en: {body: "Your order {{order}} has been found again and arrives tomorrow."}
        """);
    Catalogue catalogue = Catalogue.load(folder.resolve("templates")).catalogue();
    for (Template template : catalogue.templates()) {
      ObjectNode approved = TemplateDefinitions.json(template, "en");
      approved.put("id", "1").put("status", "APPROVED").put("category", "UTILITY");
      approved
          .path("components")
          .forEach(
              component ->
                  ((ObjectNode) component)
                      .put("type", component.path("type").asText().toUpperCase(Locale.ROOT)));
      account.add(approved);
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v25.0/1/message_templates",
        exchange -> {
          byte[] answer =
              JSON.createObjectNode()
                  .set("data", account)
                  .toString()
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void aFindingSaysWhereWhatWhyAndHowToMend() throws IOException {
    breakIt();

    assertThat(run("--errors-only")).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            file("order_sent.yaml") + ":9 error placeholder-at-edge",
            "the body begins or ends with a placeholder",
            "Why:  Meta refuses a body that begins or ends with a variable (error 2388299)",
            "Mend: Put words before the first and after the last one.",
            "2 files: 1 error, 0 warnings");
  }

  @Test
  void machinesReadALinePerFinding() throws IOException {
    breakIt();

    assertThat(run("--json", "--errors-only")).isEqualTo(1);
    List<JsonNode> lines = lines();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).path("file").asText()).isEqualTo(file("order_sent.yaml"));
    assertThat(lines.get(0).path("line").asInt()).isEqualTo(9);
    assertThat(lines.get(0).path("severity").asText()).isEqualTo("error");
    assertThat(lines.get(0).path("rule").asText()).isEqualTo("placeholder-at-edge");
    assertThat(lines.get(0).path("why").asText()).contains("2388299");
    assertThat(lines.get(0).path("remedy").asText()).isNotBlank();
  }

  @Test
  void warningsAreFindings() {
    assertThat(run()).isEqualTo(1);
    assertThat(out.toString()).contains("warning unused-template", "0 errors, 2 warnings");
  }

  @Test
  void nothingFoundIsFine() {
    assertThat(run("--errors-only")).isZero();
    assertThat(out.toString()).contains("0 errors");
  }

  @Test
  void onlyTheAskedPathsAreToldOf() throws IOException {
    breakIt();

    assertThat(run("--errors-only", file("order_found.yaml"))).isZero();
    assertThat(run("--errors-only", folder.resolve("templates").toString())).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "no-such-file.yaml, There is no no-such-file.yaml",
    "pom.xml, pom.xml is in none of",
    "--colour, Unknown option"
  })
  void whatCannotBeAskedIsUsedWrongly(String argument, String why) {
    assertThat(run(argument)).isEqualTo(2);
    assertThat(err.toString()).contains(why);
  }

  @Test
  void noFolderAtAllIsUsedWrongly() {
    assertThat(run("--templates-dir", folder.resolve("nowhere").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("There is no folder");
  }

  @Test
  void whatMetaApprovedAsItStandsHereIsFine() {
    assertThat(run("--errors-only", "--account")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          has left us|has left {{place}}|account-parameters|parameters [order, place], the file's [order]
          "TEXT","text":"Order sent"|"IMAGE"|account-header|the approved header is image, the file's text
          example.com/{{1}}|example.com/|account-buttons|[url], the file's [url with a value]
          "UTILITY"|"MARKETING"|account-category|Meta files it as MARKETING
          "APPROVED"|"PAUSED"|account-status|its status is PAUSED
          has left us|is on its way|account-text|the approved text is another one
          order_sent|order_gone|account-missing|the account does not have it
          """)
  void whatMetaApprovedOtherwiseIsFound(String here, String there, String rule, String message)
      throws IOException {
    JsonNode changed = JSON.readTree(changed(here, there));
    account.removeAll();
    changed.forEach(account::add);

    assertThat(run("--json", "--account")).isEqualTo(1);
    assertThat(lines())
        .filteredOn(line -> line.path("rule").asText().equals(rule))
        .anySatisfy(
            line -> {
              assertThat(line.path("message").asText()).contains(message);
              assertThat(line.path("file").asText()).contains("order_");
              assertThat(line.path("line").asInt()).isPositive();
            });
  }

  @Test
  void anAccountThatDoesNotAnswerIsAFinding() {
    server.stop(0);

    assertThat(run("--json", "--account")).isEqualTo(1);
    assertThat(out.toString()).contains("account-unreachable").doesNotContain("secret-token");
  }

  @Test
  void theAccountNeedsItsSettings() {
    int exit =
        new CommandLine(new LintCommand(Map.of()))
            .setErr(new PrintWriter(err))
            .execute("--account", "--templates-dir", folder.resolve("templates").toString());

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).contains("--account needs the setting WHATSAPP_BUSINESS_ACCOUNT_ID");
  }

  private String changed(String here, String there) {
    String text = account.toString().replace("\"format\":\"text\"", "\"format\":\"TEXT\"");
    assertThat(text).contains(here);
    return text.replace(here, there);
  }

  private void breakIt() throws IOException {
    Path file = folder.resolve("templates/order_sent.yaml");
    Files.writeString(file, Files.readString(file).replace("tomorrow.\"", "tomorrow: {{order}}\""));
  }

  private String file(String name) {
    return folder.resolve("templates").resolve(name).toString();
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!all.contains("--templates-dir")) {
      all.addAll(List.of("--templates-dir", folder.resolve("templates").toString()));
    }
    all.addAll(List.of("--connectors-dir", folder.resolve("c").toString()));
    all.addAll(List.of("--routes-dir", folder.resolve("r").toString()));
    Map<String, String> environment =
        Map.of(
            "WHATSAPP_BASE_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/v25.0",
            "WHATSAPP_BUSINESS_ACCOUNT_ID", "1",
            "WHATSAPP_ACCESS_TOKEN", "secret-token");
    return new CommandLine(new LintCommand(environment))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }
}
