package io.dromedary.cli;

import io.dromedary.drill.Drill;
import io.dromedary.drill.DrillReport;
import io.dromedary.drill.KillPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
          "Where, or what happens before: before-commit, after-commit, request-left, answered,"
              + " in-webhook, anywhere, restart, database-gone and broker-gone (with a --database;"
              + " the latter --beside), disk-full (without), cloud-silent, cloud-broken (default:"
              + " all that can be, in turn).")
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
      names = "--beside",
      description =
          "Another hub on the same database works all the time, is never killed and has the"
              + " broker.")
  private boolean beside;

  @Mixin private OwnHubs hubs = new OwnHubs();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes the report there, too, as Markdown.")
  private @Nullable Path report;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Quiet.logs();
    boolean another = beside();
    Drill.Settings settings =
        new Drill.Settings(
            ThisProgram.arguments(
                List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")),
            killPoints(),
            hubs.positive("--kills", kills),
            hubs.positive("--per-second", perSecond),
            seed,
            hubs.folder(),
            another,
            hubs.environment(System.getenv()));
    Drill.Result result = new Drill(settings, hubs::tell, Clock.systemUTC()).run();
    String page = DrillReport.markdown(result, settings);
    hubs.tell("");
    hubs.tell(page);
    if (report != null) {
      Files.writeString(report, page);
    }
    return result.holds() ? 0 : 1;
  }

  private List<KillPoint> killPoints() {
    if (points.isEmpty()) {
      return Arrays.stream(KillPoint.values()).filter(this::isPossible).toList();
    }
    List<KillPoint> named = hubs.named(points, "point", KillPoint.values(), KillPoint::word);
    for (KillPoint point : named) {
      if (!isPossible(point)) {
        throw hubs.usage(
            point.word()
                + switch (point) {
                  case DISK_FULL -> " is for the embedded database, without --database";
                  case BROKER_GONE -> " needs --beside: the hub there has the broker";
                  default -> " needs a --database that can go away";
                });
      }
    }
    return named;
  }

  private boolean isPossible(KillPoint point) {
    return point.isPossible(!hubs.hasDatabase(), !beside);
  }

  private boolean beside() {
    if (beside && !hubs.hasDatabase()) {
      throw hubs.usage("--beside needs a --database that both hubs can share");
    }
    return beside;
  }
}
