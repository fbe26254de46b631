package io.dromedary.configuration;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second whether something that the hub needs is there, and says so once when it goes
 * away and once when it is back: where it should be and what to do. Silence for longer than {@link
 * #LIMIT} counts as away. Never the failure's own words, which may quote a secret.
 */
final class Watch implements AutoCloseable {

  /** How long an answer may take. */
  static final Duration LIMIT = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger("io.dromedary.outage");
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** So many looks at which all seemed well and work had failed nevertheless… */
  private static final int DOUBTS = 4;

  /** … with never so many between them that knew of no failure. */
  private static final int CONVINCED = 10;

  private final String name;
  private final String meanwhile;
  private final String remedy;
  private final Probe probe;
  private final ScheduledExecutorService looking = thread("watch");
  private final ExecutorService asking = thread("probe");
  private final AtomicReference<@Nullable String> doubt = new AtomicReference<>();
  private @Nullable Future<?> asked;
  private int doubts;
  private int sinceDoubt;
  private volatile State state = State.UNKNOWN;

  private enum State {
    UNKNOWN,
    THERE,
    AWAY
  }

  /** Asks for a sign of life. */
  interface Probe {
    /** Returns when it has one, and fails otherwise. */
    void ask() throws Exception;
  }

  /**
   * @param name with its address, without secrets: {@code the broker at tcp://broker:61616}
   * @param meanwhile what the hub does as long as it is away
   * @param remedy what an operator can do
   */
  Watch(String name, String meanwhile, String remedy, Probe probe) {
    this.name = name;
    this.meanwhile = meanwhile;
    this.remedy = remedy;
    this.probe = probe;
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Looks for the first time, and then again and again. */
  void start() {
    look();
    looking.scheduleWithFixedDelay(
        this::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether it answered the last time. */
  boolean isThere() {
    return state == State.THERE;
  }

  /** Whether it is known to be away; not before it has been looked for. */
  boolean isAway() {
    return state == State.AWAY;
  }

  /** Work that needs it has failed: said only when that goes on although it answers. */
  void doubt(String kind) {
    doubt.set(kind);
  }

  private void look() {
    String trouble = ask();
    if (trouble == null) {
      if (state == State.AWAY) {
        LOG.info("{} answers again: all goes on", name);
      }
      state = State.THERE;
      weigh(doubt.getAndSet(null));
    } else {
      if (state != State.AWAY) {
        LOG.error(
            "{} does not answer ({}): {}. {} It is tried again every second.",
            name,
            trouble,
            meanwhile,
            remedy);
      }
      state = State.AWAY;
      doubts = 0;
    }
  }

  private void weigh(@Nullable String kind) {
    sinceDoubt = kind == null ? sinceDoubt + 1 : 0;
    if (sinceDoubt >= CONVINCED) {
      doubts = 0;
    }
    if (kind != null && ++doubts == DOUBTS) {
      LOG.error(
          "{} answers, but not to what the hub needs of it ({}): {}. {}",
          name,
          kind,
          meanwhile,
          remedy);
    }
  }

  /** What is wrong in a word; {@code null} when nothing is. */
  private @Nullable String ask() {
    Future<?> answer = asked;
    if (answer == null) {
      answer =
          asking.submit(
              () -> {
                probe.ask();
                return true;
              });
      asked = answer;
    }
    try {
      answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      asked = null;
      return null;
    } catch (TimeoutException e) {
      // the same question is waited for the next time
      return "silent for " + LIMIT.toSeconds() + " s";
    } catch (ExecutionException e) {
      asked = null;
      return kind(Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return state == State.AWAY ? "stopping" : null;
    }
  }

  /** The innermost failure's name. */
  static String kind(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName();
  }

  @Override
  public void close() {
    looking.shutdownNow();
    asking.shutdownNow();
  }
}
