package io.dromedary.cli;

import io.dromedary.drill.Drill;
import io.dromedary.drill.DrillReport;
import io.dromedary.drill.KillPoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Kills hubs in the middle of their work and shows that nothing is lost. */
@Command(
    name = "drill",
    description = {
      "Starts a hub, a sandbox of the Cloud API and sources, kills the hub again and again, and"
          + " compares what was given, what the Cloud API took, and what the ledger says.",
      "Exit code 0: nothing lost, nothing told twice without a decision; 1: otherwise; 2: it could"
          + " not be run."
    },
    mixinStandardHelpOptions = true)
final class DrillCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--kills",
      paramLabel = "COUNT",
      defaultValue = "12",
      description = "How often a hub is killed (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--points",
      paramLabel = "POINT",
      split = ",",
      description =
          "Where: before-commit, after-commit, request-left, answered, in-webhook, anywhere,"
              + " restart (default: all, in turn).")
  private List<String> points = List.of();

  @Option(
      names = "--per-second",
      paramLabel = "COUNT",
      defaultValue = "40",
      description = "Events that are given meanwhile (default: ${DEFAULT-VALUE}).")
  private int perSecond;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Of the random numbers (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "An empty PostgreSQL database, jdbc:postgresql://…; user and password as"
              + " SPRING_DATASOURCE_USERNAME and _PASSWORD (default: the embedded one).")
  private @Nullable String database;

  @Option(
      names = "--beside",
      description =
          "Another hub on the same database works all the time, is never killed and has the"
              + " broker.")
  private boolean beside;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "A new or empty folder for data and logs (default: a temporary one).")
  private @Nullable Path work;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes the report there, too, as Markdown.")
  private @Nullable Path report;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Quiet.logs();
    Drill.Settings settings =
        new Drill.Settings(
            ThisProgram.arguments(
                List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")),
            killPoints(),
            positive("--kills", kills),
            positive("--per-second", perSecond),
            seed,
            folder(),
            beside(),
            environment());
    PrintWriter out = spec.commandLine().getOut();
    out.println("Data and logs of the hubs: " + settings.work());
    out.flush();
    Drill.Result result =
        new Drill(
                settings,
                line -> {
                  out.println(line);
                  out.flush();
                },
                Clock.systemUTC())
            .run();
    String page = DrillReport.markdown(result, settings);
    out.println();
    out.println(page);
    out.flush();
    if (report != null) {
      Files.writeString(report, page);
    }
    return result.reconciliation().holds() ? 0 : 1;
  }

  private List<KillPoint> killPoints() {
    if (points.isEmpty()) {
      return List.of(KillPoint.values());
    }
    return points.stream()
        .map(
            word ->
                Arrays.stream(KillPoint.values())
                    .filter(point -> point.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> usage("There is no point " + word)))
        .toList();
  }

  private boolean beside() {
    if (beside && database == null) {
      throw usage("--beside needs a --database that both hubs can share");
    }
    return beside;
  }

  private int positive(String option, int value) {
    if (value < 1) {
      throw usage(option + " must be 1 or more");
    }
    return value;
  }

  private Path folder() throws IOException {
    if (work == null) {
      return Files.createTempDirectory("dromedary-drill");
    }
    Files.createDirectories(work);
    try (Stream<Path> files = Files.list(work)) {
      if (files.findAny().isPresent()) {
        throw usage(work + " is not empty");
      }
    }
    return work.toAbsolutePath();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    if (database != null) {
      environment.put("SPRING_DATASOURCE_URL", database);
      for (String name : List.of("SPRING_DATASOURCE_USERNAME", "SPRING_DATASOURCE_PASSWORD")) {
        environment.put(name, System.getenv().getOrDefault(name, ""));
      }
    }
    for (String name :
        List.of("DROMEDARY_ROUTES_DIR", "DROMEDARY_CONNECTORS_DIR", "DROMEDARY_TEMPLATES_DIR")) {
      String value = System.getenv(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
    return environment;
  }

  private ParameterException usage(String text) {
    return new ParameterException(spec.commandLine(), text);
  }
}
