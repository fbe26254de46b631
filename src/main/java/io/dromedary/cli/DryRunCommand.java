package io.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What would become of an event, by the state of a running hub. Nothing is stored or sent. Exit 1:
 * it would be refused, or no hub answers.
 */
@Command(
    name = "dry-run",
    description = "Shows what would become of an event; nothing is stored or sent.",
    mixinStandardHelpOptions = true)
final class DryRunCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Hub.Target target = new Hub.Target();

  @Parameters(paramLabel = "EVENT.json", description = "A CloudEvent in JSON format.")
  private Path file = Path.of("");

  DryRunCommand() {
    this(System.getenv());
  }

  DryRunCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    byte[] event;
    try {
      event = Files.readAllBytes(file);
    } catch (IOException e) {
      error(file + ": the file cannot be read. Check that it is there and may be read.");
      return 1;
    }
    try {
      Hub.Reply reply =
          new Hub(target, environment)
              .post("/api/events?dryRun=true", "application/cloudevents+json", event);
      PrintWriter out = spec.commandLine().getOut();
      if (!reply.isFine()) {
        error(reply.problem());
        for (JsonNode fault : reply.body().path("errors")) {
          error("  " + fault.path("pointer").asText() + " " + fault.path("reason").asText());
        }
      } else if (target.json) {
        out.println(reply.body().toPrettyString());
      } else {
        print(reply.body(), out);
      }
      out.flush();
      return reply.isFine() ? 0 : 1;
    } catch (Hub.NoHubException e) {
      error(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private static void print(JsonNode report, PrintWriter out) {
    JsonNode event = report.path("event");
    out.println("event " + event.path("id").asText() + " of " + event.path("source").asText());
    if (report.path("repeat").asBoolean()) {
      out.println("It was accepted before: nothing would happen.");
      return;
    }
    if (report.path("retracts").asBoolean()) {
      out.println("It takes news back: it would tell nobody anything.");
      return;
    }
    for (JsonNode total : report.path("totals")) {
      out.println(
          total.path("count").asText()
              + " x "
              + total.path("outcome").asText()
              + (total.path("reason").isTextual() ? " " + total.path("reason").asText() : ""));
    }
    Iterator<Map.Entry<String, JsonNode>> costs = report.path("cost").fields();
    while (costs.hasNext()) {
      Map.Entry<String, JsonNode> cost = costs.next();
      out.println("costs " + cost.getValue().asText() + " " + cost.getKey());
    }
    report.path("recipients").forEach(one -> recipient(one, out));
    int shown = report.path("recipients").size();
    if (report.path("fanOut").path("total").asInt() > shown) {
      out.println("The first " + shown + " are shown.");
    }
  }

  private static void recipient(JsonNode one, PrintWriter out) {
    out.println();
    out.println(
        one.path("ref").asText("the person")
            + "  "
            + one.path("outcome").asText()
            + (one.path("reason").isTextual() ? "  " + one.path("reason").asText() : "")
            + (one.path("template").isTextual()
                ? "  " + one.path("template").asText() + " " + one.path("language").asText()
                : ""));
    boolean first = true;
    for (JsonNode sentence : one.path("explanation")) {
      out.println((first ? "  " : "    ") + sentence.asText());
      first = false;
    }
    JsonNode text = one.path("text");
    for (String part : new String[] {"header", "body", "footer"}) {
      if (text.path(part).isTextual()) {
        text.path(part).asText().lines().forEach(line -> out.println("  | " + line));
      }
    }
    text.path("buttons").forEach(button -> out.println("  | [" + button.asText() + "]"));
  }

  private void error(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }
}
