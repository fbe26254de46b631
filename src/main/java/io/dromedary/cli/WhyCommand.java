package io.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dromedary.notification.Explanation;
import io.dromedary.policy.Words;
import io.dromedary.whatsapp.GraphAnswer;
import io.dromedary.whatsapp.http.HttpGraphApi;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  private static final HttpGraphApi.Limits LIMITS =
      new HttpGraphApi.Limits(Duration.ofSeconds(5), Duration.ofSeconds(30), 32 * 1024 * 1024);

  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..2",
      paramLabel = "ID",
      description = "A notification's id, or an event's source and id.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--url",
      defaultValue = "http://localhost:8080",
      description = "Address of the running hub, ${DEFAULT-VALUE}.")
  private String url = "";

  @Option(names = "--key", description = "Its API key; default: DROMEDARY_API_KEY.")
  private @Nullable String key;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  public WhyCommand() {
    this(System.getenv());
  }

  WhyCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    String token = key != null ? key : environment.getOrDefault("DROMEDARY_API_KEY", "");
    HttpGraphApi hub =
        new HttpGraphApi(URI.create(url.replaceFirst("/+$", "") + "/api"), () -> token, LIMITS);
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    boolean fine = ids.size() == 1 ? notification(hub, ids.get(0), found) : event(hub, found);
    PrintWriter out = spec().commandLine().getOut();
    if (json) {
      out.println(found.toPrettyString());
    } else {
      found.forEach(one -> print(one, out));
    }
    out.flush();
    return fine ? 0 : 1;
  }

  private boolean event(HttpGraphApi hub, ArrayNode found) {
    GraphAnswer answer = hub.get("events/" + encoded(ids.get(0)) + "/" + encoded(ids.get(1)));
    if (!(answer instanceof GraphAnswer.Answered answered)) {
      return unanswered(answer, "There is no event " + ids.get(1) + " of " + ids.get(0));
    }
    boolean fine = true;
    for (JsonNode one : answered.body().path("notifications")) {
      fine &= notification(hub, one.path("id").asText(), found);
    }
    return fine;
  }

  private boolean notification(HttpGraphApi hub, String id, ArrayNode found) {
    GraphAnswer answer = hub.get("notifications/" + encoded(id));
    if (answer instanceof GraphAnswer.Answered answered) {
      found.add(answered.body());
      return true;
    }
    return unanswered(answer, "There is no notification " + id);
  }

  private boolean unanswered(GraphAnswer answer, String unknown) {
    boolean missing =
        answer instanceof GraphAnswer.Refused refused && refused.status() == 404
            || answer instanceof GraphAnswer.Failed failed && failed.status() == 404;
    spec()
        .commandLine()
        .getErr()
        .println(
            missing
                ? unknown + "."
                : "The hub at "
                    + url
                    + " gave no answer to use: "
                    + answer
                    + ". Is it running, and is the key right?");
    return false;
  }

  private static void print(JsonNode one, PrintWriter out) {
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
      String prefix =
          Explanation.WHEN.stream().filter(sentence::startsWith).findFirst().orElse("");
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

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "picocli sets it");
  }
}
