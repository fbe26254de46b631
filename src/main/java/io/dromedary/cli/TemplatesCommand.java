package io.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dromedary.template.Catalogue;
import io.dromedary.template.CatalogueLoad;
import io.dromedary.template.InMemoryTemplateStates;
import io.dromedary.whatsapp.GraphAnswer;
import io.dromedary.whatsapp.SyncReport;
import io.dromedary.whatsapp.TemplateHeaderExamples;
import io.dromedary.whatsapp.TemplateHeaderUploads;
import io.dromedary.whatsapp.TemplateReports;
import io.dromedary.whatsapp.TemplateSync;
import io.dromedary.whatsapp.TemplateSyncSettings;
import io.dromedary.whatsapp.http.HttpGraphApi;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code templates list|submit|sync|confirm}: the template files against the business account,
 * through a running hub ({@code --url}) or, without one, straight against the Graph API by the
 * WHATSAPP_… environment. Without a hub the pace of 100 creations an hour is counted for this call
 * only.
 */
@Command(
    name = "templates",
    description = "Compares, submits and synchronises message templates.",
    mixinStandardHelpOptions = true)
public final class TemplatesCommand implements Runnable {

  private static final HttpGraphApi.Limits LIMITS =
      new HttpGraphApi.Limits(Duration.ofSeconds(5), Duration.ofMinutes(2), 32 * 1024 * 1024);

  private final Map<String, String> environment;
  private final Clock clock;

  @Spec private @Nullable CommandSpec spec;

  public TemplatesCommand() {
    this(System.getenv(), Clock.systemUTC());
  }

  TemplatesCommand(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /** The options of all three. */
  static final class Target {
    @Option(names = "--url", description = "Address of a running hub, http://localhost:8080.")
    @Nullable String url;

    @Option(names = "--key", description = "Its API key; default: DROMEDARY_API_KEY.")
    @Nullable String key;

    @Option(names = "--json", description = "Prints JSON.")
    boolean json;
  }

  /** Names a subcommand, since there is none. */
  @Override
  public void run() {
    throw new ParameterException(commandLine(), "one of list, submit, sync, confirm is expected");
  }

  @Command(
      name = "list",
      description = "What the account has of our templates.",
      mixinStandardHelpOptions = true)
  int list(@CommandLine.Mixin Target target) {
    return target.url != null
        ? show(hub(target, target.url).get("templates"), target)
        : direct(target, false, true);
  }

  @Command(
      name = "submit",
      description = "Creates the templates that the account lacks.",
      mixinStandardHelpOptions = true)
  int submit(@CommandLine.Mixin Target target) {
    return target.url != null ? post("templates/submit", target) : direct(target, true, false);
  }

  @Command(
      name = "sync",
      description = "Reads the account's templates and reports what differs.",
      mixinStandardHelpOptions = true)
  int sync(@CommandLine.Mixin Target target) {
    return target.url != null ? post("templates/sync", target) : direct(target, false, false);
  }

  @Command(
      name = "confirm",
      description = "Lets a template be sent again that Meta had moved to another category.",
      mixinStandardHelpOptions = true)
  int confirm(
      @CommandLine.Parameters(paramLabel = "NAME", description = "The template's name.")
          String name,
      @CommandLine.Parameters(paramLabel = "LANGUAGE", description = "Its language, en or pt_BR.")
          String language,
      @CommandLine.Mixin Target target) {
    if (target.url == null) {
      throw new ParameterException(
          commandLine(), "a running hub keeps what awaits confirmation: name it with --url");
    }
    String path =
        "templates/"
            + URLEncoder.encode(name, StandardCharsets.UTF_8)
            + "/"
            + URLEncoder.encode(language, StandardCharsets.UTF_8)
            + "/confirm";
    return post(path, target);
  }

  private int post(String path, Target target) {
    String url = target.url == null ? "" : target.url;
    return show(hub(target, url).post(path, JsonNodeFactory.instance.objectNode()), target);
  }

  private HttpGraphApi hub(Target target, String url) {
    String key =
        target.key != null ? target.key : environment.getOrDefault("DROMEDARY_API_KEY", "");
    return new HttpGraphApi(URI.create(url.replaceFirst("/+$", "") + "/api"), () -> key, LIMITS);
  }

  private int show(GraphAnswer answer, Target target) {
    if (answer instanceof GraphAnswer.Answered answered) {
      print(answered.body(), target);
      return answered.body().path("clean").asBoolean(true) ? 0 : 1;
    }
    commandLine().getErr().println("The hub gave no answer to use: " + answer);
    return 1;
  }

  private int direct(Target target, boolean submit, boolean states) {
    InMemoryTemplateStates memory = new InMemoryTemplateStates();
    Catalogue catalogue = catalogue();
    String account = required("WHATSAPP_BUSINESS_ACCOUNT_ID");
    String token = required("WHATSAPP_ACCESS_TOKEN");
    String base = environment.getOrDefault("WHATSAPP_BASE_URL", "https://graph.facebook.com/v25.0");
    HttpGraphApi api = new HttpGraphApi(URI.create(base), () -> token, LIMITS);
    SyncReport report =
        new TemplateSync(
                api,
                memory,
                () -> catalogue,
                examples(api),
                TemplateSyncSettings.of(account, submit))
            .run(clock.instant());
    if (report.stopped() != null) {
      commandLine().getErr().println(report.stopped());
    }
    print(states ? TemplateReports.states(memory.all()) : TemplateReports.report(report), target);
    boolean fine = states ? report.stopped() == null : report.clean();
    return fine ? 0 : 1;
  }

  private TemplateHeaderExamples examples(HttpGraphApi api) {
    String app = environment.getOrDefault("WHATSAPP_APP_ID", "");
    return app.isEmpty()
        ? TemplateHeaderExamples.withoutApp()
        : new TemplateHeaderUploads(api, api, app);
  }

  private Catalogue catalogue() {
    Path folder = Path.of(environment.getOrDefault("DROMEDARY_TEMPLATES_DIR", "./templates"));
    try {
      CatalogueLoad load = Catalogue.load(folder);
      load.problems().forEach(problem -> commandLine().getErr().println(problem));
      return load.catalogue();
    } catch (IOException unreadable) {
      throw new ParameterException(
          commandLine(), "the templates folder cannot be read: " + folder, unreadable);
    }
  }

  private String required(String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new ParameterException(commandLine(), "set " + name + ", or name a hub with --url");
    }
    return value;
  }

  private void print(JsonNode json, Target target) {
    PrintWriter out = commandLine().getOut();
    if (target.json) {
      out.println(json.toPrettyString());
    } else if (json.has("templates")) {
      json.path("templates").forEach(each -> out.println(line(each)));
    } else if (json.has("declaredCategory")) {
      out.println(line(json));
    } else {
      printReport(json, out);
    }
    out.flush();
  }

  private static String line(JsonNode state) {
    return String.join(
            "  ",
            state.path("name").asText() + "/" + state.path("language").asText(),
            state.path("status").asText(),
            state.path("category").asText("-"),
            state.path("reason").asText(""),
            state.hasNonNull("driftedAt")
                ? "stopped since "
                    + state.path("driftedAt").asText()
                    + ": Meta moved it to another category; awaits confirmation"
                : "")
        .strip();
  }

  private static void printReport(JsonNode report, PrintWriter out) {
    Iterator<Map.Entry<String, JsonNode>> members = report.fields();
    while (members.hasNext()) {
      Map.Entry<String, JsonNode> member = members.next();
      if (member.getValue().isArray()) {
        out.println(member.getKey() + ": " + member.getValue().size());
        member
            .getValue()
            .forEach(
                each ->
                    out.println(
                        "  "
                            + each.path("name").asText()
                            + "/"
                            + each.path("language").asText()
                            + (each.has("reason") ? "  " + each.path("reason").asText() : "")));
      } else {
        out.println(member.getKey() + ": " + member.getValue().asText("-"));
      }
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("the command was not made by picocli");
    }
    return spec.commandLine();
  }
}
