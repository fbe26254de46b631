package io.dromedary.bench;

import io.dromedary.drill.HubProcess;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures a hub from outside: each scenario has a hub of its own in a process of its own, a lean
 * Cloud API with a latency, and sources that press. Hub, database, broker, Cloud API and sources
 * share this machine; the figures are comparable with others of the same run only.
 */
public final class Bench {

  private static final Pattern ALLOCATED =
      Pattern.compile("(?m)^jvm_gc_memory_allocated_bytes_total(?:\\{[^}]*})? ([0-9.E+]+)");
  private static final Pattern USED =
      Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\"[^}]*} ([0-9.E+]+)");
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** So many answers to webhooks have percentiles of their own: those of ten seconds. */
  private static final int STORM_PART = 30_000;

  /** On each flight of a long queue. */
  private static final int PASSENGERS = 2000;

  /** Flights of a queue that a long one is compared with. */
  private static final int SHORT_QUEUE = 20;

  private final Settings settings;
  private final Consumer<String> progress;
  private final Clock clock;
  private int life;

  /**
   * How it is done.
   *
   * @param program the arguments of {@code java} that start a hub
   * @param plain the arguments of {@code java} that start a plain route instead
   * @param messages how many are measured, after {@code warmUp} others
   * @param latency of the Cloud API
   * @param backlog how long the queue of {@link Scenario#BACKLOG} is
   * @param work an empty folder for data and logs
   * @param environment more settings of the hub, such as those of its database; not those that tell
   *     it its place, its keys and its Cloud API, nor its rate
   * @param broker a broker for all hubs; {@code null}: each scenario's hub has its own
   * @param launcher what stands before {@code java} where a hub is started, such as a limit on its
   *     cores
   * @param profile beginning of the paths of flame graphs, one for each scenario of throughput;
   *     {@code null}: none
   */
  public record Settings(
      List<String> program,
      List<String> plain,
      int messages,
      int warmUp,
      Duration latency,
      int backlog,
      Path work,
      Map<String, String> environment,
      @Nullable URI broker,
      List<String> launcher,
      @Nullable Path profile) {}

  /**
   * @param progress gets a line for each step
   * @param clock by which events are dated; that of the hubs is the machine's
   */
  public Bench(Settings settings, Consumer<String> progress, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Runs one scenario to its end.
   *
   * @throws IOException when the hub cannot be started or asked
   */
  public Figures run(Scenario scenario) throws IOException, InterruptedException, JMSException {
    progress.accept(scenario.word() + ": " + scenario.says());
    return switch (scenario) {
      case HTTP -> throughput(scenario, false, false);
      case JMS -> throughput(scenario, true, false);
      case PLAIN -> plain();
      case STATUSES -> throughput(scenario, true, true);
      case LATENCY -> latency();
      case FAN_OUT -> fanOut();
      case WEBHOOKS -> webhooks();
      case LANES -> lanes();
      case LIMITS -> limits();
      case HUBS -> hubs();
      case BACKLOG -> backlog();
    };
  }

  /** A hub with everything around it. */
  private final class World implements AutoCloseable {

    final LeanCloud cloud;
    final Pressure sources;
    private final URI url;
    private final Map<String, String> environment;
    private final List<HubProcess> others = new ArrayList<>();
    private final List<String> program;
    private final URI broker;
    private final Path recording;
    private HubProcess hub;
    private Instant begin = Instant.EPOCH;
    private Instant end = Instant.EPOCH;

    World(boolean statuses, int perSecond, int people) throws IOException, InterruptedException {
      this(statuses, perSecond, people, settings.broker());
    }

    /**
     * @param broker beside the hub; {@code null}: the hub's own
     */
    World(boolean statuses, int perSecond, int people, @Nullable URI broker)
        throws IOException, InterruptedException {
      this(statuses, perSecond, people, broker, settings.program());
      sources.enrol();
    }

    /** With something else than a hub, that knows nobody. */
    World(List<String> program) throws IOException, InterruptedException {
      this(false, 0, 2000, settings.broker(), program);
    }

    private World(
        boolean statuses, int perSecond, int people, @Nullable URI beside, List<String> program)
        throws IOException, InterruptedException {
      life++;
      recording = settings.work().resolve("hub-" + life + ".jfr");
      this.program =
          settings.profile() == null
              ? program
              : Stream.concat(
                      Stream.of(
                          "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                              + recording),
                      program.stream())
                  .toList();
      url = URI.create("http://127.0.0.1:" + HubProcess.freePort());
      broker = beside == null ? URI.create("tcp://127.0.0.1:" + HubProcess.freePort()) : beside;
      cloud = new LeanCloud(settings.latency(), statuses, clock);
      cloud.tell(url);
      environment = environment(url, cloud, perSecond);
      if (beside == null) {
        environment.put("DROMEDARY_BROKER_PORT", String.valueOf(broker.getPort()));
      } else {
        environment.put("SPRING_ACTIVEMQ_BROKER_URL", broker.toString());
      }
      sources = new Pressure(url, broker, people, clock);
      hub = start(environment, url);
    }

    /** Another hub on the same database and broker. */
    void another() throws IOException, InterruptedException {
      Map<String, String> own = new HashMap<>(environment);
      URI place = URI.create("http://127.0.0.1:" + HubProcess.freePort());
      own.put("SERVER_PORT", String.valueOf(place.getPort()));
      own.put(
          "DROMEDARY_DATA_DIR",
          settings.work().resolve("data-" + life + "-" + others.size()).toString());
      own.remove("DROMEDARY_BROKER_PORT");
      own.put("SPRING_ACTIVEMQ_BROKER_URL", broker.toString());
      others.add(start(own, place));
    }

    /** Ready, or not at all. */
    private HubProcess start(Map<String, String> own, URI place)
        throws IOException, InterruptedException {
      Path log = settings.work().resolve("hub.log");
      HubProcess started = HubProcess.start(settings.launcher(), program, own, place, log);
      started.requireReady(HttpClient.newHttpClient());
      return started;
    }

    /** Gives what is not measured, and waits until it has gone. */
    void warmUp(boolean jms) throws IOException, InterruptedException, JMSException {
      give(jms, 0, settings.warmUp());
      await("the warm-up", () -> cloud.taken() >= settings.warmUp());
      await("the warm-up's statuses", () -> cloud.webhooksUnderWay() == 0);
      cloud.reset();
    }

    /** Gives what is measured: how much of it arrives in a second, and what it costs. */
    Map<String, Double> carries(boolean jms)
        throws IOException, InterruptedException, JMSException {
      double cpu = cpuSeconds();
      begin = clock.instant();
      give(jms, settings.warmUp(), settings.warmUp() + settings.messages());
      await("all messages", () -> cloud.taken() >= settings.messages());
      end = clock.instant();
      List<Long> times = cloud.times();
      double seconds = (times.get(times.size() - 1) - times.get(0)) / 1e9;
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("messages/s", (times.size() - 1) / seconds);
      figures.put("CPU ms/message", (cpuSeconds() - cpu) * 1000 / settings.messages());
      figures.put("resident MB", residentMegabytes());
      return figures;
    }

    void give(boolean jms, int from, int to) throws InterruptedException, JMSException {
      if (jms) {
        sources.jms(from, to, 2000, cloud::taken);
      } else {
        sources.http(from, to, 64);
      }
    }

    /** Sends statuses of messages in even steps; how long each 200 took, in nanoseconds. */
    List<Long> storm(List<String> references, List<String> statuses, double perSecond)
        throws InterruptedException, IOException {
      ConcurrentLinkedQueue<Long> answers = new ConcurrentLinkedQueue<>();
      long start = System.nanoTime();
      int sent = 0;
      for (String status : statuses) {
        for (String reference : references) {
          LockSupport.parkNanos(start + (long) (sent++ * 1e9 / perSecond) - System.nanoTime());
          cloud.webhook("wamid." + reference, reference, status, answers::add);
        }
      }
      await("all answers", () -> cloud.webhooksUnderWay() == 0);
      if (cloud.webhooksFailed() > 0) {
        throw new IOException(
            cloud.webhooksFailed() + " webhooks were not answered with 200: see hub.log");
      }
      return List.copyOf(answers);
    }

    void awaitState(String notification, String state) throws IOException, InterruptedException {
      await(
          "the last status",
          () -> sources.get("/api/notifications/" + notification).contains('"' + state + '"'));
    }

    /** Changes the gates of the flights from one number to before another, of all their people. */
    void queue(int from, int to) {
      for (int flight = from; flight < to; flight++) {
        sources.passengers("BF" + flight, PASSENGERS);
        sources.tellGateChange("BF" + flight);
        if (flight % 50 == 49) {
          progress.accept(
              "%,d are on their way into the queue".formatted((flight + 1) * PASSENGERS));
        }
      }
    }

    /** The same, and waits until the hub has decided about each of them. */
    void fill(int from, int to) throws IOException, InterruptedException {
      queue(from, to);
      for (int flight = from; flight < to; flight++) {
        String one = "BF" + flight;
        await("the queue", Duration.ofSeconds(1), () -> sources.isDecided(one, PASSENGERS));
      }
    }

    /**
     * How many a second a hub sends that has just started: of the first twenty thousand without
     * their first quarter, or of as much as half of so many flights.
     */
    double firstSends(int flights) throws IOException, InterruptedException {
      await("a measure", () -> cloud.taken() >= Math.min(20_000, flights * PASSENGERS / 2));
      List<Long> times = cloud.times();
      int from = times.size() / 4;
      return (times.size() - 1 - from) / ((times.get(times.size() - 1) - times.get(from)) / 1e9);
    }

    /** Ends it, and starts it again with another rate; how long until it sends. */
    Duration restart(int perSecond) throws IOException, InterruptedException {
      hub.close();
      environment.put("DROMEDARY_DISPATCH_PER_SECOND", String.valueOf(perSecond));
      cloud.reset();
      long start = System.nanoTime();
      hub = start(environment, url);
      await("the first send", () -> cloud.taken() > 0);
      return Duration.ofNanos(cloud.times().get(0) - start);
    }

    double cpuSeconds() {
      return ProcessHandle.of(hub.pid())
          .flatMap(process -> process.info().totalCpuDuration())
          .map(Duration::toMillis)
          .map(millis -> millis / 1000.0)
          .orElse(Double.NaN);
    }

    double residentMegabytes() throws IOException {
      for (String line : Files.readAllLines(Path.of("/proc/" + hub.pid() + "/status"))) {
        if (line.startsWith("VmRSS")) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
      return Double.NaN;
    }

    /** Draws where the time went of what was {@linkplain #carries measured}, once it has ended. */
    void draw(Scenario scenario) throws IOException {
      Path profile = settings.profile();
      if (profile != null) {
        close();
        Path svg = profile.resolveSibling(profile.getFileName() + "-" + scenario.word() + ".svg");
        FlameGraph.write(recording, begin, end, svg, "bench " + scenario.word());
        progress.accept("  flame graph: " + svg);
      }
    }

    /** The sum of a metric's values. */
    double metric(Pattern metric) throws IOException, InterruptedException {
      Matcher found = metric.matcher(sources.get("/actuator/prometheus"));
      double sum = 0;
      while (found.find()) {
        sum += Double.parseDouble(found.group(1));
      }
      return sum;
    }

    @Override
    public void close() {
      others.forEach(HubProcess::close);
      hub.close();
      sources.close();
      cloud.close();
    }
  }

  private Figures throughput(Scenario scenario, boolean jms, boolean statuses)
      throws IOException, InterruptedException, JMSException {
    try (World world = new World(statuses, 1_000_000, 2000)) {
      world.warmUp(jms);
      double allocated = world.metric(ALLOCATED);
      Map<String, Double> figures = world.carries(jms);
      allocated = world.metric(ALLOCATED) - allocated;
      // counted when the collector runs: in a short run it is not known
      if (allocated > 0) {
        figures.put("allocated kB/message", allocated / 1024 / settings.messages());
      }
      world.draw(scenario);
      return new Figures(scenario, figures, perSecond(world.cloud.times()));
    }
  }

  private Figures plain() throws IOException, InterruptedException, JMSException {
    try (World world = new World(settings.plain())) {
      world.warmUp(true);
      Map<String, Double> figures = world.carries(true);
      world.draw(Scenario.PLAIN);
      return new Figures(Scenario.PLAIN, figures, perSecond(world.cloud.times()));
    }
  }

  private Figures latency() throws IOException, InterruptedException, JMSException {
    try (World world = new World(false, 1_000_000, 2000)) {
      world.warmUp(false);
      int messages = 80 * 30;
      world.sources.paced(
          settings.warmUp(), settings.warmUp() + messages, 80, world.sources::order);
      await("all messages", () -> world.cloud.taken() >= messages);
      return new Figures(
          Scenario.LATENCY,
          percentiles("event to Cloud API", world, settings.warmUp(), messages),
          perSecond(world.cloud.times()));
    }
  }

  private static Map<String, Double> percentiles(String name, World world, int from, int number) {
    List<Long> nanos = new ArrayList<>();
    for (int i = from; i < from + number; i++) {
      Long given = world.sources.given().get(i);
      Long arrived = world.cloud.arrivals().get(i);
      if (given != null && arrived != null) {
        nanos.add(arrived - given);
      }
    }
    return percentiles(name, nanos);
  }

  private static Map<String, Double> percentiles(String name, List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int percent : new int[] {50, 90, 99}) {
      int index = Math.min(sorted.size() - 1, sorted.size() * percent / 100);
      figures.put(name + " p" + percent + " ms", sorted.get(index) / 1e6);
    }
    figures.put(name + " longest ms", sorted.get(sorted.size() - 1) / 1e6);
    return figures;
  }

  private Figures fanOut() throws IOException, InterruptedException, JMSException {
    try (World world = new World(false, 1_000_000, 300)) {
      world.warmUp(false);
      List<Double> lasts = new ArrayList<>();
      for (int flight = 0; flight < 6; flight++) {
        world.sources.passengers("BF" + flight, 300);
        world.cloud.reset();
        long start = System.nanoTime();
        world.sources.tellGateChange("BF" + flight);
        await("all passengers", () -> world.cloud.taken() >= 300);
        lasts.add((world.cloud.times().get(299) - start) / 1e6);
      }
      lasts.sort(Double::compare);
      return new Figures(
          Scenario.FAN_OUT,
          Map.of("last of 300, median ms", lasts.get(3), "last of 300, longest ms", lasts.get(5)),
          List.of());
    }
  }

  private Figures webhooks() throws IOException, InterruptedException, JMSException {
    try (World world = new World(false, 1_000_000, 2000)) {
      int messages = settings.warmUp();
      world.give(true, 0, messages);
      await("the messages", () -> world.cloud.taken() >= messages);
      List<String> references = world.cloud.references();
      String last = references.get(references.size() - 1);
      // the first of the three is not measured: the hub warms up
      world.storm(references, List.of("sent"), 1500);
      world.awaitState(last, "SENT");
      double cpu = world.cpuSeconds();
      world.begin = clock.instant();
      long start = System.nanoTime();
      List<Long> answers = world.storm(references, List.of("delivered", "read"), 3000);
      double answered = (System.nanoTime() - start) / 1e9;
      for (int from = 0; from < answers.size(); from += STORM_PART) {
        List<Long> part = answers.subList(from, Math.min(answers.size(), from + STORM_PART));
        progress.accept(
            "  answers %,d and on: %s"
                .formatted(
                    from,
                    percentiles("", part).entrySet().stream()
                        .map(one -> "%s %,.0f".formatted(one.getKey().strip(), one.getValue()))
                        .collect(Collectors.joining(", "))));
      }
      world.awaitState(last, "READ");
      world.end = clock.instant();
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("webhooks/s", answers.size() / answered);
      figures.put("CPU ms/webhook", (world.cpuSeconds() - cpu) * 1000 / answers.size());
      figures.putAll(percentiles("to the 200", answers));
      figures.put("processed after the last 200 s", (System.nanoTime() - start) / 1e9 - answered);
      world.draw(Scenario.WEBHOOKS);
      return new Figures(Scenario.WEBHOOKS, figures, List.of());
    }
  }

  private Figures lanes() throws IOException, InterruptedException {
    try (World world = new World(false, 80, 2000)) {
      world.queue(0, 10);
      await("the queue's beginning", () -> world.cloud.taken() > 160);
      int passwords = 120;
      world.sources.paced(1, passwords + 1, 4, world.sources::oneTimePassword);
      await("all passwords", () -> world.cloud.arrivals().size() >= passwords);
      return new Figures(
          Scenario.LANES,
          percentiles("password to Cloud API", world, 1, passwords),
          perSecond(world.cloud.times()));
    }
  }

  private Figures limits() throws IOException, InterruptedException {
    try (World world = new World(false, 80, 2000)) {
      world.queue(0, 4);
      world.another();
      world.another();
      world.cloud.reset();
      await("a minute", () -> world.cloud.taken() > 80 * 62);
      List<Long> times = world.cloud.times();
      long begin = times.get(80);
      int minute = 0;
      int most = 0;
      int from = 0;
      for (int to = 0; to < times.size(); to++) {
        minute += times.get(to) >= begin && times.get(to) < begin + 60_000_000_000L ? 1 : 0;
        while (times.get(to) - times.get(from) >= 1_000_000_000L) {
          from++;
        }
        most = Math.max(most, to - from + 1);
      }
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("messages in 60 s", (double) minute);
      figures.put("most in any second, as they arrive", (double) most);
      return new Figures(Scenario.LIMITS, figures, perSecond(times));
    }
  }

  /** By one hub, and then by two; the broker is beside them. */
  private Figures hubs() throws IOException, InterruptedException, JMSException {
    URI broker = settings.broker();
    if (broker != null) {
      return hubs(broker);
    }
    try (Broker own = new Broker(settings.work().resolve("broker"))) {
      return hubs(own.url());
    }
  }

  private Figures hubs(URI broker) throws IOException, InterruptedException, JMSException {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int hubs = 1; hubs <= 2; hubs++) {
      try (World world = new World(false, 1_000_000, 2000, broker)) {
        for (int other = 1; other < hubs; other++) {
          world.another();
        }
        world.warmUp(true);
        double rate = Objects.requireNonNull(world.carries(true).get("messages/s"));
        figures.put("messages/s by " + (hubs == 1 ? "one hub" : hubs + " hubs"), rate);
      }
    }
    return new Figures(Scenario.HUBS, figures, List.of());
  }

  private Figures backlog() throws IOException, InterruptedException {
    try (World world = new World(false, 1, PASSENGERS)) {
      int flights = Math.max(1, settings.backlog() / PASSENGERS);
      double few = Double.NaN;
      if (flights > SHORT_QUEUE) {
        world.fill(0, SHORT_QUEUE);
        world.restart(1_000_000);
        few = world.firstSends(SHORT_QUEUE);
        world.restart(1);
        world.fill(SHORT_QUEUE, flights);
      } else {
        world.fill(0, flights);
      }
      Duration first = world.restart(1_000_000);
      double rate = world.firstSends(flights);
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("queued", (double) flights * PASSENGERS);
      figures.put("start to first send s", first.toMillis() / 1000.0);
      figures.put("messages/s", rate);
      if (!Double.isNaN(few)) {
        figures.put("messages/s with %,d queued".formatted(SHORT_QUEUE * PASSENGERS), few);
        figures.put("of those %", 100 * rate / few);
      }
      figures.put("heap in use MB", world.metric(USED) / 1024 / 1024);
      figures.put("resident MB", world.residentMegabytes());
      return new Figures(Scenario.BACKLOG, figures, perSecond(world.cloud.times()));
    }
  }

  private static List<Integer> perSecond(List<Long> times) {
    List<Integer> counts = new ArrayList<>();
    for (long time : times) {
      int second = (int) ((time - times.get(0)) / 1_000_000_000L);
      while (counts.size() <= second) {
        counts.add(0);
      }
      counts.set(second, counts.get(second) + 1);
    }
    // the last second is not whole
    return counts.size() > 1 ? counts.subList(0, counts.size() - 1) : counts;
  }

  /** What is waited for; it may have to be asked for. */
  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static void await(String what, Condition done) throws IOException, InterruptedException {
    await(what, Duration.ofMillis(2), done);
  }

  /**
   * @param pause between two looks
   */
  private static void await(String what, Duration pause, Condition done)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!done.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(what + " did not come within " + PATIENCE);
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private Map<String, String> environment(URI hub, LeanCloud cloud, int perSecond) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DROMEDARY_TEMPLATES_ASSUME_APPROVED", "true");
    environment.put("DROMEDARY_DISPATCH_IN_FLIGHT", "200");
    // a thousand people stand for a million
    environment.put("DROMEDARY_DISPATCH_PAIR_INTERVAL", "1ms");
    environment.putAll(settings.environment());
    environment.put("DROMEDARY_DISPATCH_PER_SECOND", String.valueOf(perSecond));
    environment.put("SERVER_PORT", String.valueOf(hub.getPort()));
    environment.put("DROMEDARY_DATA_DIR", settings.work().resolve("data-" + life).toString());
    environment.put("DROMEDARY_API_KEY", Pressure.API_KEY);
    environment.put("DROMEDARY_MASTER_KEY", Base64.getEncoder().encodeToString(new byte[32]));
    environment.put("WHATSAPP_BASE_URL", cloud.baseUrl());
    environment.put("WHATSAPP_PHONE_NUMBER_ID", "1");
    environment.put("WHATSAPP_BUSINESS_ACCOUNT_ID", "1");
    environment.put("WHATSAPP_ACCESS_TOKEN", "bench");
    environment.put("WHATSAPP_APP_SECRET", LeanCloud.SECRET);
    environment.put("WHATSAPP_VERIFY_TOKEN", "bench");
    return environment;
  }
}
