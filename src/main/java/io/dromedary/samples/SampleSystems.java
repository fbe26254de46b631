package io.dromedary.samples;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * ERP, booking engine, billing, bank, airline, traffic centre, care desk and identity service of an
 * invented company. They play a round in which every system has something to tell, and then go on
 * slowly until closed.
 *
 * <p>To be used in this order: {@link #prepareTables} once the hub's own tables are there, {@link
 * #feedUrl} for the route that polls the feed, {@link #start}, {@link #close}.
 */
public final class SampleSystems implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SampleSystems.class);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LONGEST_ACT = Duration.ofSeconds(5);

  private final SampleSettings settings;
  private final Stop stop = new Stop();
  private final Cast cast = Cast.load();
  private final Tables tables;
  private final Hub hub;
  private final TrafficCentre traffic;
  private final Play play;
  private final Set<String> warned = new HashSet<>();
  private @Nullable Thread stage;

  /** Sets the stage; the traffic centre's feed answers from here on. */
  public SampleSystems(SampleSettings settings) {
    this.settings = settings;
    Run run = Run.beginning(settings.clock());
    String business = settings.businessName();
    JdbcTemplate sql = new JdbcTemplate(settings.database());
    Path inbox = settings.dataDirectory().resolve("inbox").resolve("bank");
    Queues queues = new Queues(settings.broker());
    tables = new Tables(sql);
    hub = new Hub(settings.hubUrl(), settings.apiKey(), stop);
    traffic = new TrafficCentre(hub, cast, run);
    play =
        new Play(
            cast,
            new OptInDesk(hub, cast, run, business),
            new ErpSystem(queues, run, business),
            new BookingSystem(sql, run),
            new BillingSystem(hub, run, settings.billingSecret(), business),
            new BankSystem(sql, inbox, run),
            new AirlineSystem(queues, hub, cast, run),
            traffic,
            new EventSender(hub, run));
  }

  /**
   * Creates the tables of ERP, booking engine and bank where they are missing, and enters the cast
   * as customers. Any number of times.
   */
  public void prepareTables() {
    tables.prepare(cast);
  }

  /** Address of the traffic centre's DATEX II feed. */
  public String feedUrl() {
    return traffic.feedUrl();
  }

  /** Begins to play in the background, as soon as the hub is ready. Once only. */
  public synchronized void start() {
    if (stage != null) {
      throw new IllegalStateException("the sample systems play already");
    }
    Thread thread = new Thread(this::perform, "sample-systems");
    thread.setDaemon(true);
    stage = thread;
    thread.start();
  }

  private void perform() {
    try {
      if (!hub.isReadyWithin(PATIENCE)) {
        LOG.warn("sample systems: the hub is not ready after {}; they do not play", PATIENCE);
        return;
      }
      for (Act act : play.firstRound()) {
        perform(act);
        stop.pause(settings.pace());
      }
      for (long turn = 0; settings.loop(); turn++) {
        stop.pause(settings.loopPace());
        perform(play.again(turn));
      }
    } catch (InterruptedException e) {
      LOG.debug("sample systems: the play has ended");
    }
  }

  /** A failed act is told once for each kind of failure, and the play goes on. */
  private void perform(Act act) throws InterruptedException {
    try {
      String done = act.scene().play();
      LOG.info("sample {}: {}", act.system(), done);
    } catch (RefusedException e) {
      warn(act, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // the message may hold values
      warn(act, e.getClass().getSimpleName());
      LOG.debug("sample {}: the act failed", act.system(), e);
    }
  }

  private void warn(Act act, String failure) {
    if (warned.add(act.system() + failure)) {
      LOG.warn("sample {}: the act failed: {}", act.system(), failure);
    }
  }

  /** Ends the play after the act under way, and the feed. Any number of times. */
  @Override
  public synchronized void close() {
    stop.ask();
    traffic.close();
    if (stage != null) {
      try {
        stage.join(LONGEST_ACT.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
