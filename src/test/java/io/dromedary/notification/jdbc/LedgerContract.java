package io.dromedary.notification.jdbc;

import static io.dromedary.notification.LedgerWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dispatch.Settlement;
import io.dromedary.notification.AcceptedEvent;
import io.dromedary.notification.Ledger;
import io.dromedary.notification.LedgerWorld;
import io.dromedary.notification.LedgerWorld.Entry;
import io.dromedary.notification.NewNotification;
import io.dromedary.notification.NotificationPage;
import io.dromedary.notification.NotificationQuery;
import io.dromedary.notification.Resolution;
import io.dromedary.notification.State;
import io.dromedary.testing.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
abstract class LedgerContract {

  private static final NotificationQuery ALL = new NotificationQuery(null, null, null, null, null);

  private final LedgerWorld world;
  private final Ledger ledger;

  LedgerContract(DataSource dataSource) {
    world = new LedgerWorld(dataSource);
    ledger = world.ledger;
  }

  @BeforeEach
  void empty() {
    world.clear();
  }

  // ---- once only

  @Test
  void ofTwoInsertsOfOneEventAtOnceOneIsTrueAndTheOtherSeesIt() throws Exception {
    for (int round = 0; round < 10; round++) {
      AcceptedEvent event = LedgerWorld.event(UUID.randomUUID(), "LH438", 1, 1);
      List<Boolean> inserted =
          Database.atOnce(
              4,
              () ->
                  world.tx(
                      () -> {
                        boolean first = ledger.insert(event);
                        assertThat(ledger.event(event.key())).isPresent();
                        return first;
                      }));
      assertThat(inserted).containsOnlyOnce(true);
    }
  }

  @Test
  void anEventComesBackAsItWasStored() {
    AcceptedEvent event =
        new AcceptedEvent(
            UUID.randomUUID(),
            "/bank",
            "e-1",
            "payment.failed",
            "P-1",
            NOW,
            NOW.plusSeconds(1),
            NOW.plusSeconds(60),
            7L,
            true,
            "tag",
            "{\"a\":1}",
            "snapshot",
            3,
            2);
    assertThat(world.tx(() -> ledger.insert(event))).isTrue();
    assertThat(ledger.event(event.key())).contains(event);
  }

  @Test
  void theSameNotificationIsWrittenOnce() {
    NewNotification one = new Entry().build();

    int first = world.tx(() -> ledger.append(List.of(one, one), NOW));
    int again = world.tx(() -> ledger.append(List.of(one), NOW));

    assertThat(first).isEqualTo(1);
    assertThat(again).isZero();
    assertThat(world.history(one.id())).containsExactly(State.QUEUED);
    assertThat(world.leave(NOW)).containsExactly(one.id());
  }

  @Test
  void ofManyTogetherThoseAreWrittenThatAreNotThereYet() {
    List<NewNotification> all =
        IntStream.range(0, 77).mapToObj(i -> new Entry().build()).collect(Collectors.toList());
    int before = world.tx(() -> ledger.append(all.subList(20, 45), NOW));
    all.add(all.get(3));

    int then = world.tx(() -> ledger.append(all, NOW));

    assertThat(before + then).isEqualTo(77);
    assertThat(all).allSatisfy(one -> assertThat(world.history(one.id())).hasSize(1));
    assertThat(world.leave(NOW))
        .containsExactlyInAnyOrderElementsOf(
            all.stream().map(NewNotification::id).distinct().toList());
  }

  @Test
  void ofManyEventsTogetherThoseAreNewThatWereNotThereYet() {
    List<AcceptedEvent> all =
        IntStream.range(0, 45)
            .mapToObj(i -> LedgerWorld.event(UUID.randomUUID(), "LH438", 1, 1))
            .toList();
    List<AcceptedEvent> known = all.subList(10, 30);
    world.run(() -> ledger.insertAll(known));

    Set<UUID> written = world.tx(() -> ledger.insertAll(all));

    assertThat(written)
        .containsExactlyInAnyOrderElementsOf(
            all.stream().filter(one -> !known.contains(one)).map(AcceptedEvent::key).toList());
  }

  @Test
  void aRepeatedAppendDoesNotReviveWhatHasGone() {
    NewNotification one = new Entry().build();
    world.run(() -> ledger.append(List.of(one), NOW));
    world.leave(NOW);
    world.settle(LedgerWorld.accepted(one.id(), 1, "wamid.1", null));

    world.run(() -> ledger.append(List.of(one), NOW));

    assertThat(world.state(one.id())).isEqualTo(State.ACCEPTED);
    assertThat(world.stage(one.id())).isEqualTo(LedgerWorld.TAKEN);
  }

  // ---- pages

  @Test
  void pagesShowEveryRowOnceWhileNewOnesArrive() {
    Set<UUID> before = new HashSet<>();
    for (int i = 0; i < 47; i++) {
      // several share an instant: the id decides between them
      NewNotification one = new Entry().build();
      Instant at = NOW.plusSeconds(i / 5);
      world.run(() -> ledger.append(List.of(one), at));
      before.add(one.id());
    }
    List<UUID> seen = new ArrayList<>();
    String cursor = null;
    do {
      NotificationPage page = ledger.page(ALL, cursor, 7);
      page.notifications().forEach(one -> seen.add(one.id()));
      world.run(() -> ledger.append(List.of(new Entry().build()), NOW.plusSeconds(100)));
      cursor = page.cursor();
    } while (cursor != null);

    assertThat(seen).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void aPageThatHoldsTheLastRowLeadsNoFurther() {
    IntStream.range(0, 6).forEach(i -> world.queued());

    assertThat(ledger.page(ALL, null, 6).cursor()).isNull();
    assertThat(ledger.page(ALL, null, 5).cursor()).isNotNull();
  }

  @Test
  void aPageHoldsWhatIsAskedFor() {
    UUID queued = world.queued();
    UUID ended = world.append(new Entry().type("flight.delayed").ended(State.SUPPRESSED));

    assertThat(ids(new NotificationQuery(State.SUPPRESSED, null, null, null, null)))
        .containsExactly(ended);
    assertThat(ids(new NotificationQuery(null, null, "flight.gate-changed", "tag-1", null)))
        .containsExactly(queued);
    assertThat(ids(new NotificationQuery(null, "flight_gate_changed", null, null, NOW)))
        .containsExactlyInAnyOrder(queued, ended);
    assertThat(ids(new NotificationQuery(null, null, null, null, NOW.plusMillis(1)))).isEmpty();
  }

  @Test
  void thePageOfAStateHoldsExactlyWhatIsInIt() {
    Map<State, UUID> ids = new EnumMap<>(State.class);
    for (State state : State.values()) {
      UUID id = world.queued();
      world
          .database
          .jdbc()
          .update("update notification set state = ? where id = ?", state.name(), id);
      ids.put(state, id);
    }

    ids.forEach(
        (state, id) ->
            assertThat(ids(new NotificationQuery(state, null, null, null, null)))
                .as(state.name())
                .containsExactly(id));
  }

  @Test
  void whatIsNoCursorIsSaidToBeNone() {
    for (String text : List.of("", "_", "x_y", "2026-11-20T09:00:00Z", "2026-11-20T09:00:00Z_1")) {
      assertThatThrownBy(() -> ledger.page(ALL, text, 5))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private List<UUID> ids(NotificationQuery query) {
    return ledger.page(query, null, 50).notifications().stream().map(one -> one.id()).toList();
  }

  // ---- cancel, retract

  @Test
  void onlyWhatHasNotLeftIsCancelled() {
    UUID scheduled = world.append(new Entry().scheduled(NOW.plusSeconds(60)));
    UUID sending = world.sending();
    UUID queued = world.queued();

    assertThat(cancel(scheduled)).isEqualTo(State.CANCELLED);
    assertThat(cancel(queued)).isEqualTo(State.CANCELLED);
    assertThat(cancel(sending)).isEqualTo(State.SENDING);
    assertThat(world.hasPayload(queued)).isFalse();
    assertThat(world.leave(NOW)).isEmpty();
  }

  @Test
  void cancellingTwiceLeavesOneStep() {
    UUID id = world.queued();
    cancel(id);
    cancel(id);
    assertThat(world.history(id)).containsExactly(State.QUEUED, State.CANCELLED);
  }

  private State cancel(UUID id) {
    return world.tx(() -> ledger.cancel(id, NOW, "test")).orElseThrow();
  }

  @Test
  void whatIsCancelledWhileItIsClaimedIsEitherOrNeverBoth() throws Exception {
    for (int round = 0; round < 15; round++) {
      world.clear();
      List<UUID> ids = IntStream.range(0, 10).mapToObj(i -> world.queued()).toList();
      List<Callable<List<UUID>>> race = new ArrayList<>();
      race.add(() -> world.leave(NOW));
      race.add(() -> ids.stream().filter(id -> cancel(id) == State.CANCELLED).toList());
      List<List<UUID>> results = Database.atOnce(race);
      List<UUID> both = new ArrayList<>(results.get(0));
      both.addAll(results.get(1));
      assertThat(both).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  @Test
  void aRetractionCancelsTheUnsentOfItsSubjectOnly() {
    UUID event = accept("LH438", 1);
    UUID other = accept("LH439", 1);
    UUID sent = world.append(new Entry().of(event));
    world.leave(NOW);
    UUID unsent = world.append(new Entry().of(event));
    UUID foreign = world.append(new Entry().of(other));

    int cancelled =
        world.tx(() -> ledger.retract("/airline/ops", "flight.gate-changed", "LH438", NOW));

    assertThat(cancelled).isEqualTo(1);
    assertThat(world.state(unsent)).isEqualTo(State.CANCELLED);
    assertThat(world.record(unsent).reason()).isEqualTo("retracted");
    assertThat(world.state(sent)).isEqualTo(State.SENDING);
    assertThat(world.state(foreign)).isEqualTo(State.QUEUED);
  }

  @Test
  void aRetractionIsKnownToWhatIsDecidedAfterIt() {
    AcceptedEvent event = LedgerWorld.event(UUID.randomUUID(), "LH438", 200, 100);
    AcceptedEvent other = LedgerWorld.event(UUID.randomUUID(), "LH439", 200, 100);
    world.run(() -> List.of(ledger.insert(event), ledger.insert(other)));
    assertThat(ledger.retracted(event)).isFalse();

    AcceptedEvent retraction =
        new AcceptedEvent(
            UUID.randomUUID(),
            event.source(),
            "r-1",
            event.type(),
            event.subject(),
            null,
            NOW.plusSeconds(1),
            null,
            null,
            true,
            "tag",
            "{}",
            "snapshot",
            0,
            0);
    world.run(() -> ledger.insert(retraction));

    assertThat(ledger.retracted(event)).isTrue();
    assertThat(ledger.retracted(other)).isFalse();
  }

  private UUID accept(String subject, int total) {
    AcceptedEvent event = LedgerWorld.event(UUID.randomUUID(), subject, total, total);
    world.run(() -> ledger.insert(event));
    return event.key();
  }

  // ---- superseding

  @Test
  void theNewerReplacesTheOlderBySequence() {
    supersedes(2L, NOW, 1L, NOW.plusSeconds(9), true, false);
    supersedes(1L, NOW.plusSeconds(9), 2L, NOW, false, true);
  }

  @Test
  void withoutASequenceOnBothSidesTimeDecides() {
    supersedes(null, NOW.plusSeconds(1), 5L, NOW, true, false);
    supersedes(5L, NOW, null, NOW.plusSeconds(1), false, true);
  }

  @Test
  void aTieReplacesNothing() {
    supersedes(3L, NOW.plusSeconds(1), 3L, NOW, false, false);
    supersedes(null, NOW, null, NOW, false, false);
    supersedes(null, null, null, NOW, false, false);
    supersedes(1L, null, null, NOW, false, false);
  }

  private void supersedes(
      @Nullable Long newSequence,
      @Nullable Instant newAt,
      @Nullable Long oldSequence,
      @Nullable Instant oldAt,
      boolean replaced,
      boolean outdated) {
    UUID person = UUID.randomUUID();
    UUID old = world.append(new Entry().to(person).news(oldSequence, oldAt));
    NewNotification newer = new Entry().to(person).news(newSequence, newAt).build();

    Set<UUID> expected = outdated ? Set.of(newer.id()) : Set.of();
    assertThat(ledger.outdated(List.of(newer))).isEqualTo(expected);
    assertThat(world.tx(() -> ledger.supersede(List.of(newer), NOW))).isEqualTo(expected);
    assertThat(world.state(old)).isEqualTo(replaced ? State.SUPERSEDED : State.QUEUED);
  }

  @Test
  void newsOfManyReplacesEachItsOwn() {
    UUID ada = UUID.randomUUID();
    UUID bob = UUID.randomUUID();
    UUID eve = UUID.randomUUID();
    UUID adas = world.append(new Entry().to(ada).news(1L, NOW));
    UUID adasOther = world.append(new Entry().to(ada).news(2L, NOW));
    UUID bobs = world.append(new Entry().to(bob).news(9L, NOW));
    UUID evesOfAnother = world.append(new Entry().to(eve).about("LH439").news(1L, NOW));
    UUID evesOwn = world.append(new Entry().to(eve).news(1L, NOW));
    NewNotification toAda = new Entry().to(ada).news(5L, NOW).build();
    NewNotification toBob = new Entry().to(bob).news(5L, NOW).build();
    NewNotification toEve = new Entry().to(eve).about("LH439").news(5L, NOW).build();
    List<NewNotification> newer = List.of(toAda, toBob, toEve);

    assertThat(ledger.outdated(newer)).containsExactly(toBob.id());
    assertThat(world.tx(() -> ledger.supersede(newer, NOW))).containsExactly(toBob.id());

    assertThat(List.of(adas, adasOther, evesOfAnother))
        .allMatch(id -> world.state(id) == State.SUPERSEDED);
    assertThat(List.of(bobs, evesOwn)).allMatch(id -> world.state(id) == State.QUEUED);
    assertThat(ledger.history(adasOther).get(1).detail()).isEqualTo("by " + toAda.id());
    assertThat(ledger.history(evesOfAnother).get(1).detail()).isEqualTo("by " + toEve.id());
    assertThat(world.leave(NOW)).containsExactlyInAnyOrder(bobs, evesOwn);
  }

  @Test
  void nothingIsReplacedOutsideItsPersonSubjectAndKey() {
    UUID person = UUID.randomUUID();
    UUID stranger = world.append(new Entry().news(1L, NOW));
    UUID subject = world.append(new Entry().to(person).about("LH439").news(1L, NOW));
    UUID keyless = world.append(new Entry().to(person));

    world.run(() -> ledger.supersede(List.of(new Entry().to(person).news(2L, NOW).build()), NOW));

    assertThat(List.of(stranger, subject, keyless)).allMatch(id -> world.state(id) == State.QUEUED);
  }

  @Test
  void whatHasLeftIsNotSupersededButStillOutdatesOlderNews() {
    UUID person = UUID.randomUUID();
    UUID left = world.append(new Entry().to(person).news(2L, NOW));
    world.leave(NOW);

    world.run(() -> ledger.supersede(List.of(new Entry().to(person).news(3L, NOW).build()), NOW));
    NewNotification older = new Entry().to(person).news(1L, NOW).build();
    Set<UUID> outdated = world.tx(() -> ledger.supersede(List.of(older), NOW));

    assertThat(world.state(left)).isEqualTo(State.SENDING);
    assertThat(outdated).containsExactly(older.id());
  }

  @Test
  void newsThatWasSuppressedOutdatesNothing() {
    UUID person = UUID.randomUUID();
    world.append(new Entry().to(person).news(9L, NOW).ended(State.SUPPRESSED));

    NewNotification older = new Entry().to(person).news(1L, NOW).build();
    Set<UUID> outdated = world.tx(() -> ledger.supersede(List.of(older), NOW));

    assertThat(outdated).isEmpty();
  }

  @Test
  void outdatedNewsDoesNotLeaveEvenIfNobodyCouldReplaceItInTime() {
    UUID person = UUID.randomUUID();
    UUID old = world.append(new Entry().to(person).news(1L, NOW));
    UUID newer = world.append(new Entry().to(person).news(2L, NOW));

    assertThat(world.leave(NOW)).containsExactly(newer);
    assertThat(world.state(old)).isEqualTo(State.SUPERSEDED);
    assertThat(world.history(old)).containsExactly(State.QUEUED, State.SUPERSEDED);
  }

  @Test
  void whoSupersedesDoesNotWaitForWhoClaims() {
    UUID person = UUID.randomUUID();
    UUID old = world.append(new Entry().to(person).news(1L, NOW));
    NewNotification newer = new Entry().to(person).news(2L, NOW).build();

    world.run(
        () -> {
          world.outbox.claim(
              LedgerWorld.SENDER, LedgerWorld.permits(10), "me", NOW, NOW.plusSeconds(30));
          // in a transaction of its own: it would wait for the claim, and the claim for it
          try {
            Database.atOnce(1, () -> world.tx(() -> ledger.supersede(List.of(newer), NOW)));
          } catch (Exception e) {
            throw new AssertionError(e);
          }
          world.outbox.sending(LedgerWorld.leaving(List.of(old)), NOW);
        });

    assertThat(world.state(old)).isEqualTo(State.SENDING);
  }

  @Test
  void whatIsSupersededWhileItIsClaimedIsEitherOrNeverBoth() throws Exception {
    for (int round = 0; round < 15; round++) {
      world.clear();
      UUID person = UUID.randomUUID();
      List<UUID> old =
          IntStream.range(0, 8)
              .mapToObj(i -> world.append(new Entry().to(person).news(1L, NOW)))
              .toList();
      NewNotification newer = new Entry().to(person).news(2L, NOW).build();
      List<List<UUID>> results =
          Database.atOnce(
              List.of(
                  () -> world.leave(NOW),
                  () -> {
                    world.run(
                        () -> {
                          ledger.supersede(List.of(newer), NOW);
                          ledger.append(List.of(newer), NOW);
                        });
                    return List.<UUID>of();
                  }));
      List<UUID> later = world.leave(NOW);
      Set<UUID> left = new HashSet<>(results.get(0));
      left.addAll(later);
      assertThat(left).contains(newer.id());
      for (UUID id : old) {
        assertThat(world.state(id)).isEqualTo(left.contains(id) ? State.SENDING : State.SUPERSEDED);
      }
    }
  }

  // ---- a person's word

  @Test
  void onlyUnknownOnesAreResolved() {
    UUID queued = world.queued();
    assertThat(world.tx(() -> ledger.resolve(queued, Resolution.SENT, NOW))).isFalse();

    assertThat(resolved(Resolution.SENT)).isEqualTo(State.ACCEPTED);
    assertThat(resolved(Resolution.NOT_SENT)).isEqualTo(State.DEAD);
    assertThat(resolved(Resolution.RESEND)).isEqualTo(State.QUEUED);
  }

  private State resolved(Resolution resolution) {
    UUID id = unknown();
    assertThat(world.tx(() -> ledger.resolve(id, resolution, NOW))).isTrue();
    assertThat(world.tx(() -> ledger.resolve(id, resolution, NOW))).isFalse();
    assertThat(world.stage(id)).isEqualTo(resolution == Resolution.RESEND ? 1 : -1);
    return world.state(id);
  }

  @Test
  void whatIsHeldForAPersonCanStillBeResent() {
    UUID id = unknown();
    world.run(() -> world.outbox.hold(id, "held", NOW));

    world.run(() -> ledger.resolve(id, Resolution.RESEND, NOW));

    assertThat(world.leave(NOW)).containsExactly(id);
  }

  private UUID unknown() {
    UUID id = world.queued();
    world.leave(NOW);
    world.settle(new Settlement.Unknown(id, 1, NOW.plusSeconds(60), "no-answer-in-time"));
    return id;
  }

  @Test
  void onlyFailedAndDeadOnesAreRetried() {
    UUID queued = world.queued();
    assertThat(world.tx(() -> ledger.retry(queued, NOW))).isFalse();
    world.leave(NOW);
    world.settle(LedgerWorld.refused(queued, 1, "error-100", "[{\"code\":100}]"));

    assertThat(world.tx(() -> ledger.retry(queued, NOW))).isTrue();
    assertThat(world.tx(() -> ledger.retry(queued, NOW))).isFalse();
    assertThat(world.leave(NOW)).containsExactly(queued);
    world.settle(new Settlement.Dead(queued, 2, "too-often", null));
    assertThat(world.tx(() -> ledger.retry(queued, NOW))).isTrue();
    assertThat(world.record(queued).reason()).isNull();
  }

  // ---- large audiences

  @Test
  void chunksCoverEverybodyOnceThoughSomeAreRolledBack() {
    UUID event = accept("LH438", 230);
    world.run(
        () -> {
          ledger.fanOut(
              event, 0, IntStream.range(0, 130).mapToObj(i -> "{\"n\":" + i + "}").toList());
          ledger.fanOut(
              event, 130, IntStream.range(130, 230).mapToObj(i -> "{\"n\":" + i + "}").toList());
          ledger.fanOutReady(event);
        });
    Random random = new Random(7);
    List<Integer> told = new ArrayList<>();
    boolean more = true;
    while (more) {
      boolean fails = random.nextInt(3) == 0;
      try {
        List<Integer> chunk =
            world.tx(
                () -> {
                  if (ledger.nextFanOut().isEmpty()) {
                    return List.of();
                  }
                  List<Integer> positions =
                      ledger.pending(event, 40).stream().map(Ledger.Pending::position).toList();
                  ledger.done(event, positions);
                  if (fails) {
                    throw new IllegalStateException("rolled back");
                  }
                  return positions;
                });
        told.addAll(chunk);
        more = !chunk.isEmpty();
      } catch (IllegalStateException rolledBack) {
        more = true;
      }
    }
    assertThat(told).containsExactlyElementsOf(IntStream.range(0, 230).boxed().toList());
  }

  @Test
  void twoHubsNeverWorkOnOneAudienceButEachOnOneOfTwo() throws Exception {
    UUID first = largeAudience("LH438");
    assertThat(together()).containsExactlyInAnyOrder(Optional.of(first), Optional.empty());

    UUID second = largeAudience("LH439");
    assertThat(together()).containsExactlyInAnyOrder(Optional.of(first), Optional.of(second));
  }

  /** What two hubs get that both hold it until both have asked. */
  private List<Optional<UUID>> together() throws Exception {
    CyclicBarrier asked = new CyclicBarrier(2);
    Callable<Optional<UUID>> hub =
        () ->
            world.tx(
                () -> {
                  Optional<UUID> mine = ledger.nextFanOut();
                  await(asked);
                  return mine;
                });
    return Database.atOnce(List.of(hub, hub));
  }

  private static void await(CyclicBarrier asked) {
    try {
      asked.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void eachAudienceHasItsTurnWhileAnotherLasts() {
    Set<UUID> all = Set.of(largeAudience("LH438"), largeAudience("LH439"), largeAudience("LH440"));
    Set<UUID> seen = new HashSet<>();
    // one that had no turn: less than once in 10^17 runs
    for (int turn = 0; turn < 100; turn++) {
      seen.add(world.tx(ledger::nextFanOut).orElseThrow());
    }
    assertThat(seen).isEqualTo(all);
  }

  private UUID largeAudience(String flight) {
    UUID event = accept(flight, 2);
    world.run(
        () -> {
          ledger.fanOut(event, 0, List.of("{}", "{}"));
          ledger.fanOutReady(event);
        });
    return event;
  }
}
