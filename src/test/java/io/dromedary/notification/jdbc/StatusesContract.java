package io.dromedary.notification.jdbc;

import static io.dromedary.notification.LedgerWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.dispatch.Settlement;
import io.dromedary.notification.Applied;
import io.dromedary.notification.LedgerWorld;
import io.dromedary.notification.State;
import io.dromedary.notification.StatusUpdate;
import io.dromedary.testing.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
abstract class StatusesContract {

  private static final String ERRORS =
      "[{\"code\":131026,\"title\":\"Message undeliverable\"},{\"code\":131049}]";

  private final LedgerWorld world;

  StatusesContract(DataSource dataSource) {
    world = new LedgerWorld(dataSource);
  }

  @Test
  void readWithoutDeliveredTellsWhenItArrived() {
    UUID id = accepted("wamid.1");

    world.apply(status(id, "wamid.1", State.READ, 40));

    assertThat(world.state(id)).isEqualTo(State.READ);
    assertThat(world.record(id).deliveredAt()).isEqualTo(NOW.plusSeconds(40));
  }

  @Test
  void aLateDeliveredStillTellsWhenItArrivedAndMovesNothingBack() {
    UUID id = accepted("wamid.2");

    world.apply(status(id, "wamid.2", State.READ, 40));
    Applied late = world.apply(status(id, "wamid.2", State.DELIVERED, 30));

    assertThat(late.moved()).isEmpty();
    assertThat(world.state(id)).isEqualTo(State.READ);
    assertThat(world.record(id).deliveredAt()).isEqualTo(NOW.plusSeconds(30));
    assertThat(world.history(id)).endsWith(State.READ, State.DELIVERED);
  }

  @Test
  void failedAfterSentKeepsTheWholeErrorArray() {
    UUID id = accepted("wamid.3");

    world.apply(status(id, "wamid.3", State.SENT, 1), failed(id, "wamid.3"));

    assertThat(world.state(id)).isEqualTo(State.FAILED);
    assertThat(world.record(id).platformError()).isEqualTo(ERRORS);
  }

  @Test
  void whatFailedAfterItWasAcceptedCanBeTriedAgain() {
    UUID id = accepted("wamid.retry");
    world.apply(status(id, "wamid.retry", State.SENT, 1), failed(id, "wamid.retry"));

    assertThat(world.tx(() -> world.ledger.retry(id, NOW))).isTrue();
    assertThat(world.leave(NOW)).containsExactly(id);
    world.settle(new Settlement.Dead(id, 1, "test", null));
  }

  @Test
  void whatHasArrivedKeepsNoAddressAndNoText() {
    UUID id = accepted("wamid.wiped");
    assertThat(world.hasPayload(id)).isTrue();

    world.apply(status(id, "wamid.wiped", State.DELIVERED, 1));

    assertThat(world.hasPayload(id)).isFalse();
  }

  @Test
  void aStatusBeforeTheAnswerSettlesTheSend() {
    UUID id = world.sending();

    world.apply(status(id, "wamid.4", State.SENT, 1));
    assertThat(world.state(id)).isEqualTo(State.SENT);
    assertThat(world.stage(id)).isEqualTo(LedgerWorld.TAKEN);

    world.settle(LedgerWorld.accepted(id, 1, "wamid.4", "accepted"));
    assertThat(world.state(id)).isEqualTo(State.SENT);
  }

  @Test
  void aStatusSettlesAnUnknownOne() {
    UUID id = world.sending();
    world.settle(new Settlement.Unknown(id, 1, NOW.plusSeconds(60), "no-answer-in-time"));

    world.apply(status(id, "wamid.5", State.DELIVERED, 1));

    assertThat(world.state(id)).isEqualTo(State.DELIVERED);
    assertThat(world.stage(id)).isEqualTo(-1);
    assertThat(world.record(id).wamid()).isEqualTo("wamid.5");
    assertThat(world.record(id).reason()).isNull();
  }

  @Test
  void newsOfTheFirstAttemptStopsAResendThatHasNotLeft() {
    UUID id = world.sending();
    world.settle(new Settlement.Unknown(id, 1, NOW, "no-answer-in-time"));
    world.run(() -> world.outbox.resend(id, NOW));

    world.apply(status(id, "wamid.6", State.DELIVERED, 1));

    assertThat(world.leave(NOW)).isEmpty();
    assertThat(world.state(id)).isEqualTo(State.DELIVERED);
    assertThat(world.stage(id)).isEqualTo(-1);
  }

  @Test
  void aLateAnswerStopsAResendThatHasNotLeft() {
    UUID id = world.sending();
    world.settle(new Settlement.Unknown(id, 1, NOW, "no-answer-in-time"));
    world.run(() -> world.outbox.resend(id, NOW));

    world.settle(LedgerWorld.accepted(id, 1, "wamid.7", "accepted"));

    assertThat(world.state(id)).isEqualTo(State.ACCEPTED);
    assertThat(world.leave(NOW)).isEmpty();
    assertThat(world.stage(id)).isEqualTo(-1);
  }

  @Test
  void aStatusOfEitherMessageOfWhatWasSentTwiceIsItsStatusWithoutOurIdToo() {
    UUID id = world.sending();
    world.settle(new Settlement.Unknown(id, 1, NOW, "no-answer-in-time"));
    world.run(() -> world.outbox.resend(id, NOW));
    assertThat(world.leave(NOW)).containsExactly(id);
    world.settle(LedgerWorld.accepted(id, 2, "wamid.second", "accepted"));
    world.settle(LedgerWorld.accepted(id, 1, "wamid.first", "accepted"));

    assertThat(world.apply(status(null, "wamid.first", State.SENT, 1)).unmatched()).isEmpty();
    assertThat(world.apply(status(null, "wamid.second", State.DELIVERED, 2)).unmatched()).isEmpty();
    assertThat(world.apply(status(null, "wamid.none", State.READ, 3)).unmatched()).hasSize(1);
    assertThat(world.state(id)).isEqualTo(State.DELIVERED);
  }

  @Test
  void failedNewsOfTheFirstAttemptIsNotOvertakenByItsResend() {
    UUID id = world.sending();
    world.settle(new Settlement.Unknown(id, 1, NOW, "no-answer-in-time"));
    world.run(() -> world.outbox.resend(id, NOW));

    world.apply(failed(id, "wamid.8"));

    assertThat(world.leave(NOW)).isEmpty();
    assertThat(world.state(id)).isEqualTo(State.FAILED);
  }

  @Test
  void aStatusWithoutOurIdIsMatchedByTheMessagesId() {
    UUID id = accepted("wamid.9");

    world.apply(status(null, "wamid.9", State.DELIVERED, 3));

    assertThat(world.state(id)).isEqualTo(State.DELIVERED);
  }

  @Test
  void aStatusWithAForeignIdIsMatchedByTheMessagesId() {
    UUID id = accepted("wamid.10");

    world.apply(status(UUID.randomUUID(), "wamid.10", State.DELIVERED, 3));

    assertThat(world.state(id)).isEqualTo(State.DELIVERED);
  }

  @Test
  void aStatusOfAMessageThatNobodyKnowsIsReported() {
    UUID id = accepted("wamid.11");
    StatusUpdate stranger = status(null, "wamid.stranger", State.SENT, 3);

    Applied applied = world.apply(stranger, status(id, "wamid.11", State.SENT, 3));

    assertThat(applied.unmatched()).containsExactly(stranger);
    assertThat(applied.moved()).extracting(Applied.Moved::notification).containsExactly(id);
  }

  @Test
  void thePriceIsRecordedOnce() {
    UUID id = accepted("wamid.12");

    world.apply(priced(id, "wamid.12", State.DELIVERED, "{\"category\":\"utility\"}"));
    world.apply(priced(id, "wamid.12", State.READ, "{\"category\":\"marketing\"}"));

    assertThat(world.record(id).pricing()).isEqualTo("{\"category\":\"utility\"}");
  }

  @Test
  void aRepeatChangesNothingAndLeavesNoStep() {
    UUID id = accepted("wamid.13");
    StatusUpdate sent = status(id, "wamid.13", State.SENT, 1);
    world.apply(sent);
    List<State> before = world.history(id);

    Applied again = world.apply(sent, sent);

    assertThat(again.moved()).isEmpty();
    assertThat(world.history(id)).isEqualTo(before);
  }

  @Test
  void ofManyTogetherEachTakesItsOwnNews() {
    UUID delivered = accepted("wamid.20");
    UUID deliveredAtTheSameTime = accepted("wamid.21");
    UUID deliveredLater = accepted("wamid.22");
    UUID failed = accepted("wamid.23");
    UUID failedOtherwise = accepted("wamid.24");
    UUID unanswered = world.sending();
    UUID unansweredToo = world.sending();

    world.apply(
        status(delivered, "wamid.20", State.DELIVERED, 5),
        status(deliveredAtTheSameTime, "wamid.21", State.DELIVERED, 5),
        status(deliveredLater, "wamid.22", State.DELIVERED, 6),
        failed(failed, "wamid.23"),
        status(failedOtherwise, "wamid.24", State.FAILED, 5),
        status(unanswered, "wamid.25", State.SENT, 5),
        status(unansweredToo, "wamid.26", State.SENT, 5));

    assertThat(world.record(delivered).deliveredAt()).isEqualTo(NOW.plusSeconds(5));
    assertThat(world.record(deliveredAtTheSameTime).deliveredAt()).isEqualTo(NOW.plusSeconds(5));
    assertThat(world.record(deliveredLater).deliveredAt()).isEqualTo(NOW.plusSeconds(6));
    assertThat(world.record(delivered).wamid()).isEqualTo("wamid.20");
    assertThat(world.record(failed).platformError()).isEqualTo(ERRORS);
    assertThat(world.record(failedOtherwise).platformError()).isNull();
    assertThat(world.record(unanswered).wamid()).isEqualTo("wamid.25");
    assertThat(world.record(unansweredToo).wamid()).isEqualTo("wamid.26");
    assertThat(world.stage(unansweredToo)).isEqualTo(LedgerWorld.TAKEN);
  }

  @Test
  void whatWasNeverSentIsNotRevivedByAStatus() {
    UUID id = world.append(new LedgerWorld.Entry().ended(State.SUPPRESSED));

    world.apply(status(id, "wamid.14", State.DELIVERED, 1));

    assertThat(world.state(id)).isEqualTo(State.SUPPRESSED);
  }

  @Test
  void anyOrderRepetitionAndBatchingEndsInTheSameState() {
    for (long seed = 0; seed < 120; seed++) {
      Random random = new Random(seed);
      List<State> kinds = new ArrayList<>();
      for (State kind : List.of(State.SENT, State.DELIVERED, State.READ, State.FAILED)) {
        for (int i = random.nextInt(3); i > 0; i--) {
          kinds.add(kind);
        }
      }
      State expected = expected(kinds, seed % 3);
      Outcome outcome = shuffled(kinds, seed % 3, random);
      assertThat(outcome.state()).as("seed %d, %s", seed, kinds).isEqualTo(expected);
      assertThat(outcome.delivered())
          .as("delivery time, seed %d, %s", seed, kinds)
          .isEqualTo(
              kinds.contains(State.DELIVERED)
                  ? NOW.plusSeconds(2)
                  : kinds.contains(State.READ) ? NOW.plusSeconds(3) : null);
      assertThat(outcome.stage())
          .as("outbox, seed %d, %s", seed, kinds)
          .isEqualTo(
              switch (expected) {
                case SENDING -> 2;
                case UNKNOWN -> 3;
                case ACCEPTED, SENT -> LedgerWorld.TAKEN;
                default -> -1;
              });
    }
  }

  private static State expected(List<State> kinds, long settlement) {
    for (State best : List.of(State.READ, State.DELIVERED, State.FAILED, State.SENT)) {
      if (kinds.contains(best)) {
        return best;
      }
    }
    return settlement == 0 ? State.ACCEPTED : settlement == 1 ? State.UNKNOWN : State.SENDING;
  }

  private Outcome shuffled(List<State> kinds, long settlement, Random random) {
    UUID id = world.sending();
    String wamid = "wamid." + id;
    List<Runnable> steps = new ArrayList<>();
    List<State> order = new ArrayList<>(kinds);
    Collections.shuffle(order, random);
    for (int from = 0; from < order.size(); ) {
      int to = Math.min(order.size(), from + 1 + random.nextInt(3));
      StatusUpdate[] batch =
          order.subList(from, to).stream()
              .map(
                  kind ->
                      kind == State.FAILED
                          ? failed(id, wamid)
                          : status(
                              random.nextBoolean() ? id : null,
                              wamid,
                              kind,
                              kind == State.SENT ? 1 : kind == State.DELIVERED ? 2 : 3))
              .toArray(StatusUpdate[]::new);
      // the first says whose it is: before the answer the ledger does not know the message's id
      if (from == 0) {
        batch[0] =
            new StatusUpdate(id, wamid, batch[0].state(), batch[0].at(), batch[0].errors(), null);
      }
      steps.add(() -> world.apply(batch));
      from = to;
    }
    if (settlement < 2) {
      Settlement own =
          settlement == 0
              ? LedgerWorld.accepted(id, 1, wamid, "accepted")
              : new Settlement.Unknown(id, 1, NOW.plusSeconds(60), "no-answer-in-time");
      steps.add(random.nextInt(steps.size() + 1), () -> world.settle(own));
    }
    steps.forEach(Runnable::run);
    return new Outcome(world.state(id), world.record(id).deliveredAt(), world.stage(id));
  }

  private record Outcome(State state, @Nullable Instant delivered, int stage) {}

  @Test
  void answersAndStatusesAtOnceWaitForEachOtherInOneOrder() throws Exception {
    for (int round = 0; round < 10; round++) {
      List<UUID> ids = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        ids.add(world.queued());
      }
      world.leave(NOW);
      List<UUID> other = new ArrayList<>(ids);
      Collections.shuffle(other, new Random(round));
      Database.atOnce(
          List.of(
              () -> {
                world.settle(
                    ids.stream()
                        .map(id -> LedgerWorld.accepted(id, 1, "wamid." + id, null))
                        .toArray(Settlement[]::new));
                return true;
              },
              () -> {
                world.apply(
                    other.stream()
                        .map(id -> status(id, "wamid." + id, State.DELIVERED, 2))
                        .toArray(StatusUpdate[]::new));
                return true;
              }));
      assertThat(ids).allMatch(id -> world.state(id) == State.DELIVERED && world.stage(id) == -1);
    }
  }

  private UUID accepted(String wamid) {
    UUID id = world.sending();
    world.settle(LedgerWorld.accepted(id, 1, wamid, "accepted"));
    return id;
  }

  private static StatusUpdate status(@Nullable UUID id, String wamid, State state, int after) {
    return new StatusUpdate(id, wamid, state, NOW.plusSeconds(after), null, null);
  }

  private static StatusUpdate priced(UUID id, String wamid, State state, String pricing) {
    return new StatusUpdate(id, wamid, state, NOW.plusSeconds(5), null, pricing);
  }

  private static StatusUpdate failed(UUID id, String wamid) {
    return new StatusUpdate(id, wamid, State.FAILED, NOW.plusSeconds(4), ERRORS, null);
  }
}
