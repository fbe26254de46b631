package io.dromedary.feedback.camel;

import io.dromedary.feedback.Callback;
import io.dromedary.feedback.Callbacks;
import io.dromedary.feedback.http.HttpCallback;
import io.dromedary.jdbc.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls sources back, each by itself: one that does not answer delays no other. */
public final class CallbackRoute {

  private static final Logger LOG = LoggerFactory.getLogger(CallbackRoute.class);

  private static final int AT_ONCE = 50;

  /** Longer than a batch of calls that all time out. */
  private static final Duration LEASE = Duration.ofMinutes(15);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final Duration KEPT = Duration.ofHours(24);

  private final Callbacks callbacks;
  private final Map<String, Callback> asked;
  private final HttpCallback http;
  private final Transactions transactions;
  private final Clock clock;
  // a callback that failed a moment ago is left alone for a while, whatever waits for it
  private final Map<String, Instant> restUntil = new ConcurrentHashMap<>();

  public CallbackRoute(
      Callbacks callbacks,
      List<Callback> asked,
      HttpCallback http,
      Transactions transactions,
      Clock clock) {
    this.callbacks = callbacks;
    this.asked = asked.stream().collect(Collectors.toMap(Callback::name, Function.identity()));
    this.http = http;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** One call, and to whom. */
  public record Due(Callbacks.Waiting call, Callback callback) {

    /** Where it goes when not by HTTP. */
    public String getQueue() {
      return String.valueOf(callback.queue());
    }

    /** Whether it goes by HTTP. */
    public boolean isByHttp() {
      return callback.url() != null;
    }

    /** The event. */
    public String getBody() {
      return call.body();
    }
  }

  /** What is due. */
  public List<Due> next() {
    Instant now = clock.instant();
    List<Due> due = new ArrayList<>();
    for (Callback callback : asked.values()) {
      if (now.isBefore(restUntil.getOrDefault(callback.name(), Instant.MIN))) {
        continue;
      }
      transactions
          .call(() -> callbacks.next(callback.name(), AT_ONCE, now, now.plus(LEASE)))
          .forEach(call -> due.add(new Due(call, callback)));
    }
    return due;
  }

  /** Tells by HTTP. */
  public void call(@Body Due due) throws Exception {
    Instant rest = restUntil.getOrDefault(due.callback().name(), Instant.MIN);
    if (clock.instant().isBefore(rest)) {
      throw new IllegalStateException("the one before was not taken");
    }
    http.call(due.callback(), due.call().body(), clock.instant());
  }

  /** It was taken. */
  public void taken(@Variable("due") Due due) {
    restUntil.remove(due.callback().name());
    transactions.run(() -> callbacks.done(due.call().id()));
  }

  /** It was not taken: later again, for a day. */
  public void failed(@Variable("due") Due due) {
    Instant now = clock.instant();
    Duration wait = wait(due.call().attempts());
    restUntil.merge(
        due.callback().name(), now.plus(wait), (a, b) -> a.isAfter(now) && a.isBefore(b) ? a : b);
    if (now.isAfter(due.call().createdAt().plus(KEPT))) {
      LOG.warn(
          "callback {} was not taken for {} h and is given up: GET /api/events/SOURCE/ID/manifest"
              + " tells what it would have told",
          due.callback().name(),
          KEPT.toHours());
      transactions.run(() -> callbacks.done(due.call().id()));
      return;
    }
    transactions.run(() -> callbacks.postpone(due.call().id(), now.plus(wait)));
  }

  /** Gives up what waits for a callback that is no longer in the settings. */
  public void forget() {
    int forgotten =
        transactions.call(() -> callbacks.forget(clock.instant().minus(KEPT).minus(LEASE)));
    if (forgotten > 0) {
      LOG.warn(
          "{} callbacks of names that are not in the settings any more are given up", forgotten);
    }
  }

  private static Duration wait(int attempts) {
    long millis = Math.min(LONGEST_WAIT.toMillis(), 1000L << Math.min(attempts, 20));
    return Duration.ofMillis(millis);
  }
}
