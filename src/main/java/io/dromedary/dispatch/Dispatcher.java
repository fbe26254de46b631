package io.dromedary.dispatch;

import io.dromedary.jdbc.Gatherer;
import io.dromedary.jdbc.LostDatabase;
import io.dromedary.jdbc.Transactions;
import io.dromedary.notification.State;
import io.dromedary.policy.Decision;
import io.dromedary.policy.DecisionJson;
import io.dromedary.policy.Reason;
import io.dromedary.template.Template;
import io.dromedary.whatsapp.GraphError;
import io.dromedary.whatsapp.SendOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * stopped is left alone until the stop is over.
 */
public final class Dispatcher implements AutoCloseable {

  /** How long a number rests after an error that a person must mend. */
  private static final Duration REST = Duration.ofSeconds(30);

  private final Outbox outbox;
  private final SendLimit limit;
  private final LastLook lastLook;
  private final Transactions transactions;
  private final Clock clock;
  private final DispatchSettings settings;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Map<UUID, Sending> underWay = new ConcurrentHashMap<>();
  private final Set<Settlement> unwritten = ConcurrentHashMap.newKeySet();
  private final Queue<Settlement> kept = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean(true);
  private final Gatherer<Settlement> settlements;
  private volatile Instant restUntil = Instant.MIN;
  private volatile @Nullable GraphError stoppedBy;
  private volatile boolean uncertain;
  private volatile boolean closed;

  public Dispatcher(
      Outbox outbox,
      SendLimit limit,
      LastLook lastLook,
      Transactions transactions,
      Clock clock,
      DispatchSettings settings) {
    this.outbox = outbox;
    this.limit = limit;
    this.lastLook = lastLook;
    this.transactions = transactions;
    this.clock = clock;
    this.settings = settings;
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

  /** Why the number rests; empty when it does not. */
  public Optional<GraphError> stoppedBy() {
    return clock.instant().isBefore(restUntil) ? Optional.ofNullable(stoppedBy) : Optional.empty();
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
    int slots = Math.min(settings.batch(), settings.inFlight() - underWay.size());
    if (closed || slots <= 0 || now.isBefore(restUntil)) {
      return List.of();
    }
    awake.set(false);
    List<Sending> sendings = certain(slots, now);
    if (!sendings.isEmpty()) {
      awake.set(true);
    }
    sendings.forEach(sending -> underWay.put(sending.notification(), sending));
    return sendings;
  }

  /**
   * A claim whose commit was not answered may hold what it does not know: that has not been sent.
   */
  private List<Sending> certain(int slots, Instant now) {
    if (uncertain) {
      // in this order: an answered one is among the unwritten before it leaves those under way
      Set<UUID> known = new HashSet<>(underWay.keySet());
      unwritten.forEach(settlement -> known.add(settlement.notification()));
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
    int permits = limit.take(settings.sender(), slots, now);
    if (permits == 0) {
      awake.set(true);
      return List.of();
    }
    Instant leaseUntil = now.plus(settings.lease());
    List<Claimed> claimed =
        outbox.claim(settings.sender(), permits, settings.owner(), now, leaseUntil);
    List<Sending> decided = new ArrayList<>();
    List<Outbox.Leaving> about = new ArrayList<>();
    List<LastLook.Decided> last = lastLook.decide(claimed, now);
    for (LastLook.Decided one : last) {
      sending(one, now, leaseUntil)
          .ifPresent(
              sending -> {
                decided.add(sending);
                about.add(leaving(one));
              });
    }
    Set<UUID> leaving = outbox.sending(about, now);
    List<Sending> sendings =
        decided.stream().filter(sending -> leaving.contains(sending.notification())).toList();
    limit.giveBack(settings.sender(), permits - sendings.size(), now);
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

  private static Outbox.Leaving leaving(LastLook.Decided decided) {
    Decision.Message message = ((Decision.Send) decided.decision()).message();
    return new Outbox.Leaving(
        decided.claimed().id(),
        message.template(),
        message.language(),
        message.form().word(),
        DecisionJson.of(decided.decision()).toString());
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
    Settlement settlement = settlement(sending, outcome, clock.instant());
    unwritten.add(settlement);
    // by attempt: a late answer to an earlier one says nothing about the one under way
    if (!underWay.remove(sending.notification(), sending)
        && !(outcome instanceof SendOutcome.Accepted)) {
      unwritten.remove(settlement);
      return CompletableFuture.completedFuture(null);
    }
    return write(settlement);
  }

  private CompletableFuture<Void> write(Settlement settlement) {
    return settlements
        .add(settlement)
        .whenComplete(
            (done, problem) -> {
              if (problem == null) {
                unwritten.remove(settlement);
              } else if (LostDatabase.isCauseOf(problem)) {
                kept.add(settlement);
              }
            });
  }

  /** Whether all outcomes that were kept while the database was away are written now. */
  private boolean writeKept() {
    List<CompletableFuture<Void>> writes = new ArrayList<>();
    for (int left = kept.size(); left > 0; left--) {
      Settlement settlement = kept.poll();
      if (settlement != null) {
        writes.add(write(settlement));
      }
    }
    return writes.stream()
        .map(written -> written.handle((done, problem) -> problem == null))
        .allMatch(CompletableFuture::join);
  }

  private Settlement settlement(Sending sending, SendOutcome outcome, Instant now) {
    UUID id = sending.notification();
    int attempt = sending.attempt();
    if (outcome instanceof SendOutcome.Accepted accepted) {
      return new Settlement.Accepted(id, attempt, accepted.wamid(), accepted.status());
    }
    if (outcome instanceof SendOutcome.Unknown unknown) {
      Instant wait = now.plus(settings.patience());
      return new Settlement.Unknown(
          id,
          attempt,
          wait.isBefore(sending.leaseUntil()) ? sending.leaseUntil() : wait,
          unknown.reason());
    }
    if (outcome instanceof SendOutcome.NotSent notSent) {
      return again(sending, Backoff.usual(sending.attempt(), random), notSent.reason(), null, now);
    }
    SendOutcome.Refused refused = (SendOutcome.Refused) outcome;
    String error = "[" + refused.whole() + "]";
    String reason = "error-" + refused.error().code();
    return switch (refused.errorClass()) {
      case WAIT -> again(sending, Backoff.usual(sending.attempt(), random), reason, error, now);
      case WAIT_FOR_PERSON -> again(sending, Backoff.person(sending.attempt()), reason, error, now);
      case HOLD ->
          new Settlement.Again(
              id,
              attempt,
              latest(now.plus(settings.holdFor()), sending),
              Reason.TEMPLATE_PAUSED.word(),
              error);
      case STOP -> {
        stoppedBy = refused.error();
        restUntil = now.plus(REST);
        yield new Settlement.Again(id, attempt, latest(restUntil, sending), reason, error);
      }
      case NEVER, MEND -> new Settlement.Refused(id, attempt, reason, error);
      case AMBIGUOUS -> new Settlement.Unknown(id, attempt, now.plus(settings.patience()), reason);
    };
  }

  private Settlement again(
      Sending sending, Duration wait, String reason, @Nullable String error, Instant now) {
    return sending.attempt() >= settings.attempts()
        ? new Settlement.Dead(sending.notification(), sending.attempt(), reason, error)
        : new Settlement.Again(
            sending.notification(),
            sending.attempt(),
            latest(now.plus(wait), sending),
            reason,
            error);
  }

  /** At its deadline it is looked at for the last time, and expires. */
  private static Instant latest(Instant due, Sending sending) {
    return due.isBefore(sending.deadline()) ? due : sending.deadline();
  }

  private void write(List<Settlement> gathered) {
    List<UUID> notTaken =
        gathered.stream()
            .filter(
                one ->
                    !(one instanceof Settlement.Accepted) && !(one instanceof Settlement.Unknown))
            .map(Settlement::notification)
            .toList();
    transactions.run(
        () -> {
          outbox.settle(gathered, clock.instant());
          lastLook.release(notTaken);
        });
    awake.set(true);
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

  /** Claims nothing more, and writes the results that are waiting. */
  @Override
  public void close() {
    closed = true;
    settlements.close();
  }
}
