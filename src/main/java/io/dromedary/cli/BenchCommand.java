package io.dromedary.cli;

import io.dromedary.bench.Bench;
import io.dromedary.bench.BenchReport;
import io.dromedary.bench.Figures;
import io.dromedary.bench.Scenario;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  /** Several hubs on one database. */
  private static final Set<Scenario> SHARED = EnumSet.of(Scenario.LIMITS, Scenario.HUBS);

  private static final Set<Scenario> ONLY_WHEN_ASKED_FOR =
      EnumSet.of(Scenario.LIMITS, Scenario.HUBS, Scenario.BACKLOG);

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      description =
          "http, jms, plain, statuses, latency, fan-out, webhooks, lanes, limits, hubs, backlog (default: all"
              + " but limits, hubs and backlog; limits and hubs need a --database).")
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

  @Mixin private OwnHubs hubs = new OwnHubs();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--broker",
      paramLabel = "URL",
      description = "An ActiveMQ broker for the hubs (default: the one inside of the hub).")
  private @Nullable URI broker;

  @Option(
      names = "--launcher",
      paramLabel = "COMMAND",
      defaultValue = "",
      description = "Stands before java where a hub is started, such as taskset -c 0.")
  private String launcher = "";

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Writes the figures to FILE.json and a plot to FILE.svg, and compares with what FILE.json held.")
  private @Nullable Path report;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description =
          "Writes a flame graph of the hub to FILE-SCENARIO.svg where throughput is measured; costs some of it.")
  private @Nullable Path profile;

  @Override
  public Integer call() throws IOException, InterruptedException, JMSException {
    Quiet.logs();
    List<Scenario> chosen = chosen();
    List<String> hub = ThisProgram.arguments(List.of(java.strip().split("\\s+")));
    List<String> plain = Stream.concat(hub.stream(), Stream.of("plain-route")).toList();
    Bench bench =
        new Bench(
            new Bench.Settings(
                hub,
                plain,
                hubs.positive("--messages", messages),
                hubs.positive("--warm-up", warmUp),
                Duration.ofMillis(latency),
                hubs.positive("--backlog", backlog),
                hubs.folder(),
                hubs.environment(System.getenv()),
                broker,
                launcher.isBlank() ? List.of() : List.of(launcher.strip().split("\\s+")),
                profile),
            hubs::tell,
            Clock.systemUTC());
    BenchReport before = report == null ? BenchReport.NONE : BenchReport.read(report);
    List<Figures> all = new ArrayList<>();
    for (Scenario scenario : chosen) {
      try {
        all.add(bench.run(scenario));
      } catch (IOException e) {
        spec.commandLine().getErr().println(scenario.word() + ": " + e.getMessage());
        return 1;
      }
      hubs.tell(before.lines(all.get(all.size() - 1)));
      if (report != null) {
        BenchReport.write(report, all, before);
      }
    }
    return 0;
  }

  private List<Scenario> chosen() {
    if (scenarios.isEmpty()) {
      return Arrays.stream(Scenario.values())
          .filter(one -> !ONLY_WHEN_ASKED_FOR.contains(one))
          .toList();
    }
    List<Scenario> chosen = hubs.named(scenarios, "scenario", Scenario.values(), Scenario::word);
    for (Scenario one : SHARED) {
      if (chosen.contains(one) && !hubs.hasDatabase()) {
        throw hubs.usage(one.word() + " needs a --database that its hubs can share");
      }
    }
    return chosen;
  }
}
