package io.dromedary.cli;

import io.dromedary.bench.Bench;
import io.dromedary.bench.BenchReport;
import io.dromedary.bench.Figures;
import io.dromedary.bench.Scenario;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how fast a hub is on this machine. */
@Command(
    name = "bench",
    description = {
      "Starts hubs, a lean Cloud API and sources that press, and prints throughput, latency and"
          + " what a message costs. Figures of different runs on a shared machine do not compare."
    },
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      description =
          "http, jms, statuses, latency, fan-out, webhooks, lanes, limits, backlog (default: all"
              + " but limits and backlog; limits needs a --database).")
  private List<String> scenarios = List.of();

  @Option(
      names = "--messages",
      paramLabel = "COUNT",
      defaultValue = "20000",
      description = "Measured where throughput is (default: ${DEFAULT-VALUE}).")
  private int messages;

  @Option(
      names = "--warm-up",
      paramLabel = "COUNT",
      defaultValue = "10000",
      description = "Given before (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--latency",
      paramLabel = "MS",
      defaultValue = "80",
      description = "Of the Cloud API, in milliseconds (default: ${DEFAULT-VALUE}).")
  private int latency;

  @Option(
      names = "--backlog",
      paramLabel = "COUNT",
      defaultValue = "1000000",
      description = "How long the queue of the scenario backlog is (default: ${DEFAULT-VALUE}).")
  private int backlog;

  @Option(
      names = "--java",
      paramLabel = "OPTIONS",
      defaultValue = "-Xmx512m -XX:+UseSerialGC",
      description = "Of the hub's virtual machine (default: ${DEFAULT-VALUE}).")
  private String java = "";

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "A PostgreSQL database, jdbc:postgresql://…, which is filled; user and password as"
              + " SPRING_DATASOURCE_USERNAME and _PASSWORD (default: the embedded one).")
  private @Nullable String database;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "A new or empty folder for data and logs (default: a temporary one).")
  private @Nullable Path work;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Writes the figures to FILE.json and a plot to FILE.svg, and compares with what FILE.json held.")
  private @Nullable Path report;

  @Override
  public Integer call() throws IOException, InterruptedException, JMSException {
    Quiet.logs();
    PrintWriter out = spec.commandLine().getOut();
    Path folder = work == null ? Files.createTempDirectory("dromedary-bench") : work;
    Files.createDirectories(folder);
    Bench bench =
        new Bench(
            new Bench.Settings(
                ThisProgram.arguments(List.of(java.strip().split("\\s+"))),
                positive("--messages", messages),
                positive("--warm-up", warmUp),
                Duration.ofMillis(latency),
                positive("--backlog", backlog),
                folder,
                environment()),
            line -> {
              out.println(line);
              out.flush();
            },
            Clock.systemUTC());
    out.println("Data and logs of the hubs: " + folder);
    BenchReport before = report == null ? BenchReport.NONE : BenchReport.read(report);
    List<Figures> all = new ArrayList<>();
    for (Scenario scenario : chosen()) {
      Figures figures = bench.run(scenario);
      all.add(figures);
      before.print(figures, out);
      out.flush();
    }
    if (report != null) {
      BenchReport.write(report, all, before);
    }
    return 0;
  }

  private List<Scenario> chosen() {
    if (scenarios.isEmpty()) {
      return Arrays.stream(Scenario.values())
          .filter(one -> one != Scenario.BACKLOG && one != Scenario.LIMITS)
          .toList();
    }
    if (scenarios.contains(Scenario.LIMITS.word()) && database == null) {
      throw new ParameterException(
          spec.commandLine(), "limits needs a --database that its hubs can share");
    }
    return scenarios.stream()
        .map(
            word ->
                Arrays.stream(Scenario.values())
                    .filter(one -> one.word().equals(word))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new ParameterException(
                                spec.commandLine(), "There is no scenario " + word)))
        .toList();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    if (database != null) {
      environment.put("SPRING_DATASOURCE_URL", database);
      for (String name : List.of("SPRING_DATASOURCE_USERNAME", "SPRING_DATASOURCE_PASSWORD")) {
        if (System.getenv(name) != null) {
          environment.put(name, System.getenv(name));
        }
      }
    }
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("DROMEDARY_")) {
                environment.put(name, value);
              }
            });
    return environment;
  }

  private int positive(String option, int value) {
    if (value < 1) {
      throw new ParameterException(spec.commandLine(), option + " must be 1 or more");
    }
    return value;
  }
}
