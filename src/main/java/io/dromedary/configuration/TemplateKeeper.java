package io.dromedary.configuration;

import io.dromedary.jdbc.LostDatabase;
import io.dromedary.template.UsableTemplates;
import io.dromedary.whatsapp.SyncReport;
import io.dromedary.whatsapp.TemplateSync;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps templates in step with the account in the background: at start, then now and again. */
final class TemplateKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TemplateKeeper.class);

  /** A hundred creations an hour leave room for the next one after 36 seconds. */
  private static final Duration PACE = Duration.ofSeconds(36);

  private final TemplateSync sync;
  private final UsableTemplates usable;
  private final Duration refresh;
  private final Duration review;
  private final Clock clock;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "template-keeper");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean synchronised;
  private @Nullable Instant reviewedUntil;
  private Instant nextRefresh = Instant.MIN;
  private Instant nextSync = Instant.MIN;
  private String lastProblem = "";
  private Set<String> halted = Set.of();

  /**
   * @param refresh how often the account is read
   * @param review how long the first synchronisation waits for the review of what it submitted: the
   *     sandbox decides within seconds, Meta within a day
   */
  TemplateKeeper(
      TemplateSync sync, UsableTemplates usable, Duration refresh, Duration review, Clock clock) {
    this.sync = sync;
    this.usable = usable;
    this.refresh = refresh;
    this.review = review;
    this.clock = clock;
  }

  /** Whether the account has been read at least once. */
  boolean isSynchronised() {
    return synchronised;
  }

  /** Begins; the first synchronisation runs at once, in the background. */
  void start() {
    executor.scheduleWithFixedDelay(this::look, 0, 500, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      Instant now = clock.instant();
      if (!now.isBefore(nextSync)) {
        synchronise(now);
      }
      if (!now.isBefore(nextRefresh)) {
        nextRefresh = now.plusSeconds(2);
        usable.refresh();
        tellHalts();
      }
    } catch (RuntimeException e) {
      if (!LostDatabase.isCauseOf(e)) {
        problem("templates could not be synchronised (" + e.getClass().getSimpleName() + ")");
      }
      LOG.debug("the synchronisation's problem", e);
    }
  }

  private void synchronise(Instant now) {
    SyncReport report = sync.run(now);
    String stopped = report.stopped();
    if (stopped != null) {
      problem("templates could not be synchronised: " + stopped);
      nextSync = now.plusSeconds(5);
      return;
    }
    lastProblem = "";
    // what waits for the platform's pace goes on as soon as there is room
    nextSync = report.waiting().isEmpty() ? now.plus(refresh) : now.plus(PACE);
    if (!synchronised || !report.submitted().isEmpty()) {
      LOG.info(
          "templates: {} in the account, {} submitted now, {} wait for the platform's pace, {}"
              + " refused, {} cannot be submitted",
          report.pulled(),
          report.submitted().size(),
          report.waiting().size(),
          report.refused().size(),
          report.withheld().size());
      report.refused().forEach((key, why) -> LOG.warn("template {} was refused: {}", key, why));
      report
          .withheld()
          .forEach((key, why) -> LOG.warn("template {} is not submitted: {}", key, why));
    }
    usable.refresh();
    tellHalts();
    if (!synchronised && !report.submitted().isEmpty() && reviewedUntil == null) {
      reviewedUntil = now.plus(review);
    }
    boolean underReview =
        !synchronised
            && reviewedUntil != null
            && now.isBefore(reviewedUntil)
            && usable.anyUndecided();
    if (underReview) {
      nextSync = now;
    } else {
      synchronised = true;
    }
  }

  /** Whoever noticed it, this process by a webhook or another one: each halt is told once. */
  private void tellHalts() {
    Set<String> stopped = new TreeSet<>();
    usable.awaitingConfirmation().forEach(each -> stopped.add(each.name() + "/" + each.language()));
    for (String template : stopped) {
      if (!halted.contains(template)) {
        LOG.warn(
            "Meta moved template {} to another category: it is not sent until its category is the"
                + " file's again and someone confirms it (dromedary templates confirm)",
            template);
      }
    }
    for (String template : halted) {
      if (!stopped.contains(template)) {
        LOG.info("template {} no longer stands still for its category", template);
      }
    }
    halted = stopped;
  }

  private void problem(String text) {
    if (!text.equals(lastProblem)) {
      LOG.error("{}; it is tried again every few seconds", text);
      lastProblem = text;
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
