package io.dromedary.dispatch;

import io.dromedary.jdbc.Gatherer;
import io.dromedary.jdbc.LostDatabase;
import io.dromedary.jdbc.Transactions;
import io.dromedary.notification.State;
import io.dromedary.policy.Decision;
import io.dromedary.policy.DecisionJson;
import io.dromedary.policy.Reason;
import io.dromedary.template.Template;
import io.dromedary.whatsapp.PlatformError;
import io.dromedary.whatsapp.SendOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is queued. {@link #claim} leases, decides again and commits {@code SENDING} before any
 * request leaves; {@link #settle} writes down what became of it. A number that the platform has
 * stopped is left alone until the stop is over, and so is one that gets no answers.
 */
public final class Dispatcher implements AutoCloseable {

  private final Outbox outbox;
  private final SendLimit limit;
  private final PairLimit pairs;
  private final LastLook lastLook;
  private final Transactions transactions;
  private final Clock clock;
  private final DispatchSettings settings;
  private final NumberStop stop = new NumberStop();
  private final Consequences consequences;
  private final Map<UUID, Sending> underWay = new ConcurrentHashMap<>();
  private final Set<Consequence> unwritten = ConcurrentHashMap.newKeySet();
  private final Queue<Consequence> kept = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean(true);
  private final Gatherer<Consequence> settlements;
  private volatile boolean uncertain;
  private volatile boolean closed;

  public Dispatcher(
      Outbox outbox,
      SendLimit limit,
      PairLimit pairs,
      LastLook lastLook,
      Transactions transactions,
      Clock clock,
      DispatchSettings settings) {
    this.outbox = outbox;
    this.limit = limit;
    this.pairs = pairs;
    this.lastLook = lastLook;
    this.transactions = transactions;
    this.clock = clock;
    this.settings = settings;
    this.consequences = new Consequences(settings, RandomGenerator.getDefault());
    this.settlements =
        new Gatherer<>("settlements", this::write, Duration.ofMillis(3), settings.batch());
  }

  /** There is something new to send: do not wait for the next look. */
  public void wake() {
    awake.set(true);
  }

  /** Whether there may be something to claim: since the last claim that found nothing. */
  public boolean isAwake() {
    return awake.get();
  }

  /** Why the number stands still; empty when it does not, or one message is tried again. */
  public Optional<PlatformError> stoppedBy() {
    return stop.cause(clock.instant());
  }

  /** Whether requests get no answer that says something, so that one at a time is tried. */
  public boolean isUnanswered() {
    return stop.isUnanswered(underWay.size(), clock.instant());
  }

  /** The platform has said by a webhook that the number must stop. */
  public void stop(PlatformError cause) {
    stop.begin(cause, clock.instant());
  }

  /** How many requests are under way. */
  public int underWay() {
    return underWay.size();
  }

  /**
   * Claims what may be sent now, within slots and permits. When this returns, {@code SENDING} is
   * committed; the requests must leave at once.
   */
  public List<Sending> claim() {
    Instant now = clock.instant();
    int slots =
        stop.allows(
            Math.min(settings.batch(), settings.inFlight() - underWay.size()),
            underWay.size(),
            now);
    if (closed || slots <= 0) {
      return List.of();
    }
    awake.set(false);
    List<Sending> sendings = certain(slots, now);
    if (!sendings.isEmpty()) {
      awake.set(true);
    }
    for (Sending sending : sendings) {
      underWay.put(sending.notification(), sending);
      stop.leaves(now);
    }
    return sendings;
  }

  /**
   * A claim whose commit was not answered may hold what it does not know: that has not been sent.
   */
  private List<Sending> certain(int slots, Instant now) {
    if (uncertain) {
      // in this order: an answered one is among the unwritten before it leaves those under way
      Set<UUID> known = new HashSet<>(underWay.keySet());
      unwritten.forEach(one -> known.add(one.settlement().notification()));
      transactions.run(() -> outbox.release(settings.owner(), known, now));
      uncertain = false;
    }
    try {
      return transactions.call(() -> claim(slots, now));
    } catch (RuntimeException e) {
      uncertain = true;
      awake.set(true);
      throw e;
    }
  }

  private List<Sending> claim(int slots, Instant now) {
    if (!outbox.anyReady(settings.sender())) {
      return List.of();
    }
    SendLimit.Permits permits = limit.take(settings.sender(), slots, now);
    if (permits.all() == 0) {
      awake.set(true);
      return List.of();
    }
    Instant leaseUntil = now.plus(settings.lease());
    List<Claimed> claimed =
        outbox.claim(settings.sender(), permits, settings.owner(), now, leaseUntil);
    List<Sending> decided = new ArrayList<>();
    List<Outbox.Leaving> about = new ArrayList<>();
    PairLimit.Turns turns =
        pairs.look(
            settings.sender(),
            claimed.stream().map(Claimed::person).filter(Objects::nonNull).toList(),
            now);
    List<LastLook.Decided> last = lastLook.decide(inTurn(claimed, turns, now), now);
    for (LastLook.Decided one : last) {
      sending(one, now, leaseUntil)
          .ifPresent(
              sending -> {
                decided.add(sending);
                about.add(leaving(one, sending.delivery()));
              });
    }
    Set<UUID> leaving = outbox.sending(about, now);
    List<Sending> sendings =
        decided.stream().filter(sending -> leaving.contains(sending.notification())).toList();
    limit.giveBack(settings.sender(), permits.all() - sendings.size(), now);
    turns.sent(sendings.stream().map(Sending::person).filter(Objects::nonNull).toList());
    lastLook.release(
        last.stream()
            .filter(one -> one.decision() instanceof Decision.Send)
            .map(one -> one.claimed().id())
            .filter(id -> !leaving.contains(id))
            .toList());
    if (sendings.isEmpty() && !claimed.isEmpty()) {
      awake.set(true);
    }
    return sendings;
  }

  /** Those whose person may be written to now; the others wait until it is their turn. */
  private List<Claimed> inTurn(List<Claimed> claimed, PairLimit.Turns turns, Instant now) {
    List<Claimed> inTurn = new ArrayList<>();
    for (Claimed one : claimed) {
      UUID person = one.person();
      Instant turn = person == null ? now : turns.next(person, one.lane() == 0);
      if (turn.isAfter(now) && now.isBefore(one.deadline())) {
        Instant due = turn.isBefore(one.deadline()) ? turn : one.deadline();
        outbox.postpone(one.id(), due, "pair-limit", now);
      } else {
        inTurn.add(one);
      }
    }
    return inTurn;
  }

  private static Outbox.Leaving leaving(LastLook.Decided decided, Delivery delivery) {
    Decision.Message message = ((Decision.Send) decided.decision()).message();
    return new Outbox.Leaving(
        decided.claimed().id(),
        message.template(),
        message.language(),
        message.form().word(),
        DecisionJson.of(decided.decision()).toString(),
        delivery);
  }

  /** Empty when it does not leave now, which is then written down. */
  private Optional<Sending> sending(LastLook.Decided decided, Instant now, Instant leaseUntil) {
    Claimed one = decided.claimed();
    Decision decision = decided.decision();
    String json = DecisionJson.of(decision).toString();
    if (decision instanceof Decision.Hold hold) {
      outbox.postpone(one.id(), holdUntil(one, now), hold.reason().word(), now);
      return Optional.empty();
    }
    if (decision instanceof Decision.Schedule schedule) {
      outbox.postpone(one.id(), schedule.notBefore(), word(schedule.reason()), now);
      return Optional.empty();
    }
    if (decision instanceof Decision.FallBack other) {
      outbox.fallBack(one.id(), other.channel(), other.reason().word(), json, now);
      return Optional.empty();
    }
    if (!(decision instanceof Decision.Send send)) {
      Reason reason = Objects.requireNonNullElse(DecisionJson.reason(decision), Reason.RULE_ERROR);
      State end = reason == Reason.DEADLINE_PASSED ? State.EXPIRED : State.SUPPRESSED;
      outbox.end(one.id(), end, reason.word(), json, now);
      return Optional.empty();
    }
    Template template = decided.template();
    String to = one.payload().to() == null ? one.payload().userId() : one.payload().to();
    if (template == null || to == null) {
      // the template's file was taken away after the event was accepted: look again, until the
      // deadline
      outbox.postpone(one.id(), holdUntil(one, now), Reason.TEMPLATE_NOT_APPROVED.word(), now);
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Sending(
              one.id(),
              one.attempts() + 1,
              one.deadline(),
              leaseUntil,
              one.person(),
              Delivery.of(template, decided.binding(), now),
              Requests.of(to, template, decided.binding(), send.message(), one.id().toString())));
    } catch (RuntimeException e) {
      // the template's file was changed under it; the others go on
      outbox.end(one.id(), State.DEAD, "cannot-be-built", json, now);
      return Optional.empty();
    }
  }

  private static @Nullable String word(@Nullable Reason reason) {
    return reason == null ? null : reason.word();
  }

  private Instant holdUntil(Claimed one, Instant now) {
    Instant later = now.plus(settings.holdFor());
    return later.isBefore(one.deadline()) ? later : one.deadline();
  }

  /**
   * Writes what became of a request; completes when it is committed. Twice does nothing. While the
   * database is away it completes with that failure, and the outcome is kept until it is back.
   */
  public CompletableFuture<Void> settle(Sending sending, SendOutcome outcome) {
    Instant now = clock.instant();
    Consequence consequence = consequences.of(sending, outcome, now);
    unwritten.add(consequence);
    // by attempt: a late answer to an earlier one says nothing about the one under way
    if (!underWay.remove(sending.notification(), sending)
        && !(outcome instanceof SendOutcome.Accepted)) {
      unwritten.remove(consequence);
      return CompletableFuture.completedFuture(null);
    }
    stop.learns(outcome, underWay.size(), now);
    return write(consequence);
  }

  private CompletableFuture<Void> write(Consequence consequence) {
    return settlements
        .add(consequence)
        .whenComplete(
            (done, problem) -> {
              if (problem == null) {
                unwritten.remove(consequence);
              } else if (LostDatabase.isCauseOf(problem)) {
                kept.add(consequence);
              }
            });
  }

  /** Whether all outcomes that were kept while the database was away are written now. */
  private boolean writeKept() {
    List<CompletableFuture<Void>> writes = new ArrayList<>();
    for (int left = kept.size(); left > 0; left--) {
      Consequence consequence = kept.poll();
      if (consequence != null) {
        writes.add(write(consequence));
      }
    }
    return writes.stream()
        .map(written -> written.handle((done, problem) -> problem == null))
        .allMatch(CompletableFuture::join);
  }

  private void write(List<Consequence> gathered) {
    List<Settlement> outcomes = gathered.stream().map(Consequence::settlement).toList();
    List<UUID> notTaken =
        outcomes.stream()
            .filter(
                one ->
                    !(one instanceof Settlement.Accepted) && !(one instanceof Settlement.Unknown))
            .map(Settlement::notification)
            .toList();
    transactions.run(
        () -> {
          outbox.settle(outcomes, clock.instant());
          lastLook.release(notTaken);
        });
    if (gathered.stream().anyMatch(Consequence::reachesFurther)) {
      transactions.run(() -> learn(gathered, clock.instant()));
    }
    awake.set(true);
  }

  /** What the answers say about other messages: of the number, of a person, of a window. */
  private void learn(List<Consequence> gathered, Instant now) {
    gathered.stream()
        .map(Consequence::slowUntil)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .ifPresent(until -> limit.slowDown(settings.sender(), until, now));
    Map<UUID, Instant> resting = new HashMap<>();
    for (Consequence one : gathered) {
      if (one.person() != null && one.restUntil() != null) {
        resting.merge(one.person(), one.restUntil(), (a, b) -> a.isAfter(b) ? a : b);
      }
      if (one.person() != null && one.windowClosed()) {
        lastLook.windowClosed(one.person(), now);
      }
    }
    pairs.rest(settings.sender(), resting, now);
  }

  /**
   * Looks after what time has changed: makes due ones ready, ends requests that take too long,
   * finds what a dead hub left behind, decides about unknown ones.
   */
  public void sweep() {
    Instant now = clock.instant();
    for (Sending sending : List.copyOf(underWay.values())) {
      Instant limitOfAll = sending.leaseUntil().minus(settings.lease()).plus(settings.total());
      if (!now.isBefore(limitOfAll)) {
        settle(sending, new SendOutcome.Unknown("no-answer-in-time"));
      }
    }
    if (!writeKept()) {
      return; // what is known of a request comes before what its lease would make of it
    }
    transactions.run(
        () -> {
          if (outbox.promote(now, 1000) > 0) {
            awake.set(true);
          }
          outbox.expireLeases(now, now.plus(settings.patience()), 1000);
          outbox.undelivered(now, 1000);
          for (Outbox.Overdue overdue : outbox.overdueUnknown(now, 1000)) {
            if (overdue.outdated()) {
              outbox.hold(overdue.notification(), Reason.SUPERSEDED.word(), now);
            } else if ("resend".equals(overdue.onUnknown()) && overdue.resends() == 0) {
              outbox.resend(overdue.notification(), now);
            } else {
              outbox.hold(overdue.notification(), "held", now);
            }
          }
        });
  }

  /** Forgets who was written to long enough ago; seldom is often enough. */
  public void forget() {
    Instant now = clock.instant();
    transactions.run(() -> pairs.purge(now));
  }

  /** Claims nothing more, and writes the results that are waiting. */
  @Override
  public void close() {
    closed = true;
    settlements.close();
  }
}
