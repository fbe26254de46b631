package io.dromedary.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.sandbox.Sandbox;
import io.dromedary.sandbox.SandboxAccount;
import io.dromedary.sandbox.SandboxBehaviour;
import io.dromedary.sandbox.SandboxSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Kills a hub again and again in the middle of its work, takes away what it needs, and compares
 * afterwards what was given, what the Cloud API took, and what the ledger says.
 */
public final class Drill {

  static final String API_KEY = "drill";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration REQUEST = Duration.ofSeconds(30);
  private static final Duration POINT = Duration.ofSeconds(45);
  private static final Duration RECOVERY = Duration.ofSeconds(90);
  private static final Duration STANDSTILL = Duration.ofSeconds(5);
  private static final long ROOM = 2 << 20;
  private static final Duration QUIET = Duration.ofMinutes(5);
  private static final List<String> UNFINISHED =
      List.of("SCHEDULED", "QUEUED", "SENDING", "ACCEPTED", "UNKNOWN");

  private final Settings settings;
  private final Consumer<String> progress;
  private final Random random;
  private final Clock clock;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  /**
   * What is drilled.
   *
   * @param program the arguments of {@code java} that start a hub
   * @param points each in its turn
   * @param kills altogether
   * @param perSecond events that are given meanwhile
   * @param seed of the random numbers: how long it takes to a kill
   * @param work an empty folder for data and logs
   * @param beside whether another hub on the same database works all the time and is never killed;
   *     it has the broker
   * @param environment more settings of the hub, such as those of its database
   */
  public record Settings(
      List<String> program,
      List<KillPoint> points,
      int kills,
      int perSecond,
      long seed,
      Path work,
      boolean beside,
      Map<String, String> environment) {

    public Settings {
      program = List.copyOf(program);
      points = List.copyOf(points);
      environment = Map.copyOf(environment);
    }
  }

  /**
   * What came of it.
   *
   * @param kills by point
   * @param missed kills that had to be done at another time, because the point was not reached
   * @param stuck outages after which the hub did not go on by itself
   * @param given events that were acknowledged
   * @param repeats how often a source had to give one again
   * @param taken messages that the Cloud API took
   */
  public record Result(
      Map<KillPoint, Integer> kills,
      int missed,
      int stuck,
      int given,
      int repeats,
      int taken,
      Duration duration,
      Reconciliation reconciliation) {

    /** Whether all is as it must be. */
    public boolean holds() {
      return stuck == 0 && reconciliation.holds();
    }
  }

  /**
   * @param progress gets a line for each step
   * @param clock by which events are dated; that of the hubs is the machine's
   */
  public Drill(Settings settings, Consumer<String> progress, Clock clock) {
    this.settings = settings;
    this.progress = progress;
    this.clock = clock;
    this.random = new Random(settings.seed());
  }

  /**
   * Runs to the end.
   *
   * @throws IOException when a hub cannot be started or asked
   */
  public Result run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    URI hub = URI.create("http://127.0.0.1:" + HubProcess.freePort());
    String broker = "tcp://127.0.0.1:" + HubProcess.freePort();
    try (Wire wire = new Wire(hub);
        Sandbox cloud = Sandbox.start(sandbox(wire));
        Outages outages = new Outages(wire, URI.create(broker), settings.environment(), random);
        Sources sources = new Sources(hub, outages.broker(), settings.perSecond(), clock);
        Beside beside = new Beside()) {
      wire.connect(URI.create(cloud.baseUrl()));
      Map<String, String> environment = environment(hub, broker, wire, cloud);
      environment.putAll(outages.leading());
      if (settings.beside()) {
        beside.start(environment, outages.broker());
        progress.accept("the hub beside is ready");
      }
      Map<KillPoint, Integer> kills = new EnumMap<>(KillPoint.class);
      int missed = 0;
      int stuck = 0;
      try (HubProcess first = start(environment, hub)) {
        first.requireReady(http);
        sources.enrol();
        progress.accept("the first hub is ready; events begin");
      }
      sources.start();
      for (int kill = 1; kill <= settings.kills(); kill++) {
        KillPoint point = settings.points().get((kill - 1) % settings.points().size());
        String how;
        if (point.outage()) {
          boolean goesOn = endure(point, environment, hub, outages, new Traffic(sources, wire));
          stuck += goesOn ? 0 : 1;
          how = goesOn ? "" : " (the hub did not go on by itself)";
        } else {
          boolean there =
              point == KillPoint.DISK_FULL
                  ? fill(environment, hub, sources, wire)
                  : kill(point, environment, hub, wire);
          missed += there ? 0 : 1;
          how = there ? "" : " (was not reached in time)";
        }
        kills.merge(point, 1, Integer::sum);
        progress.accept(
            "kill %d of %d, %s%s; %d events given"
                .formatted(kill, settings.kills(), point.word(), how, sources.given().size()));
      }
      try (HubProcess last = start(environment, hub)) {
        last.requireReady(http);
        sources.stop();
        awaitQuiet(hub);
        List<Given> given = sources.given();
        Reconciliation reconciliation = Reconciliation.of(given, wire.taken(), told(hub, given));
        return new Result(
            kills,
            missed,
            stuck,
            given.size(),
            sources.repeats(),
            wire.taken().values().stream().mapToInt(Integer::intValue).sum(),
            Duration.ofNanos(System.nanoTime() - start),
            reconciliation);
      }
    }
  }

  /** The hub that is never killed: it has the broker, and takes over what the others leave. */
  private final class Beside implements AutoCloseable {

    private @Nullable HubProcess process;

    /** Leads the others to its broker. */
    void start(Map<String, String> environment, String broker)
        throws IOException, InterruptedException {
      byte[] key = new byte[32];
      random.nextBytes(key);
      environment.put("DROMEDARY_MASTER_KEY", Base64.getEncoder().encodeToString(key));
      URI url = URI.create("http://127.0.0.1:" + HubProcess.freePort());
      Map<String, String> own = new HashMap<>(environment);
      own.put("SERVER_PORT", String.valueOf(url.getPort()));
      own.put("DROMEDARY_DATA_DIR", settings.work().resolve("beside").toString());
      HubProcess started =
          HubProcess.start(settings.program(), own, url, settings.work().resolve("beside.log"));
      process = started;
      started.requireReady(http);
      environment.put("SPRING_ACTIVEMQ_BROKER_URL", broker);
      environment.remove("DROMEDARY_BROKER_PORT");
    }

    @Override
    public void close() {
      if (process != null) {
        process.close();
      }
    }
  }

  /** One life of a hub, up to its end at the point; false when it did not get there. */
  private boolean kill(KillPoint point, Map<String, String> environment, URI url, Wire wire)
      throws IOException, InterruptedException {
    Map<String, String> more = new HashMap<>(environment);
    if (point.inside()) {
      more.put("DROMEDARY_DRILL_HALT", point.word() + ":" + (1 + random.nextInt(300)));
    }
    AtomicInteger left = new AtomicInteger(1 + random.nextInt(40));
    try (HubProcess hub = start(more, url)) {
      if (!point.inside() && !point.anyTime()) {
        wire.watch(
            passing -> {
              if (passing == point && left.decrementAndGet() == 0) {
                hub.kill();
              }
            });
      }
      if (point.anyTime()) {
        hub.awaitReady(http);
        hub.awaitEnd(Duration.ofMillis(random.nextInt(6000)));
        if (point == KillPoint.RESTART) {
          hub.end();
        } else {
          hub.kill();
        }
      }
      boolean reached = hub.awaitEnd(POINT);
      hub.kill();
      hub.awaitEnd(POINT);
      return reached;
    } finally {
      wire.watch(passing -> {});
    }
  }

  /** One life of a hub in which something else is away; false when it did not go on afterwards. */
  private boolean endure(
      KillPoint outage, Map<String, String> environment, URI url, Outages outages, Traffic traffic)
      throws IOException, InterruptedException {
    try (HubProcess hub = start(environment, url)) {
      hub.awaitReady(http);
      hub.awaitEnd(Duration.ofMillis(random.nextInt(3000)));
      outages.begin(outage);
      hub.awaitEnd(Duration.ofMillis(2000 + random.nextInt(6000)));
      outages.mend();
      Traffic.Count then = traffic.count();
      boolean goesOn = hub.await(() -> traffic.count().allAbove(then), RECOVERY);
      hub.awaitEnd(Duration.ofMillis(random.nextInt(2000)));
      hub.kill();
      hub.awaitEnd(POINT);
      return goesOn;
    } finally {
      outages.mend();
    }
  }

  /** One life of a hub whose disk has little room; false when it found enough. */
  private boolean fill(Map<String, String> environment, URI url, Sources sources, Wire wire)
      throws IOException, InterruptedException {
    try (HubProcess hub =
        HubProcess.startOnSmallDisk(
            largestFile() + ROOM,
            settings.program(),
            environment,
            url,
            settings.work().resolve("hub.log"))) {
      boolean full = !hub.becomesReady(http, RECOVERY);
      if (!full) {
        Traffic traffic = new Traffic(sources, wire);
        full = hub.await(() -> traffic.restsFor(STANDSTILL), RECOVERY) || !hub.isAlive();
      }
      hub.kill();
      hub.awaitEnd(POINT);
      return full;
    }
  }

  private long largestFile() throws IOException {
    try (Stream<Path> files = Files.walk(settings.work().resolve("data"))) {
      return files
          .filter(Files::isRegularFile)
          .mapToLong(file -> file.toFile().length())
          .max()
          .orElse(0);
    }
  }

  private HubProcess start(Map<String, String> environment, URI url) throws IOException {
    return HubProcess.start(
        settings.program(), environment, url, settings.work().resolve("hub.log"));
  }

  private SandboxSettings sandbox(Wire wire) {
    return SandboxSettings.defaults()
        .withPort(0)
        .withSeed(settings.seed())
        .withBehaviour(SandboxBehaviour.immediate())
        .behaving(change -> change.repeatProbability(0.2).disorderProbability(0.2))
        .withWebhookUri(wire.url().resolve("/webhooks/whatsapp"));
  }

  private Map<String, String> environment(URI hub, String broker, Wire wire, Sandbox cloud) {
    SandboxAccount account = SandboxAccount.example();
    Map<String, String> environment = new HashMap<>();
    environment.put("DROMEDARY_DISPATCH_PER_SECOND", "1000");
    environment.put("DROMEDARY_DISPATCH_PAIR_INTERVAL", "1ms");
    environment.put("DROMEDARY_DISPATCH_LEASE", "6s");
    environment.put("DROMEDARY_DISPATCH_TOTAL", "5s");
    environment.put("DROMEDARY_DISPATCH_PATIENCE", "10s");
    environment.putAll(settings.environment());
    environment.put("SERVER_PORT", String.valueOf(hub.getPort()));
    environment.put("DROMEDARY_BROKER_PORT", String.valueOf(URI.create(broker).getPort()));
    environment.put("DROMEDARY_DATA_DIR", settings.work().resolve("data").toString());
    environment.put("DROMEDARY_API_KEY", API_KEY);
    environment.put("DROMEDARY_TEMPLATES_SUBMIT", "true");
    environment.put(
        "WHATSAPP_BASE_URL", wire.url().resolve(URI.create(cloud.baseUrl()).getPath()).toString());
    environment.put("WHATSAPP_PHONE_NUMBER_ID", account.phoneNumberId());
    environment.put("WHATSAPP_BUSINESS_ACCOUNT_ID", account.wabaId());
    environment.put("WHATSAPP_ACCESS_TOKEN", account.accessToken());
    environment.put("WHATSAPP_APP_SECRET", account.appSecret());
    environment.put("WHATSAPP_VERIFY_TOKEN", account.verifyToken());
    return environment;
  }

  /** Until nothing is left that would change by itself. */
  private void awaitQuiet(URI hub) throws IOException, InterruptedException {
    long end = System.nanoTime() + QUIET.toNanos();
    while (System.nanoTime() < end) {
      int waiting = 0;
      for (String state : UNFINISHED) {
        for (JsonNode one : get(hub, "/api/notifications?state=" + state).path("notifications")) {
          waiting += one.path("reason").asText().equals("held") ? 0 : 1;
        }
      }
      if (waiting == 0) {
        return;
      }
      progress.accept("%d or more notifications are not settled yet".formatted(waiting));
      TimeUnit.SECONDS.sleep(2);
    }
  }

  private List<Told> told(URI hub, List<Given> given) throws IOException, InterruptedException {
    List<Told> told = new ArrayList<>();
    String source = URLEncoder.encode(Sources.SOURCE, StandardCharsets.UTF_8);
    for (Given event : given) {
      JsonNode kept = get(hub, "/api/events/" + source + "/" + event.id());
      for (JsonNode one : kept.path("notifications")) {
        String id = one.path("id").asText();
        JsonNode whole = get(hub, "/api/notifications/" + id);
        told.add(
            new Told(
                id,
                event.id(),
                whole.path("state").asText(),
                whole.path("reason").asText(""),
                whole.path("attempts").size()));
      }
    }
    return told;
  }

  private JsonNode get(URI hub, String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(hub.resolve(path))
                .timeout(REQUEST)
                .header("Authorization", "Bearer " + API_KEY)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return JSON.readTree(answer.body());
  }
}
