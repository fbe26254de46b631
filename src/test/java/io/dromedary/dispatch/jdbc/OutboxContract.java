package io.dromedary.dispatch.jdbc;

import static io.dromedary.notification.LedgerWorld.LEASE;
import static io.dromedary.notification.LedgerWorld.NOW;
import static io.dromedary.notification.LedgerWorld.SENDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.dispatch.Claimed;
import io.dromedary.dispatch.Delivery;
import io.dromedary.dispatch.Outbox;
import io.dromedary.dispatch.SendLimit;
import io.dromedary.dispatch.Settlement;
import io.dromedary.notification.LedgerWorld;
import io.dromedary.notification.LedgerWorld.Entry;
import io.dromedary.notification.State;
import io.dromedary.notification.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
abstract class OutboxContract {

  private static final Duration MICROSECOND = Duration.ofNanos(1000);

  final LedgerWorld world;

  OutboxContract(DataSource dataSource) {
    world = new LedgerWorld(dataSource);
  }

  @BeforeEach
  void empty() {
    world.clear();
  }

  // ---- claims

  @Test
  void theMostUrgentLaneIsClaimedFirstAndInItTheEarliestDeadline() {
    UUID bulkSoon = world.append(new Entry().lane(2).deadline(NOW.plusSeconds(1)));
    UUID urgentLate = world.append(new Entry().lane(0).deadline(NOW.plusSeconds(90)));
    UUID normal = world.append(new Entry().lane(1).deadline(NOW.plusSeconds(5)));
    UUID urgentSoon = world.append(new Entry().lane(0).deadline(NOW.plusSeconds(60)));

    List<UUID> order = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      order.addAll(world.claim(1, "me", NOW));
    }

    assertThat(order).containsExactly(urgentSoon, urgentLate, normal, bulkSoon);
  }

  @Test
  void aClaimKeepsTheOrderAlsoInside() {
    List<UUID> expected = new ArrayList<>();
    for (int i = 9; i >= 0; i--) {
      expected.add(0, world.append(new Entry().deadline(NOW.plusSeconds(i + 1))));
    }
    assertThat(world.claim(10, "me", NOW)).isEqualTo(expected);
  }

  @Test
  void whatIsClaimedIsNotClaimedAgainWhileItsLeaseHolds() {
    world.queued();
    assertThat(world.claim(5, "one", NOW)).hasSize(1);
    assertThat(world.claim(5, "two", NOW)).isEmpty();
    assertThat(world.tx(() -> world.outbox.anyReady(SENDER))).isFalse();
  }

  @Test
  void aClaimThatIsRolledBackLeavesEverythingReady() {
    UUID id = world.queued();
    try {
      world.run(
          () -> {
            world.outbox.claim(SENDER, LedgerWorld.permits(5), "me", NOW, NOW.plus(LEASE));
            throw new IllegalStateException("rolled back");
          });
    } catch (IllegalStateException expected) {
      // as wanted
    }
    assertThat(world.claim(5, "me", NOW)).containsExactly(id);
  }

  @Test
  void onlyWhatThisHubHoldsWithoutKnowingItIsReleased() {
    UUID known = world.queued();
    assertThat(world.leave(NOW)).containsExactly(known);
    UUID unknown = world.queued();
    assertThat(world.leave(NOW)).containsExactly(unknown);
    world.run(() -> world.outbox.release("another", Set.of(), NOW));
    assertThat(world.state(unknown)).isEqualTo(State.SENDING);

    world.run(() -> world.outbox.release("me", Set.of(known), NOW));

    assertThat(world.state(known)).isEqualTo(State.SENDING);
    assertThat(world.state(unknown)).isEqualTo(State.QUEUED);
    assertThat(world.claim(5, "me", NOW)).containsExactly(unknown);
  }

  @Test
  void anotherNumbersMessagesAreNotClaimed() {
    world.queued();
    assertThat(
            world.tx(
                () ->
                    world.outbox.claim(
                        "another", LedgerWorld.permits(5), "me", NOW, NOW.plusSeconds(30))))
        .isEmpty();
  }

  @Test
  void oneThatCannotBeReadIsLeftToAPersonAndTheOthersGoOn() {
    UUID broken = world.queued();
    UUID fine = world.queued();
    world
        .database
        .jdbc()
        .update("update notification set payload = ? where id = ?", new byte[] {1, 2, 3}, broken);

    assertThat(world.leave(NOW)).containsExactly(fine);
    assertThat(world.state(broken)).isEqualTo(State.DEAD);
    assertThat(world.stage(broken)).isEqualTo(-1);
  }

  @Test
  void sendingCountsTheAttempt() {
    UUID id = world.sending();
    assertThat(world.record(id).attempts()).isEqualTo(1);
    assertThat(world.history(id)).containsExactly(State.QUEUED, State.SENDING);
  }

  @Test
  void whatWasCancelledBetweenDoesNotLeave() {
    UUID id = world.queued();
    world.claim(5, "me", NOW);
    world.database.jdbc().update("update notification set state = 'DELIVERED' where id = ?", id);

    assertThat(world.tx(() -> world.outbox.sending(LedgerWorld.leaving(List.of(id)), NOW)))
        .isEmpty();
    assertThat(world.state(id)).isEqualTo(State.DELIVERED);
    assertThat(world.stage(id)).isEqualTo(-1);
  }

  // ---- leases

  @Test
  void aLeaseThatRunsOutWhileSendingLeavesItUnknownAndWaitsForAStatus() {
    UUID id = world.sending();
    Instant end = NOW.plus(LEASE);
    Instant wait = end.plusSeconds(60);

    world.run(() -> world.outbox.expireLeases(end.minus(MICROSECOND), wait, 10));
    assertThat(world.state(id)).isEqualTo(State.SENDING);

    world.run(() -> world.outbox.expireLeases(end, wait, 10));
    assertThat(world.state(id)).isEqualTo(State.UNKNOWN);
    assertThat(world.record(id).reason()).isEqualTo("lease-expired");
    assertThat(overdue(wait.minus(MICROSECOND))).isEmpty();
    assertThat(overdue(wait)).hasSize(1);
  }

  @Test
  void aLeaseThatRunsOutBeforeSendingMakesItReadyAgain() {
    UUID id = world.queued();
    world.claim(5, "gone", NOW);

    world.run(() -> world.outbox.expireLeases(NOW.plus(LEASE), NOW.plus(LEASE), 10));

    assertThat(world.state(id)).isEqualTo(State.QUEUED);
    assertThat(world.claim(5, "me", NOW.plus(LEASE))).containsExactly(id);
  }

  @Test
  void anExpiredLeaseIsFoundOnce() {
    UUID id = world.sending();
    Instant later = NOW.plus(LEASE).plusSeconds(1);

    world.run(() -> world.outbox.expireLeases(later, later, 10));
    world.run(() -> world.outbox.expireLeases(later, later, 10));

    assertThat(world.history(id)).containsExactly(State.QUEUED, State.SENDING, State.UNKNOWN);
  }

  // ---- waiting

  @Test
  void whatIsDueNowIsReadyAndWhatIsDueAMicrosecondLaterIsNot() {
    Instant due = NOW.plusSeconds(10);
    UUID id = world.append(new Entry().scheduled(due));

    assertThat(promote(due.minus(MICROSECOND))).isZero();
    assertThat(world.state(id)).isEqualTo(State.SCHEDULED);
    assertThat(promote(due)).isEqualTo(1);
    assertThat(world.state(id)).isEqualTo(State.QUEUED);
    assertThat(world.history(id)).containsExactly(State.SCHEDULED, State.QUEUED);
    assertThat(world.claim(5, "me", due)).containsExactly(id);
  }

  @Test
  void whatIsDueAtOnceNeedsNoPromotion() {
    UUID id = world.append(new Entry().scheduled(NOW));
    assertThat(world.claim(5, "me", NOW)).containsExactly(id);
  }

  @Test
  void whatIsPostponedIsReadyAgainWhenItIsDue() {
    UUID id = world.queued();
    Instant due = NOW.plusSeconds(30);
    world.claim(5, "me", NOW);
    world.run(() -> world.outbox.postpone(id, due, "template-paused", NOW));

    assertThat(world.state(id)).isEqualTo(State.QUEUED);
    assertThat(world.record(id).reason()).isEqualTo("template-paused");
    assertThat(world.claim(5, "me", due)).isEmpty();
    assertThat(promote(due)).isEqualTo(1);
    assertThat(world.claim(5, "me", due)).containsExactly(id);
    world.run(() -> world.outbox.sending(LedgerWorld.leaving(List.of(id)), due));
    assertThat(world.record(id).reason()).isNull();
  }

  private int promote(Instant now) {
    return world.tx(() -> world.outbox.promote(now, 10));
  }

  private List<Outbox.Overdue> overdue(Instant now) {
    return world.tx(() -> world.outbox.overdueUnknown(now, 10));
  }

  // ---- what became of it

  @Test
  void theLastDecisionIsKeptBesideTheFirst() {
    UUID id = world.queued();
    world.claim(5, "me", NOW);

    world.run(
        () ->
            world.outbox.end(
                id, State.SUPPRESSED, "consent-withdrawn", "{\"outcome\":\"suppress\"}", NOW));

    assertThat(world.record(id).decision()).isEqualTo("{\"outcome\":\"send\"}");
    assertThat(world.record(id).lastDecision()).isEqualTo("{\"outcome\":\"suppress\"}");
    assertThat(world.hasPayload(id)).isFalse();
    assertThat(world.stage(id)).isEqualTo(-1);
  }

  @Test
  void aRefusalIsKeptWhole() {
    UUID id = world.sending();
    world.settle(LedgerWorld.refused(id, 1, "error-132000", "[{\"code\":132000}]"));

    assertThat(world.state(id)).isEqualTo(State.FAILED);
    assertThat(world.record(id).platformError()).isEqualTo("[{\"code\":132000}]");
    assertThat(world.stage(id)).isEqualTo(-1);
  }

  @Test
  void whatIsTriedAgainWaitsUntilItIsDue() {
    UUID id = world.sending();
    Instant due = NOW.plusSeconds(2);
    world.settle(new Settlement.Again(id, 1, due, "error-130429", null));

    assertThat(world.state(id)).isEqualTo(State.QUEUED);
    assertThat(promote(due.minus(MICROSECOND))).isZero();
    assertThat(promote(due)).isEqualTo(1);
    assertThat(world.leave(due)).containsExactly(id);
    assertThat(world.record(id).attempts()).isEqualTo(2);
  }

  @Test
  void whateverComesAfterTheAnswerChangesNothing() {
    UUID id = world.sending();
    world.settle(LedgerWorld.accepted(id, 1, "wamid.1", "accepted"));

    world.settle(new Settlement.Unknown(id, 1, NOW, "late"));
    world.settle(new Settlement.Again(id, 1, NOW, "late", null));
    world.settle(LedgerWorld.refused(id, 1, "late", null));
    world.settle(new Settlement.Dead(id, 1, "late", null));
    world.settle(LedgerWorld.accepted(id, 1, "wamid.2", null));

    assertThat(world.state(id)).isEqualTo(State.ACCEPTED);
    assertThat(world.record(id).wamid()).isEqualTo("wamid.1");
    assertThat(world.stage(id)).isEqualTo(LedgerWorld.TAKEN);
    assertThat(world.history(id)).containsExactly(State.QUEUED, State.SENDING, State.ACCEPTED);
  }

  @Test
  void anAnswerToAnEarlierAttemptDoesNotSettleTheOneUnderWay() {
    UUID id = world.queued();
    world.leave(NOW);
    // this hub stalls, its lease runs out, and another one sends again
    world.run(() -> world.outbox.expireLeases(NOW.plus(LEASE), NOW.plus(LEASE), 10));
    world.run(() -> world.outbox.resend(id, NOW.plus(LEASE)));
    assertThat(world.leave(NOW.plus(LEASE))).containsExactly(id);

    world.settle(new Settlement.Unknown(id, 1, NOW, "late"));
    world.settle(new Settlement.Again(id, 1, NOW, "late", null));
    world.settle(LedgerWorld.refused(id, 1, "late", null));
    world.settle(new Settlement.Dead(id, 1, "late", null));
    assertThat(world.state(id)).isEqualTo(State.SENDING);

    world.settle(LedgerWorld.refused(id, 2, "error-100", null));
    assertThat(world.state(id)).isEqualTo(State.FAILED);
  }

  @Test
  void whateverIsWrittenTogetherWithTheAnswerChangesNothing() {
    UUID first = world.sending();
    UUID second = world.sending();
    UUID refused = world.sending();

    world.settle(
        new Settlement.Unknown(first, 1, NOW, "late"),
        LedgerWorld.accepted(second, 1, "wamid.2", "accepted"),
        LedgerWorld.refused(refused, 1, "error-132000", null),
        LedgerWorld.accepted(first, 1, "wamid.1", "accepted"),
        new Settlement.Again(second, 1, NOW, "late", null),
        LedgerWorld.accepted(second, 1, "wamid.3", null));

    assertThat(world.record(first).wamid()).isEqualTo("wamid.1");
    assertThat(world.record(second).wamid()).isEqualTo("wamid.2");
    for (UUID id : List.of(first, second)) {
      assertThat(world.history(id)).containsExactly(State.QUEUED, State.SENDING, State.ACCEPTED);
      assertThat(world.stage(id)).isEqualTo(LedgerWorld.TAKEN);
    }
    assertThat(world.state(refused)).isEqualTo(State.FAILED);
  }

  @Test
  void aLateAnswerSettlesAnUnknownOneEvenIfItIsHeld() {
    UUID id = world.sending();
    world.settle(new Settlement.Unknown(id, 1, NOW, "no-answer-in-time"));
    world.run(() -> world.outbox.hold(id, "held", NOW));
    assertThat(world.record(id).reason()).isEqualTo("held");

    world.settle(LedgerWorld.accepted(id, 1, "wamid.1", null));

    assertThat(world.state(id)).isEqualTo(State.ACCEPTED);
    assertThat(world.record(id).reason()).isNull();
  }

  @Test
  void anUnknownOneIsOverdueWhenItsWaitIsOverAndTellsHowOftenItWasResent() {
    UUID id = world.append(new Entry().onUnknown("hold"));
    world.leave(NOW);
    Instant wait = NOW.plusSeconds(60);
    world.settle(new Settlement.Unknown(id, 1, wait, "no-answer-in-time"));

    assertThat(overdue(wait.minus(MICROSECOND))).isEmpty();
    assertThat(overdue(wait)).containsExactly(new Outbox.Overdue(id, "hold", 0, false));

    world.run(() -> world.outbox.resend(id, wait));
    world.leave(wait);
    world.settle(new Settlement.Unknown(id, 2, wait, "no-answer-in-time"));
    assertThat(overdue(wait)).containsExactly(new Outbox.Overdue(id, "hold", 1, false));
  }

  @Test
  void aResendOfWhatIsNotUnknownDoesNothing() {
    UUID id = world.sending();
    world.settle(LedgerWorld.accepted(id, 1, "wamid.1", null));

    world.run(() -> world.outbox.resend(id, NOW));

    assertThat(world.state(id)).isEqualTo(State.ACCEPTED);
    assertThat(world.leave(NOW)).isEmpty();
  }

  // ---- taken, and not delivered

  @Test
  void whatIsNotDeliveredInItsTimeExpiresAndALaterDeliveryStillWins() {
    UUID id = taken(new Delivery(NOW.plusSeconds(60), null, null, false));

    world.run(() -> world.outbox.undelivered(NOW.plusSeconds(60).minusNanos(1000), 10));
    assertThat(world.state(id)).isEqualTo(State.ACCEPTED);

    world.run(() -> world.outbox.undelivered(NOW.plusSeconds(60), 10));
    assertThat(world.state(id)).isEqualTo(State.EXPIRED);
    assertThat(world.record(id).reason()).isEqualTo("not-delivered-in-time");
    assertThat(world.stage(id)).isEqualTo(-1);

    world.apply(new StatusUpdate(id, "wamid.1", State.DELIVERED, NOW.plusSeconds(90), null, null));
    assertThat(world.state(id)).isEqualTo(State.DELIVERED);
  }

  @Test
  void whatHasArrivedExpiresNoMore() {
    UUID id = taken(new Delivery(NOW.plusSeconds(60), "sms", null, false));
    world.apply(new StatusUpdate(id, "wamid.1", State.DELIVERED, NOW, null, null));
    assertThat(world.stage(id)).isEqualTo(-1);

    world.run(() -> world.outbox.undelivered(NOW.plusSeconds(60), 10));

    assertThat(world.state(id)).isEqualTo(State.DELIVERED);
    assertThat(elsewhere(id)).isEmpty();
  }

  @Test
  void anotherChannelTellsWhatExpires() {
    UUID id = taken(new Delivery(NOW.plusSeconds(60), "sms", null, false));

    world.run(() -> world.outbox.undelivered(NOW.plusSeconds(60), 10));

    assertThat(elsewhere(id)).containsExactly("sms");
  }

  @Test
  void anotherChannelTellsOnceWhatIsLateThoughItMayStillArrive() {
    UUID id = taken(new Delivery(NOW.plusSeconds(60), "sms", NOW.plusSeconds(20), false));

    world.run(() -> world.outbox.undelivered(NOW.plusSeconds(20).minusNanos(1000), 10));
    assertThat(elsewhere(id)).isEmpty();

    world.run(() -> world.outbox.undelivered(NOW.plusSeconds(20), 10));
    assertThat(elsewhere(id)).containsExactly("sms");
    assertThat(world.state(id)).isEqualTo(State.ACCEPTED);

    world.database.jdbc().update("delete from fallback");
    world.run(() -> world.outbox.undelivered(NOW.plusSeconds(60), 10));
    assertThat(world.state(id)).isEqualTo(State.EXPIRED);
    assertThat(elsewhere(id)).isEmpty();
  }

  private static final Delivery UNLESS_READ =
      new Delivery(NOW.plusSeconds(60), "sms", NOW.plusSeconds(20), true);

  private UUID leavingUnlessRead() {
    return leaving(UNLESS_READ);
  }

  private UUID leaving(Delivery delivery) {
    UUID id = world.queued();
    world.run(
        () -> {
          world.outbox.claim(
              LedgerWorld.SENDER, LedgerWorld.permits(10), "me", NOW, NOW.plusSeconds(30));
          world.outbox.sending(LedgerWorld.leaving(List.of(id), delivery), NOW);
        });
    return id;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anotherChannelTellsWhatHasArrivedAndIsNotRead(boolean statusIsFaster) {
    UUID id = leavingUnlessRead();
    Settlement answer = new Settlement.Accepted(id, 1, "wamid.1", null, UNLESS_READ);
    if (!statusIsFaster) {
      world.settle(answer);
    }
    world.apply(new StatusUpdate(id, "wamid.1", State.DELIVERED, NOW, null, null));
    if (statusIsFaster) {
      world.settle(answer);
    }
    world.run(() -> world.outbox.undelivered(NOW.plusSeconds(20).minusNanos(1000), 10));
    assertThat(elsewhere(id)).isEmpty();
    assertThat(world.hasPayload(id)).isTrue();

    world.run(() -> world.outbox.undelivered(NOW.plusSeconds(20), 10));
    assertThat(elsewhere(id)).containsExactly("sms");
    assertThat(world.state(id)).isEqualTo(State.DELIVERED);
    assertThat(world.stage(id)).isEqualTo(-1);
  }

  @Test
  void whoHasLongerToReadThanAMessageHasToArriveHasThatTime() {
    Delivery delivery = new Delivery(NOW.plusSeconds(60), "sms", NOW.plusSeconds(90), true);
    UUID id = leaving(delivery);
    world.settle(new Settlement.Accepted(id, 1, "wamid.1", null, delivery));
    world.apply(new StatusUpdate(id, "wamid.1", State.DELIVERED, NOW, null, null));

    world.run(() -> world.outbox.undelivered(NOW.plusSeconds(90).minusNanos(1000), 10));
    assertThat(elsewhere(id)).isEmpty();
    world.run(() -> world.outbox.undelivered(NOW.plusSeconds(90), 10));
    assertThat(elsewhere(id)).containsExactly("sms");
    assertThat(world.state(id)).isEqualTo(State.DELIVERED);
  }

  @Test
  void whatHasArrivedWithoutAnAnswerIsToldByTheOtherChannelToo() {
    UUID id = leavingUnlessRead();
    world.run(() -> world.outbox.expireLeases(NOW.plusSeconds(30), NOW.plusSeconds(90), 10));
    world.apply(new StatusUpdate(id, "wamid.1", State.DELIVERED, NOW, null, null));

    world.run(() -> world.outbox.undelivered(NOW.plusSeconds(20), 10));

    assertThat(elsewhere(id)).containsExactly("sms");
  }

  @Test
  void whatIsReadInTimeIsToldByNobodyElse() {
    UUID id = leavingUnlessRead();
    world.settle(new Settlement.Accepted(id, 1, "wamid.1", null, UNLESS_READ));
    world.apply(new StatusUpdate(id, "wamid.1", State.DELIVERED, NOW, null, null));
    world.apply(new StatusUpdate(id, "wamid.1", State.READ, NOW, null, null));

    world.run(() -> world.outbox.undelivered(NOW.plusSeconds(60), 10));

    assertThat(elsewhere(id)).isEmpty();
    assertThat(world.hasPayload(id)).isFalse();
    assertThat(world.stage(id)).isEqualTo(-1);
  }

  @Test
  void whatIsToldElsewhereBeforeItArrivesIsToldOnce() {
    UUID id = leavingUnlessRead();
    world.settle(new Settlement.Accepted(id, 1, "wamid.1", null, UNLESS_READ));
    world.run(() -> world.outbox.undelivered(NOW.plusSeconds(20), 10));
    assertThat(elsewhere(id)).containsExactly("sms");
    world.database.jdbc().update("delete from fallback");

    world.apply(new StatusUpdate(id, "wamid.1", State.DELIVERED, NOW, null, null));
    world.run(() -> world.outbox.undelivered(NOW.plusSeconds(60), 10));

    assertThat(elsewhere(id)).isEmpty();
    assertThat(world.stage(id)).isEqualTo(-1);
  }

  @Test
  void anotherChannelTellsWhatThePlatformRefusesAtOnceOrLater() {
    UUID atOnce = world.sending();
    world.settle(new Settlement.Refused(atOnce, 1, "error-131026", "[]", "sms"));
    UUID later = taken(new Delivery(NOW.plusSeconds(60), "email", null, false));
    world.apply(new StatusUpdate(later, "wamid.2", State.FAILED, NOW, "[{\"code\":131026}]", null));
    UUID silent = taken(new Delivery(NOW.plusSeconds(60), null, null, false));
    world.apply(
        new StatusUpdate(silent, "wamid.3", State.FAILED, NOW, "[{\"code\":131026}]", null));

    assertThat(elsewhere(atOnce)).containsExactly("sms");
    assertThat(elsewhere(later)).containsExactly("email");
    assertThat(elsewhere(silent)).isEmpty();
  }

  @Test
  void aFailureThatIsToldBeforeTheAnswerIsToldByTheOtherChannelWhenTheAnswerComes() {
    UUID id = world.sending();
    world.apply(new StatusUpdate(id, "wamid.1", State.FAILED, NOW, "[{\"code\":131026}]", null));
    assertThat(elsewhere(id)).isEmpty();

    world.settle(
        new Settlement.Accepted(
            id, 1, "wamid.1", null, new Delivery(NOW.plusSeconds(60), "sms", null, false)));

    assertThat(world.state(id)).isEqualTo(State.FAILED);
    assertThat(elsewhere(id)).containsExactly("sms");
  }

  @Test
  void ofTheOtherLanesOnlySoManyAreClaimed() {
    UUID urgent = world.append(new Entry().lane(0));
    for (int i = 0; i < 4; i++) {
      world.append(new Entry().lane(1 + i % 2));
    }

    List<UUID> claimed =
        world.tx(
            () ->
                world
                    .outbox
                    .claim(SENDER, new SendLimit.Permits(4, 1), "me", NOW, NOW.plus(LEASE))
                    .stream()
                    .map(Claimed::id)
                    .toList());

    assertThat(claimed).hasSize(2).contains(urgent);
    assertThat(world.claim(10, "me", NOW)).as("the others stay").hasSize(3);
  }

  private UUID taken(Delivery delivery) {
    UUID id = world.sending();
    world.settle(new Settlement.Accepted(id, 1, "wamid." + id, null, delivery));
    return id;
  }

  private List<String> elsewhere(UUID id) {
    return world
        .database
        .jdbc()
        .queryForList("select channel from fallback where notification = ?", String.class, id);
  }
}
