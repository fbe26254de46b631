package io.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dromedary.notification.Explanation;
import io.dromedary.policy.Words;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code why ID} and {@code why SOURCE EVENT-ID}: what a running hub decided and why, in plain
 * words. Exit 0: explained; 1: unknown, or the hub gave no answer.
 */
@Command(
    name = "why",
    description = "Says why a notification, or every notification of an event, was sent or not.",
    mixinStandardHelpOptions = true)
public final class WhyCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..2",
      paramLabel = "ID",
      description = "A notification's id, or an event's source and id.")
  private List<String> ids = new ArrayList<>();

  @Mixin private Hub.Target target = new Hub.Target();

  public WhyCommand() {
    this(System.getenv());
  }

  WhyCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Hub hub = new Hub(target, environment);
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    boolean fine;
    try {
      fine = ids.size() == 1 ? notification(hub, ids.get(0), found) : event(hub, found);
    } catch (Hub.NoHubException e) {
      error(String.valueOf(e.getMessage()));
      fine = false;
    }
    PrintWriter out = spec().commandLine().getOut();
    if (target.json) {
      out.println(found.toPrettyString());
    } else {
      found.forEach(one -> print(one, out));
    }
    out.flush();
    return fine ? 0 : 1;
  }

  private boolean event(Hub hub, ArrayNode found) throws Hub.NoHubException {
    String source = ids.get(0);
    String id = ids.get(1);
    Hub.Reply reply = hub.get("/api/events/" + Hub.segment(source) + "/" + Hub.segment(id));
    if (reply.body().path("rejection").isObject()) {
      found.add(reply.body());
    }
    if (!reply.isFine()) {
      // a rejection is an answer
      return found.size() == 1 || unanswered(reply, "There is no event " + id + " of " + source);
    }
    boolean fine = true;
    for (JsonNode one : reply.body().path("notifications")) {
      fine &= notification(hub, one.path("id").asText(), found);
    }
    int shown = reply.body().path("notifications").size();
    int total = reply.body().path("fanOut").path("total").asInt();
    if (total > shown) {
      error("These are " + shown + " of " + total + " recipients; the manifest has all.");
    }
    return fine;
  }

  private boolean notification(Hub hub, String id, ArrayNode found) throws Hub.NoHubException {
    Hub.Reply reply = hub.get("/api/notifications/" + Hub.segment(id));
    if (reply.isFine()) {
      found.add(reply.body());
      return true;
    }
    return unanswered(reply, "There is no notification " + id);
  }

  private boolean unanswered(Hub.Reply reply, String unknown) {
    error(reply.status() == 404 ? unknown + "." : reply.problem());
    return false;
  }

  private void error(String text) {
    spec().commandLine().getErr().println(text);
    spec().commandLine().getErr().flush();
  }

  private static void print(JsonNode one, PrintWriter out) {
    if (one.path("rejection").isObject()) {
      printRejection(one, out);
      return;
    }
    JsonNode explanation = one.path("explanation");
    out.printf(
        "%s  %s%s%n",
        one.path("id").asText(),
        one.path("state").asText(),
        one.path("ref").isTextual() ? "  for " + one.path("ref").asText() : "");
    out.println("  " + explanation.path(0).asText());
    String when = "";
    for (int i = 1; i < explanation.size(); i++) {
      String sentence = explanation.path(i).asText();
      String prefix = Explanation.WHEN.stream().filter(sentence::startsWith).findFirst().orElse("");
      if (!prefix.equals(when)) {
        out.println("  " + prefix.strip());
        when = prefix;
      }
      out.println("    " + sentence.substring(prefix.length()));
    }
    for (JsonNode step : one.path("history")) {
      out.printf(
          "    %s  %s%s%n",
          Words.instant(step.path("at").asText()),
          step.path("state").asText(),
          step.path("detail").isTextual() ? "  " + step.path("detail").asText() : "");
    }
  }

  /** Of an event, or of another content that came under the id of an accepted one. */
  private static void printRejection(JsonNode one, PrintWriter out) {
    JsonNode rejection = one.path("rejection");
    out.printf(
        "rejected at %s on %s: %s%n",
        rejection.path("route").asText(),
        Words.instant(rejection.path("at").asText()),
        rejection.path("reason").asText());
    for (JsonNode fault : rejection.path("faults")) {
      out.println(
          "    " + (fault.path("pointer").asText() + " " + fault.path("reason").asText()).strip());
    }
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "picocli sets it");
  }
}
