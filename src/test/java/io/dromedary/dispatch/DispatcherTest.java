package io.dromedary.dispatch;

import static io.dromedary.dispatch.HubWorld.HOLD;
import static io.dromedary.dispatch.HubWorld.LEASE;
import static io.dromedary.dispatch.HubWorld.NOW;
import static io.dromedary.dispatch.HubWorld.PATIENCE;
import static io.dromedary.dispatch.HubWorld.TOTAL;
import static io.dromedary.dispatch.HubWorld.gateChange;
import static io.dromedary.dispatch.HubWorld.recipient;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.jdbc.Transactions;
import io.dromedary.notification.State;
import io.dromedary.notification.StatusUpdate;
import io.dromedary.person.PersonId;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Category;
import io.dromedary.template.TemplateStatus;
import io.dromedary.testing.Databases;
import io.dromedary.whatsapp.ErrorClass;
import io.dromedary.whatsapp.GraphError;
import io.dromedary.whatsapp.PlatformError;
import io.dromedary.whatsapp.PlatformErrors;
import io.dromedary.whatsapp.SendOutcome;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DispatcherTest {

  private static final String PHONE = "+4915112345678";

  private final HubWorld hub = new HubWorld(Databases.h2());
  private final PersonId ada = hub.agreed(PHONE);
  private Dispatcher dispatcher = hub.dispatcher();

  @AfterEach
  void close() {
    dispatcher.close();
  }

  // ---- before the request

  @Test
  void sendingIsCommittedBeforeARequestIsHandedOut() {
    UUID id = queued("e-1");

    List<Sending> sendings = dispatcher.claim();

    assertThat(sendings).extracting(Sending::notification).containsExactly(id);
    assertThat(hub.store.state(id)).isEqualTo(State.SENDING);
    assertThat(sendings.get(0).message().path("biz_opaque_callback_data").asText())
        .isEqualTo(id.toString());
    assertThat(sendings.get(0).message().path("to").asText()).isEqualTo(PHONE);
  }

  @Test
  void whatCannotBeCommittedIsNotHandedOut() {
    queued("e-1");
    hub.store.database.jdbc().execute("drop table notification_history");

    assertThat(Stream.of(1).map(i -> attempt()).toList()).containsExactly(List.of());
    assertThat(dispatcher.underWay()).isZero();
  }

  private List<Sending> attempt() {
    try {
      return dispatcher.claim();
    } catch (RuntimeException e) {
      return List.of();
    }
  }

  // ---- while the database is away

  /** Goes away after the commit or before the work, and says neither. */
  private final class Flickering implements Transactions {
    private boolean afterCommit;
    private boolean away;

    @Override
    public <T> T call(Supplier<T> work) {
      if (away) {
        throw lost();
      }
      T done = hub.transactions.call(work);
      if (afterCommit) {
        throw lost();
      }
      return done;
    }

    private static RuntimeException lost() {
      return new IllegalStateException(new SQLException("connection lost", "08006"));
    }
  }

  @Test
  void whatACommitWithoutAnAnswerHasClaimedIsSentAfterAllAndNothingElseAgain() {
    Flickering database = new Flickering();
    dispatcher = hub.dispatcher(database);
    UUID before = queued("e-1");
    assertThat(dispatcher.claim()).hasSize(1);
    UUID lost = queued("e-2");
    database.afterCommit = true;
    assertThat(attempt()).isEmpty();
    assertThat(hub.store.state(lost)).isEqualTo(State.SENDING);

    database.afterCommit = false;
    assertThat(dispatcher.claim()).extracting(Sending::notification).containsExactly(lost);
    assertThat(hub.store.state(before)).isEqualTo(State.SENDING);
  }

  @Test
  void whatHasBeenAnsweredIsNotSentAgainAfterALostCommit() {
    Flickering database = new Flickering();
    dispatcher = hub.dispatcher(database);
    UUID answered = queued("e-1");
    Sending sending = dispatcher.claim().get(0);
    database.away = true;
    assertThat(dispatcher.settle(sending, new SendOutcome.Accepted("wamid.1", null)))
        .failsWithin(Duration.ofSeconds(10));
    assertThat(attempt()).isEmpty();

    database.away = false;
    assertThat(dispatcher.claim()).isEmpty();
    assertThat(hub.store.state(answered)).isEqualTo(State.SENDING);
  }

  @Test
  void anOutcomeIsKeptUntilTheDatabaseIsBackEvenBeyondTheLease() {
    Flickering database = new Flickering();
    dispatcher = hub.dispatcher(database);
    UUID id = queued("e-1");
    Sending sending = dispatcher.claim().get(0);
    database.away = true;
    assertThat(dispatcher.settle(sending, new SendOutcome.NotSent("connection-refused")))
        .failsWithin(Duration.ofSeconds(10));
    hub.now = NOW.plus(LEASE).plusSeconds(1);
    dispatcher.sweep();
    assertThat(hub.store.state(id)).isEqualTo(State.SENDING);

    database.away = false;
    dispatcher.sweep();
    assertThat(hub.store.state(id)).isEqualTo(State.QUEUED);
  }

  @Test
  void aRequestIsHandedOutOnce() {
    queued("e-1");
    assertThat(dispatcher.claim()).hasSize(1);
    assertThat(dispatcher.claim()).isEmpty();
    try (Dispatcher other = hub.dispatcher()) {
      assertThat(other.claim()).isEmpty();
    }
  }

  @Test
  void consentThatWasWithdrawnAfterAcceptanceStopsTheSend() {
    UUID id = queued("e-1");
    hub.withdrew(ada);

    assertThat(dispatcher.claim()).isEmpty();
    assertThat(hub.store.state(id)).isEqualTo(State.SUPPRESSED);
    assertThat(hub.store.record(id).reason()).isEqualTo("consent-withdrawn");
    assertThat(hub.store.record(id).decision()).contains("\"outcome\":\"send\"");
    assertThat(hub.store.record(id).lastDecision()).contains("\"outcome\":\"suppress\"");
    assertThat(hub.store.hasPayload(id)).isFalse();
  }

  @Test
  void atItsDeadlineItIsExpiredAndAMicrosecondBeforeItIsSent() {
    Instant departure = Instant.parse("2026-11-20T11:00:00Z");
    UUID late = queued("e-1");
    hub.now = departure;
    assertThat(dispatcher.claim()).isEmpty();
    assertThat(hub.store.state(late)).isEqualTo(State.EXPIRED);

    hub.now = NOW;
    queued("e-2");
    hub.now = departure.minusNanos(1000);
    assertThat(dispatcher.claim()).hasSize(1);
  }

  @Test
  void aPausedTemplateKeepsItQueuedUntilItIsApproved() {
    UUID id = queued("e-1");
    hub.template("flight_gate_changed", TemplateStatus.PAUSED, Category.UTILITY);

    assertThat(dispatcher.claim()).isEmpty();
    assertThat(hub.store.state(id)).isEqualTo(State.QUEUED);
    assertThat(hub.store.record(id).reason()).isEqualTo("template-paused");

    hub.template("flight_gate_changed", TemplateStatus.APPROVED, Category.UTILITY);
    later(HOLD);
    assertThat(dispatcher.claim()).hasSize(1);
  }

  @Test
  void aDriftedCategoryStopsTheSend() {
    UUID id = queued("e-1");
    hub.template("flight_gate_changed", TemplateStatus.APPROVED, Category.MARKETING);

    assertThat(dispatcher.claim()).isEmpty();
    assertThat(hub.store.record(id).reason()).isEqualTo("category-drift");
  }

  @Test
  void aTemplateThatIsGoneIsWaitedForAtMostUntilTheDeadline() {
    UUID id = queued("e-1");
    hub.catalogue = Catalogue.empty();

    assertThat(dispatcher.claim()).isEmpty();
    assertThat(hub.store.state(id)).isEqualTo(State.QUEUED);
    hub.now = Instant.parse("2026-11-20T11:00:00Z");
    dispatcher.sweep();
    assertThat(dispatcher.claim()).isEmpty();
    assertThat(hub.store.state(id)).isEqualTo(State.EXPIRED);
  }

  @Test
  void aMessageThatCannotBeBuiltIsLeftToAPersonAndTheOthersGoOn() {
    UUID broken = queued("e-1");
    hub.now = NOW.plusSeconds(1);
    String other = "+4915112345679";
    hub.agreed(other);
    UUID fine = hub.accept(gateChange("e-2", recipient(other))).written().get(0).id();
    hub.store
        .database
        .jdbc()
        .update("update notification set language = 'fr' where id = ?", broken);
    hub.states.save(
        new io.dromedary.template.TemplateState(
            "flight_gate_changed",
            "fr",
            "1",
            TemplateStatus.APPROVED,
            Category.UTILITY,
            Category.UTILITY,
            null,
            null,
            NOW));
    hub.templates.refresh();

    assertThat(dispatcher.claim()).extracting(Sending::notification).containsExactly(fine);
    assertThat(hub.store.state(broken)).isEqualTo(State.DEAD);
    assertThat(hub.store.record(broken).reason()).isEqualTo("cannot-be-built");
  }

  @Test
  void aPersonKnownByUserIdOnlyIsAddressedByIt() {
    String userId = "US.13491208655302741918";
    hub.store.run(
        () -> {
          PersonId person = hub.people.resolve(io.dromedary.person.Identifier.userId(userId));
          hub.consents.append(io.dromedary.consent.Statements.granted(person, "*"), NOW);
        });
    hub.accept(gateChange("e-1", "\"recipient\":{\"userId\":\"" + userId + "\"}"));

    Sending sending = dispatcher.claim().get(0);

    assertThat(sending.message().path("recipient").textValue()).isEqualTo(userId);
    assertThat(sending.message().has("to")).isFalse();
  }

  // ---- after the answer

  @Test
  void anAcceptedOneHasItsMessagesId() {
    UUID id = sent(new SendOutcome.Accepted("wamid.1", "accepted"));

    assertThat(hub.store.state(id)).isEqualTo(State.ACCEPTED);
    assertThat(hub.store.record(id).wamid()).isEqualTo("wamid.1");
    assertThat(dispatcher.underWay()).isZero();
  }

  @Test
  void anUnknownOneWaitsForAStatus() {
    UUID id = sent(new SendOutcome.Unknown("connection-lost"));
    assertThat(hub.store.state(id)).isEqualTo(State.UNKNOWN);
    assertThat(hub.store.record(id).reason()).isEqualTo("connection-lost");
  }

  @Test
  void whatNeverLeftIsTriedAgain() {
    UUID id = sent(new SendOutcome.NotSent("connection-refused"));
    assertThat(hub.store.state(id)).isEqualTo(State.QUEUED);
    later(Duration.ofSeconds(1));
    assertThat(dispatcher.claim()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "WAIT, QUEUED, error-7",
    "WAIT_FOR_PERSON, QUEUED, error-7",
    "AMBIGUOUS, UNKNOWN, error-7",
    "GIVE_UP, FAILED, error-7",
    "MEND_MESSAGE, FAILED, error-7",
    "MEND_TEMPLATE, FAILED, error-7",
    "HOLD, QUEUED, template-paused",
    "STOP, QUEUED, error-7"
  })
  void aRefusalEndsAsItsClassSays(ErrorClass errorClass, State state, String reason) {
    UUID id = sent(refused(errorClass));

    assertThat(hub.store.state(id)).isEqualTo(state);
    assertThat(hub.store.record(id).reason()).isEqualTo(reason);
    if (state == State.FAILED) {
      assertThat(hub.store.record(id).platformError()).isEqualTo("[{\"code\":7}]");
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorClass.class)
  void onlyAStoppedNumberRests(ErrorClass errorClass) {
    sent(refused(errorClass));
    hub.agreed("+4915112345679");
    hub.accept(gateChange("e-2", recipient("+4915112345679")));

    boolean stops = errorClass == ErrorClass.STOP;
    assertThat(dispatcher.stoppedBy().isPresent()).isEqualTo(stops);
    assertThat(dispatcher.claim()).hasSize(stops ? 0 : 1);
    hub.now = NOW.plusSeconds(30);
    dispatcher.sweep();
    assertThat(dispatcher.stoppedBy()).isEmpty();
    if (stops) {
      List<Sending> one = dispatcher.claim();
      assertThat(one).as("tried with").hasSize(1);
      assertThat(dispatcher.claim()).as("while it is not known").isEmpty();
      dispatcher.settle(one.get(0), new SendOutcome.Accepted("wamid.1", null)).join();
      assertThat(dispatcher.claim()).as("when it was taken").hasSize(1);
    }
  }

  @Test
  void theErrorsOwnPauseIsTheLeast() {
    UUID id = sent(refused(131057)); // a minute
    later(Duration.ofSeconds(60).minusNanos(1000));
    assertThat(dispatcher.claim()).isEmpty();
    later(Duration.ofNanos(1000));
    assertThat(dispatcher.claim()).extracting(Sending::notification).containsExactly(id);
  }

  @Test
  void aNumberThatIsTooFastSendsSlowerFromThenOn() {
    sent(refused(130429));
    for (int i = 0; i < 60; i++) {
      queued("f-" + i);
    }
    assertThat(dispatcher.claim()).as("not at once").isEmpty();
    hub.now = NOW.plusMillis(1010);
    // a thousand a second, halved: five in ten milliseconds
    assertThat(dispatcher.claim()).hasSizeBetween(4, 6);
  }

  @Test
  void aPersonWhomThePlatformProtectsIsWrittenToLaterAndNobodyElse() {
    sent(refused(131056));
    UUID same = queued("e-2");
    hub.agreed("+4915112345679");
    UUID other = hub.accept(gateChange("e-3", recipient("+4915112345679"))).written().get(0).id();

    assertThat(dispatcher.claim()).extracting(Sending::notification).containsExactly(other);
    assertThat(hub.store.record(same).reason()).isEqualTo("pair-limit");
    later(Duration.ofSeconds(1));
    assertThat(dispatcher.claim()).isNotEmpty();
  }

  @Test
  void aOneTimePasswordGoesBeforeGateChangesHoweverSoonTheyAreDue() {
    hub.now = Instant.parse("2026-11-20T10:58:00Z"); // the flights leave in two minutes
    for (int i = 0; i < 60; i++) {
      queued("g-" + i);
    }
    UUID password =
        hub.accept(
                """
                {"specversion":"1.0","id":"o-1","source":"/identity","type":"otp.requested",
                 "datacontenttype":"application/json","data":{"code":"482915",%s}}
                """
                    .formatted(recipient(PHONE)))
            .written()
            .get(0)
            .id();

    assertThat(dispatcher.claim().get(0).notification()).isEqualTo(password);
  }

  @Test
  void fiftyMessagesToOnePersonDelayNobodyElse() {
    hub.pairInterval = Duration.ofSeconds(6);
    hub.pairBurst = 2;
    dispatcher = hub.dispatcher();
    for (int i = 0; i < 50; i++) {
      queued("e-" + i);
    }
    hub.agreed("+4915112345679");
    UUID other = hub.accept(gateChange("late", recipient("+4915112345679"))).written().get(0).id();

    List<UUID> left = new ArrayList<>();
    for (int claims = 0; claims < 4; claims++) {
      for (Sending sending : dispatcher.claim()) {
        left.add(sending.notification());
        dispatcher.settle(sending, new SendOutcome.Accepted("wamid." + left.size(), null)).join();
      }
    }
    assertThat(left).as("four at once to the one: the lane is urgent").hasSize(5).contains(other);

    later(Duration.ofSeconds(6).minusNanos(1000));
    assertThat(dispatcher.claim()).isEmpty();
    later(Duration.ofNanos(1000));
    assertThat(dispatcher.claim()).hasSize(1);

    dispatcher.forget();
    assertThat(pairs()).as("the debt is not paid").isPositive();
    hub.now = hub.now.plusSeconds(60);
    dispatcher.forget();
    assertThat(pairs()).isZero();
  }

  private int pairs() {
    return hub.store.database.jdbc().queryForList("select person from pair_limit").size();
  }

  @Test
  void aNumberStopsByAWebhookToo() {
    queued("e-1");
    dispatcher.stop(PlatformErrors.of(131042, 0));

    assertThat(dispatcher.stoppedBy()).map(PlatformError::code).contains(131042);
    assertThat(dispatcher.claim()).isEmpty();
    hub.now = NOW.plusSeconds(30);
    assertThat(dispatcher.claim()).hasSize(1);
  }

  @Test
  void whatAnotherChannelCanTellIsHandedToItWhenThePlatformGivesUp() {
    hub.catalogue =
        Catalogue.load(
                Map.of(
                    "flight_gate_changed.yaml",
                    """
                    name: flight_gate_changed
                    category: utility
                    defaultLanguage: en
                    examples: {gate: B22}
                    languages: {en: {body: "Your gate is {{gate}} now."}}
                    bindings:
                      - id: gate
                        event: flight.gate-changed
                        topic: flights
                        fallback: sms
                        parameters: {gate: data.gate}
                    """))
            .catalogue();
    UUID id = sent(refused(131026));

    assertThat(hub.store.state(id)).isEqualTo(State.FAILED);
    assertThat(hub.store.database.jdbc().queryForList("select channel from fallback", String.class))
        .containsExactly("sms");
  }

  @Test
  void itIsTriedSoOftenAndThenLeftToAPerson() {
    UUID id = queued("e-1");
    for (int attempt = 1; attempt <= HubWorld.ATTEMPTS; attempt++) {
      assertThat(hub.store.state(id)).isEqualTo(State.QUEUED);
      Sending sending = dispatcher.claim().get(0);
      assertThat(sending.attempt()).isEqualTo(attempt);
      dispatcher.settle(sending, refused(ErrorClass.WAIT)).join();
      later(Duration.ofSeconds(60));
    }
    assertThat(hub.store.state(id)).isEqualTo(State.DEAD);
    assertThat(dispatcher.claim()).isEmpty();
  }

  @Test
  void whatCouldNotBeHandedOverIsTriedUntilItsDeadline() {
    UUID id = queued("e-1");
    for (int attempt = 1; attempt <= HubWorld.ATTEMPTS + 2; attempt++) {
      Sending sending = dispatcher.claim().get(0);
      assertThat(sending.attempt()).isEqualTo(attempt);
      dispatcher.settle(sending, new SendOutcome.NotSent("connection-refused")).join();
      later(Duration.ofMinutes(5));
    }
    assertThat(hub.store.state(id)).isEqualTo(State.QUEUED);

    later(Duration.ofDays(2));
    assertThat(dispatcher.claim()).isEmpty();
    assertThat(hub.store.state(id)).isEqualTo(State.EXPIRED);
  }

  @Test
  void aPlatformThatDoesNotAnswerGetsNoMoreMessagesThanItTakesToNotice() {
    for (int i = 0; i < HubWorld.BATCH + 5; i++) {
      String phone = "+49151123457%02d".formatted(i);
      hub.agreed(phone);
      hub.accept(gateChange("e-" + i, recipient(phone)));
    }
    int left = 0;
    for (int i = 0; i < 2; i++) {
      List<Sending> sendings = dispatcher.claim();
      left += sendings.size();
      sendings.forEach(
          one -> dispatcher.settle(one, new SendOutcome.Unknown("no-answer-in-time")).join());
    }

    assertThat(left).isEqualTo(HubWorld.BATCH);
    assertThat(dispatcher.isUnanswered()).isTrue();
  }

  @Test
  void waitingGrowsAndIsBounded() {
    Random random = new Random(1);
    for (int attempt = 1; attempt <= 70; attempt++) {
      long whole = Math.min(300_000L, 1000L << Math.min(attempt - 1, 20));
      assertThat(Backoff.usual(attempt, random).toMillis()).isBetween(whole / 2, whole);
    }
    assertThat(Stream.of(1, 2, 3, 4, 5, 6, 40).map(Backoff::person).map(Duration::toSeconds))
        .containsExactly(1L, 4L, 16L, 64L, 256L, 300L, 300L);
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorClass.class,
      names = {"WAIT", "WAIT_FOR_PERSON", "HOLD", "STOP"})
  void nobodyWaitsBeyondTheDeadline(ErrorClass errorClass) {
    Instant departure = Instant.parse("2026-11-20T11:00:00Z");
    UUID id = queued("e-1");
    hub.now = departure.minusMillis(100);
    Sending sending = dispatcher.claim().get(0);
    dispatcher.settle(sending, refused(errorClass)).join();

    hub.now = departure;
    dispatcher.sweep();
    dispatcher.claim();
    if (errorClass == ErrorClass.STOP) {
      hub.now = departure.plusSeconds(30);
      dispatcher.claim();
    }
    assertThat(hub.store.state(id)).isEqualTo(State.EXPIRED);
  }

  // ---- no answer

  @Test
  void aRequestWithoutAnswerIsUnknownAfterItsTotalTime() {
    UUID id = queued("e-1");
    dispatcher.claim();

    hub.now = NOW.plus(TOTAL).minusNanos(1000);
    dispatcher.sweep();
    assertThat(hub.store.state(id)).isEqualTo(State.SENDING);

    hub.now = NOW.plus(TOTAL);
    dispatcher.sweep();
    dispatcher.close();
    assertThat(hub.store.state(id)).isEqualTo(State.UNKNOWN);
    assertThat(dispatcher.underWay()).isZero();
  }

  @Test
  void anUnknownOneIsResentOnceOnly() {
    UUID id = queued("e-1");
    dispatcher.settle(dispatcher.claim().get(0), new SendOutcome.Unknown("lost")).join();

    hub.now = NOW.plus(PATIENCE).minusNanos(1000);
    dispatcher.sweep();
    assertThat(dispatcher.claim()).isEmpty();

    hub.now = NOW.plus(PATIENCE);
    dispatcher.sweep();
    Sending again = dispatcher.claim().get(0);
    assertThat(again.attempt()).isEqualTo(2);
    dispatcher.settle(again, new SendOutcome.Unknown("lost")).join();

    hub.now = hub.now.plus(PATIENCE);
    dispatcher.sweep();
    assertThat(dispatcher.claim()).isEmpty();
    assertThat(hub.store.state(id)).isEqualTo(State.UNKNOWN);
    assertThat(hub.store.record(id).reason()).isEqualTo("held");
  }

  @Test
  void anUnknownOneThatMustNotBeRepeatedIsHeldForAPerson() {
    UUID id = queued("e-1");
    hub.store
        .database
        .jdbc()
        .update("update notification set on_unknown = 'hold' where id = ?", id);
    dispatcher.settle(dispatcher.claim().get(0), new SendOutcome.Unknown("lost")).join();

    hub.now = NOW.plus(PATIENCE);
    dispatcher.sweep();

    assertThat(dispatcher.claim()).isEmpty();
    assertThat(hub.store.record(id).reason()).isEqualTo("held");
    assertThat(hub.store.stage(id)).isEqualTo(-1);
  }

  @Test
  void whatADeadHubLeftSendingWaitsForAStatusBeforeItIsRepeated() {
    UUID id = queued("e-1");
    dispatcher.claim();
    restart();

    hub.now = NOW.plus(LEASE);
    dispatcher.sweep();
    assertThat(hub.store.state(id)).isEqualTo(State.UNKNOWN);
    assertThat(dispatcher.claim()).isEmpty();

    hub.now = NOW.plus(LEASE).plus(PATIENCE);
    dispatcher.sweep();
    assertThat(dispatcher.claim()).extracting(Sending::attempt).containsExactly(2);
  }

  @Test
  void aLateAnswerToTheFirstAttemptSaysNothingAboutTheSecond() {
    UUID id = queued("e-1");
    Sending first = dispatcher.claim().get(0);
    hub.now = NOW.plus(TOTAL);
    dispatcher.sweep();
    hub.now = hub.now.plus(PATIENCE);
    restartAfterWriting();
    dispatcher.sweep();
    Sending second = dispatcher.claim().get(0);

    dispatcher.settle(first, new SendOutcome.NotSent("connection-refused")).join();

    assertThat(hub.store.state(id)).isEqualTo(State.SENDING);
    assertThat(dispatcher.underWay()).isEqualTo(1);
    dispatcher.settle(second, new SendOutcome.Accepted("wamid.2", null)).join();
    assertThat(hub.store.record(id).wamid()).isEqualTo("wamid.2");
  }

  @Test
  void settlingTwiceDoesNothing() {
    UUID id = queued("e-1");
    Sending sending = dispatcher.claim().get(0);
    dispatcher.settle(sending, new SendOutcome.Accepted("wamid.1", null)).join();
    dispatcher.settle(sending, new SendOutcome.Unknown("late")).join();
    dispatcher.settle(sending, new SendOutcome.Accepted("wamid.2", null)).join();

    assertThat(hub.store.record(id).wamid()).isEqualTo("wamid.1");
    assertThat(hub.store.state(id)).isEqualTo(State.ACCEPTED);
  }

  // ---- everything ends counted

  @Test
  void whateverHappensEveryNotificationEndsCounted() {
    for (long seed = 0; seed < 6; seed++) {
      hub.store.clear();
      hub.now = NOW;
      restart();
      Random random = new Random(seed);
      List<UUID> all = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        String phone = "+49151123456" + (10 + i);
        hub.agreed(phone);
        hub.accept(gateChange("e-" + seed + "-" + i, recipient(phone)))
            .written()
            .forEach(one -> all.add(one.id()));
      }
      for (int round = 0; round < 150; round++) {
        for (Sending sending : dispatcher.claim()) {
          answer(sending, random);
        }
        if (random.nextInt(12) == 0) {
          restart();
        }
        hub.now = hub.now.plusSeconds(60);
        dispatcher.sweep();
      }
      restartAfterWriting();
      dispatcher.sweep();
      // what waited because nothing was answered ends when something is
      for (int round = 0; round < 60; round++) {
        for (Sending sending : dispatcher.claim()) {
          dispatcher
              .settle(sending, new SendOutcome.Accepted("wamid." + sending.notification(), null))
              .join();
        }
        hub.now = hub.now.plusSeconds(60);
        dispatcher.sweep();
      }
      hub.now = hub.now.plus(Duration.ofDays(31));
      dispatcher.sweep();
      Map<State, Long> ends =
          all.stream().collect(Collectors.groupingBy(hub.store::state, Collectors.counting()));
      assertThat(all).hasSize(30);
      assertThat(ends.keySet())
          .as("seed %d: %s", seed, ends)
          .isSubsetOf(
              State.ACCEPTED,
              State.DELIVERED,
              State.FAILED,
              State.DEAD,
              State.EXPIRED,
              State.UNKNOWN);
      all.stream()
          .filter(id -> hub.store.state(id) == State.UNKNOWN)
          .forEach(id -> assertThat(hub.store.record(id).reason()).isEqualTo("held"));
      assertThat(all).allMatch(id -> hub.store.stage(id) == -1);
    }
  }

  private void answer(Sending sending, Random random) {
    UUID id = sending.notification();
    switch (random.nextInt(8)) {
      case 0 -> dispatcher.settle(sending, new SendOutcome.Unknown("lost")).join();
      case 1 -> dispatcher.settle(sending, new SendOutcome.NotSent("refused")).join();
      case 2 -> dispatcher.settle(sending, refused(ErrorClass.WAIT)).join();
      case 3 -> dispatcher.settle(sending, refused(ErrorClass.GIVE_UP)).join();
      case 4 -> {
        // nobody answers
      }
      case 5 ->
          hub.store.apply(
              new StatusUpdate(id, "wamid." + id, State.DELIVERED, hub.now, null, null));
      default ->
          dispatcher.settle(sending, new SendOutcome.Accepted("wamid." + id, "accepted")).join();
    }
  }

  // ---- the world

  private UUID queued(String event) {
    return hub.accept(gateChange(event, recipient(PHONE)).replace("LH438/2026", event + "/2026"))
        .written()
        .get(0)
        .id();
  }

  private UUID sent(SendOutcome outcome) {
    UUID id = queued("e-1");
    dispatcher.settle(dispatcher.claim().get(0), outcome).join();
    return id;
  }

  private void later(Duration time) {
    hub.now = hub.now.plus(time);
    dispatcher.sweep();
  }

  /** Another process on the same database; what the old one had in memory is gone. */
  private void restart() {
    dispatcher = hub.dispatcher();
  }

  private void restartAfterWriting() {
    dispatcher.close();
    restart();
  }

  private static SendOutcome refused(ErrorClass errorClass) {
    GraphError error = new GraphError(7, null, null, null, null, null, null, false, null);
    return new SendOutcome.Refused(
        new PlatformError(7, 7, errorClass, null, false, "seven", "nothing"),
        error,
        "{\"code\":7}");
  }

  /** As the platform's own table says. */
  private static SendOutcome refused(int code) {
    GraphError error = new GraphError(code, null, null, null, null, null, null, false, null);
    return new SendOutcome.Refused(PlatformErrors.of(code, 400), error, "{\"code\":" + code + "}");
  }
}
