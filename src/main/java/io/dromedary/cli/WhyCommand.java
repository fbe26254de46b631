package io.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Why a notification was sent, is waiting or was not sent; by its id, or by source and id of its
 * event. An event that was rejected is explained by its rejection. Exit 1: the hub knows nothing of
 * it, or does not answer.
 */
@Command(
    name = "why",
    description = "Explains why a notification was sent or not, with rules, facts and history.",
    mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Hub.Target target = new Hub.Target();

  @Parameters(
      arity = "1..2",
      paramLabel = "ID",
      description = "A notification's id, or the source and the id of an event.")
  private List<String> id = List.of();

  WhyCommand() {
    this(System.getenv());
  }

  WhyCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Hub hub = new Hub(target, environment);
    try {
      return id.size() == 2 ? event(hub, id.get(0), id.get(1)) : notification(hub, id.get(0));
    } catch (Hub.NoHubException e) {
      error(String.valueOf(e.getMessage()));
      return 1;
    } finally {
      out().flush();
    }
  }

  private int notification(Hub hub, String text) throws Hub.NoHubException {
    try {
      UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          text + " is no notification's id. For an event give its source and its id: why SOURCE ID");
    }
    Hub.Reply reply = hub.get("/api/notifications/" + Hub.segment(text));
    if (!reply.isFine()) {
      error(reply.problem());
      return 1;
    }
    if (target.json) {
      out().println(reply.body().toPrettyString());
    } else {
      print(reply.body());
    }
    return 0;
  }

  private int event(Hub hub, String source, String event) throws Hub.NoHubException {
    Hub.Reply reply = hub.get("/api/events/" + Hub.segment(source) + "/" + Hub.segment(event));
    if (!reply.isFine()) {
      return rejected(reply);
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (JsonNode brief : reply.body().path("notifications")) {
      Hub.Reply one = hub.get("/api/notifications/" + Hub.segment(brief.path("id").asText()));
      if (!one.isFine()) {
        error(one.problem());
        return 1;
      }
      if (target.json) {
        all.add(one.body());
      } else {
        print(one.body());
        out().println();
      }
    }
    if (target.json) {
      out().println(all.toPrettyString());
      return 0;
    }
    int shown = reply.body().path("notifications").size();
    JsonNode fanOut = reply.body().path("fanOut");
    if (shown == 0) {
      out()
          .println(
              reply.body().path("event").path("retracts").asBoolean()
                  ? "accepted: it takes back news, and tells nobody anything"
                  : "accepted: none of its " + fanOut.path("total").asInt() + " recipients is decided yet");
    } else if (fanOut.path("total").asInt() > shown) {
      out()
          .println(
              "These are the first "
                  + shown
                  + " of "
                  + fanOut.path("total").asInt()
                  + " recipients; the event's manifest has all.");
    }
    return 0;
  }

  /** What was rejected has a reason, and that is an answer; nothing at all is none. */
  private int rejected(Hub.Reply reply) {
    boolean known = reply.body().path("rejection").isObject();
    if (known && target.json) {
      out().println(reply.body().toPrettyString());
    } else if (known) {
      out().println(reply.problem());
      for (JsonNode fault : reply.body().path("rejection").path("faults")) {
        out()
            .println("  " + fault.path("pointer").asText() + " " + fault.path("reason").asText());
      }
    } else {
      error(reply.problem());
    }
    return known ? 0 : 1;
  }

  private void print(JsonNode one) {
    PrintWriter out = out();
    JsonNode event = one.path("event");
    out.println(
        one.path("state").asText()
            + "  "
            + one.path("type").asText()
            + "  "
            + one.path("ref").asText("the person")
            + "  "
            + one.path("id").asText());
    out.println("event " + event.path("id").asText() + " of " + event.path("source").asText());
    boolean first = true;
    for (JsonNode sentence : one.path("explanation")) {
      out.println((first ? "" : "  ") + sentence.asText());
      first = false;
    }
    section(
        "attempts",
        one.path("attempts"),
        attempt ->
            attempt.path("number").asText()
                + "  "
                + attempt.path("startedAt").asText()
                + "  "
                + text(attempt.path("outcome"), "under way")
                + detail(attempt));
    section(
        "history",
        one.path("history"),
        step -> step.path("at").asText() + "  " + step.path("state").asText() + detail(step));
  }

  private void section(
      String title, JsonNode rows, java.util.function.Function<JsonNode, String> line) {
    if (!rows.isEmpty()) {
      out().println(title);
      rows.forEach(row -> out().println("  " + line.apply(row)));
    }
  }

  private static String detail(JsonNode row) {
    @Nullable String detail = row.path("detail").textValue();
    return detail == null ? "" : "  " + detail;
  }

  private static String text(JsonNode node, String otherwise) {
    return node.isTextual() ? node.asText() : otherwise;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void error(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }
}
