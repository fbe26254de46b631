package io.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.policy.Words;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code dead-letters list} and {@code dead-letters replay ID…}: what a person must look at, and
 * what is to be tried again, unchanged and under its own id. Exit 0: done, nothing is dead; 1:
 * there are dead ones, or one could not be replayed.
 */
@Command(
    name = "dead-letters",
    description = "Lists what needs a person, and tries it again.",
    mixinStandardHelpOptions = true)
public final class DeadLettersCommand implements Runnable {

  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  public DeadLettersCommand() {
    this(System.getenv());
  }

  DeadLettersCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Names a subcommand, since there is none. */
  @Override
  public void run() {
    throw new ParameterException(spec().commandLine(), "one of list, replay is expected");
  }

  @Command(
      name = "list",
      description = "What needs a person, newest first.",
      mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--failed",
              description = "Also what the platform refused for good or could not deliver.")
          boolean failed,
      @Option(
              names = "--most",
              paramLabel = "N",
              defaultValue = "100",
              description = "How many at most (default: ${DEFAULT-VALUE}).")
          int most,
      @Mixin Hub.Target target) {
    if (most < 1) {
      throw new ParameterException(spec().commandLine(), "--most must be 1 or more");
    }
    Hub hub = new Hub(target, environment);
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    PrintWriter out = spec().commandLine().getOut();
    try {
      for (String state : failed ? List.of("DEAD", "FAILED") : List.of("DEAD")) {
        collect(hub, state, most, found);
      }
    } catch (Hub.NoHubException e) {
      return error(String.valueOf(e.getMessage()));
    }
    if (target.json) {
      out.println(found.toPrettyString());
    } else {
      found.forEach(one -> print(one, out));
      out.println(
          found.isEmpty()
              ? "nothing needs a person"
              : found.size() + " found; why ID tells more, dead-letters replay ID tries again");
    }
    out.flush();
    return found.isEmpty() ? 0 : 1;
  }

  /** The pages of one state, each notification whole. */
  private static void collect(Hub hub, String state, int most, ArrayNode found)
      throws Hub.NoHubException {
    @Nullable String cursor = null;
    do {
      JsonNode page =
          fine(
              hub.get(
                  "/api/notifications?state="
                      + state
                      + (cursor == null ? "" : "&cursor=" + Hub.segment(cursor))));
      for (JsonNode row : page.path("notifications")) {
        if (found.size() == most) {
          return;
        }
        found.add(fine(hub.get("/api/notifications/" + Hub.segment(row.path("id").asText()))));
      }
      cursor = page.path("cursor").textValue();
    } while (cursor != null);
  }

  private static JsonNode fine(Hub.Reply reply) throws Hub.NoHubException {
    if (!reply.isFine()) {
      throw new Hub.NoHubException(reply.problem());
    }
    return reply.body();
  }

  private static void print(JsonNode one, PrintWriter out) {
    out.printf(
        "%s  %s  %s  after %d attempts%n",
        one.path("id").asText(),
        one.path("state").asText(),
        Words.instant(one.path("updatedAt").asText()),
        one.path("attempts").size());
    out.printf(
        "    %s, event %s of %s, deadline %s%n",
        one.path("type").asText(),
        one.path("event").path("id").asText(),
        one.path("event").path("source").asText(),
        Words.instant(one.path("deadline").asText()));
    out.println("    " + one.path("explanation").path(0).asText());
  }

  @Command(
      name = "replay",
      description = "Tries dead or failed notifications again, unchanged and under their ids.",
      mixinStandardHelpOptions = true)
  int replay(
      @Parameters(arity = "1..*", paramLabel = "ID", description = "Notifications.")
          List<String> ids,
      @Mixin Hub.Target target) {
    Hub hub = new Hub(target, environment);
    List<String> refused = new ArrayList<>();
    ArrayNode results = JsonNodeFactory.instance.arrayNode();
    try {
      for (String id : ids) {
        Hub.Reply reply =
            hub.post(
                "/api/notifications/" + Hub.segment(id) + "/retry",
                "application/json",
                new byte[0]);
        ObjectNode result = results.addObject().put("id", id).put("replayed", reply.isFine());
        if (reply.isFine()) {
          result.put("state", reply.body().path("state").asText());
        } else {
          String problem =
              reply.status() == 404 ? "There is no such notification." : reply.problem();
          result.put("problem", problem);
          refused.add(id + ": " + problem);
        }
      }
    } catch (Hub.NoHubException e) {
      return error(String.valueOf(e.getMessage()));
    }
    PrintWriter out = spec().commandLine().getOut();
    if (target.json) {
      out.println(results.toPrettyString());
    } else {
      out.printf("%d of %d are queued again%n", ids.size() - refused.size(), ids.size());
    }
    out.flush();
    refused.forEach(this::error);
    return refused.isEmpty() ? 0 : 1;
  }

  private int error(String text) {
    spec().commandLine().getErr().println(text);
    spec().commandLine().getErr().flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "picocli sets it");
  }
}
