package io.dromedary.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.consent.ConsentEntry;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.consent.Statements;
import io.dromedary.consent.jdbc.JdbcConsentLedger;
import io.dromedary.conversation.InboundResult.ForCareDesk;
import io.dromedary.conversation.InboundResult.IdentityChanged;
import io.dromedary.conversation.InboundResult.OptedIn;
import io.dromedary.conversation.InboundResult.OptedOut;
import io.dromedary.person.Identifier;
import io.dromedary.person.People;
import io.dromedary.person.PersonId;
import io.dromedary.person.jdbc.JdbcPeople;
import io.dromedary.testing.Database;
import io.dromedary.testing.Vaults;
import io.dromedary.vault.Vault;
import io.dromedary.window.ServiceWindow;
import io.dromedary.window.Windows;
import io.dromedary.window.jdbc.JdbcWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@TestInstance(Lifecycle.PER_CLASS)
abstract class InboundHandlerContract {

  private static final String OURS = "106540352242922";
  private static final Instant WRITTEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant NOW = WRITTEN.plusSeconds(2);

  private final Database database;
  private final People people;
  private final ConsentLedger ledger;
  private final Windows windows;
  private final InboundHandler handler;

  InboundHandlerContract(DataSource dataSource) {
    Vault vault = Vaults.vault();
    database = new Database(dataSource);
    people = new JdbcPeople(database.jdbc(), vault);
    ledger = new JdbcConsentLedger(database.jdbc(), vault);
    windows = new JdbcWindows(database.jdbc());
    handler =
        new InboundHandler(
            people, ledger, windows, Keywords.shipped(), Confirmations.shipped(), "Example Air");
  }

  @Test
  void aMessageOpensTheWindowFromItsOwnTimeAndGoesToTheCareDesk() {
    Identifier writer = waId();

    InboundResult result = handle(text(writer, "When do we board?"), WRITTEN.plusSeconds(3600));

    assertThat(result).isEqualTo(new ForCareDesk(people.find(writer).orElseThrow()));
    assertThat(windows.of(result.person(), OURS)).isEqualTo(new ServiceWindow(WRITTEN));
    assertThat(ledger.history(result.person())).isEmpty();
  }

  @Test
  void aTimestampAheadOfOurClockDoesNotLengthenTheWindow() {
    InboundResult result = handle(text(waId(), "Hello"), WRITTEN.minusSeconds(90));

    assertThat(windows.of(result.person(), OURS))
        .isEqualTo(new ServiceWindow(WRITTEN.minusSeconds(90)));
  }

  @ParameterizedTest
  @EnumSource(
      value = InboundKind.class,
      names = {"REACTION", "OTHER", "SYSTEM"},
      mode = Mode.EXCLUDE)
  void whateverAUserSendsOpensTheWindow(InboundKind kind) {
    InboundResult result = handle(message(waId(), kind, null, null), NOW);

    assertThat(windows.of(result.person(), OURS).isOpenAt(NOW)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = InboundKind.class,
      names = {"REACTION", "OTHER"})
  void reactionsAndWhatThePlatformKeepsDoNot(InboundKind kind) {
    InboundResult result = handle(message(waId(), kind, null, null), NOW);

    assertThat(windows.of(result.person(), OURS)).isEqualTo(ServiceWindow.never());
    assertThat(result).isInstanceOf(ForCareDesk.class);
  }

  @Test
  void aStopWordEndsEveryTopicAndIsConfirmedOnce() {
    Identifier writer = Identifier.waId("49151" + eightDigits());
    PersonId person = people.resolve(writer);
    ledgerAppend(person, "flights");
    Inbound stop = text(writer, "Stopp!");

    InboundResult first = handle(stop, NOW);
    InboundResult repeat = handle(stop, NOW.plusSeconds(5));
    InboundResult again = handle(text(writer, "STOP"), NOW.plusSeconds(9));

    assertThat(first)
        .isInstanceOfSatisfying(
            OptedOut.class,
            optedOut -> {
              assertThat(optedOut.topics()).containsExactly("*");
              assertThat(optedOut.confirmation())
                  .isNotNull()
                  .extracting(Confirmation::language)
                  .isEqualTo("de");
            });
    assertThat(repeat).isEqualTo(new OptedOut(person, Set.of("*"), null));
    assertThat(again).isEqualTo(new OptedOut(person, Set.of("*"), null));
    assertThat(ledger.current(person).refusal("flights")).contains("consent-withdrawn");
    assertThat(ledger.history(person)).hasSize(3);
  }

  @Test
  void theEntryNamesTheMessageAsItsEvidence() {
    Inbound stop = text(waId(), "Stop");

    PersonId person = handle(stop, NOW).person();

    ConsentEntry entry = ledger.history(person).get(0);
    assertThat(entry.channel()).isEqualTo("whatsapp");
    assertThat(entry.evidence()).isEqualTo(stop.wamid());
    assertThat(entry.wording()).isEqualTo("Stop");
    assertThat(entry.at()).isEqualTo(WRITTEN);
  }

  @Test
  void aStopThatIsRepeatedAfterAStartStopsNothing() {
    Identifier writer = waId();
    Inbound stop = text(writer, "STOP");
    handle(stop, NOW);
    InboundResult started = handle(text(writer, "START"), NOW.plusSeconds(1));

    handle(stop, NOW.plusSeconds(2));

    assertThat(started)
        .isInstanceOfSatisfying(
            OptedIn.class, optedIn -> assertThat(optedIn.confirmation()).isNotNull());
    assertThat(ledger.current(started.person()).covers("flights")).isTrue();
  }

  @Test
  void aButtonStopsItsTopicOnly() {
    Identifier writer = waId();
    ledgerAppend(people.resolve(writer), "*");

    InboundResult result =
        handle(message(writer, InboundKind.BUTTON, "No flight news", "STOP:flights"), NOW);

    assertThat(result)
        .isInstanceOfSatisfying(
            OptedOut.class,
            optedOut -> {
              assertThat(optedOut.topics()).containsExactly("flights");
              assertThat(optedOut.confirmation()).isNotNull();
            });
    assertThat(ledger.current(result.person()).covers("flights")).isFalse();
    assertThat(ledger.current(result.person()).covers("orders")).isTrue();
  }

  @Test
  void aStopForAllIsConfirmedToWhoHadStoppedOneTopic() {
    Identifier writer = waId();
    ledgerAppend(people.resolve(writer), "*");
    handle(text(writer, "stop flights"), NOW);

    assertThat(handle(text(writer, "stop"), NOW))
        .isInstanceOfSatisfying(
            OptedOut.class, optedOut -> assertThat(optedOut.confirmation()).isNotNull());
  }

  @Test
  void aTextThatLooksLikeAPayloadIsAMessage() {
    assertThat(handle(text(waId(), "STOP:own-topic"), NOW)).isInstanceOf(ForCareDesk.class);
  }

  @Test
  void aStopThatComesAfterItsWindowIsHonouredWithoutConfirmation() {
    Inbound stop = text(waId(), "STOP");
    Instant closing = WRITTEN.plus(Duration.ofHours(24));

    InboundResult late = handle(stop, closing);
    InboundResult justInTime = handle(text(waId(), "STOP"), closing.minusMillis(1));

    assertThat(late).isEqualTo(new OptedOut(late.person(), Set.of("*"), null));
    assertThat(ledger.current(late.person()).refusal("flights")).contains("consent-withdrawn");
    assertThat(((OptedOut) justInTime).confirmation()).isNotNull();
  }

  @Test
  void metasOwnStopIsAboutMarketingOnly() {
    Identifier writer = waId();
    PersonId person = people.resolve(writer);
    ledgerAppend(person, "*");

    database.inTransaction(
        () -> handler.preference(List.of(writer), true, WRITTEN, "wamid.1", NOW));

    assertThat(ledger.current(person).refusal("marketing")).contains("consent-withdrawn");
    assertThat(ledger.current(person).covers("flights")).isTrue();
    database.inTransaction(
        () -> handler.preference(List.of(writer), false, WRITTEN.plusSeconds(1), null, NOW));
    assertThat(ledger.current(person).covers("marketing")).isTrue();
  }

  @Test
  void everythingThatAMessageIsSignedWithMeansItsWriter() {
    Identifier number = waId();
    Identifier userId = userId();
    PersonId person = people.resolve(number);

    handle(text(List.of(userId, number), "Hello"), NOW);

    assertThat(people.find(userId)).contains(person);
    assertThat(handle(text(List.of(userId), "Hello again"), NOW).person()).isEqualTo(person);
  }

  @Test
  void aStopSaidUnderAUserIdHoldsForTheNumberThatItTurnsOutToBelongTo() {
    Identifier number = waId();
    Identifier userId = userId();
    PersonId customer = people.resolve(number);
    ledgerAppend(customer, "*");
    handle(text(List.of(userId), "STOP"), NOW.plusSeconds(60));
    assertThat(ledger.current(customer).covers("flights")).isTrue();

    InboundResult result = handle(text(List.of(number, userId), "Hello"), NOW.plusSeconds(70));

    assertThat(result.person()).isEqualTo(customer);
    assertThat(ledger.current(customer).refusal("flights")).contains("consent-withdrawn");
    assertThat(people.find(userId)).contains(customer);
    assertThat(ledger.verify(customer).isIntact()).isTrue();
  }

  @Test
  void whenPersonsAreJoinedTheLaterWordOnEachTopicHolds() {
    Identifier number = waId();
    Identifier userId = userId();
    handle(text(List.of(userId), "STOP"), NOW.plusSeconds(10));
    handle(text(List.of(userId), "START orders"), NOW.plusSeconds(30));
    PersonId customer = people.resolve(number);
    append(customer, "orders", NOW.plusSeconds(5));
    append(customer, "billing", NOW.plusSeconds(6));
    append(customer, "flights", NOW.plusSeconds(20));

    handle(text(List.of(number, userId), "Hello"), NOW.plusSeconds(40));

    assertThat(ledger.current(customer).covers("flights")).isTrue();
    assertThat(ledger.current(customer).covers("orders")).isTrue();
    assertThat(ledger.current(customer).covers("billing")).isFalse();
    assertThat(ledger.current(customer).covers("alerts")).isFalse();
  }

  @Test
  void aChangedNumberIsTheSamePersonUnderBoth() {
    Identifier old = waId();
    Identifier current = waId();
    Identifier currentUserId = userId();
    PersonId person = people.resolve(old);
    ledgerAppend(person, "flights");

    InboundResult result = handle(changed(old, current, currentUserId), NOW);
    handle(changed(old, current, currentUserId), NOW);

    assertThat(result).isEqualTo(new IdentityChanged(person));
    assertThat(people.find(old)).contains(person);
    assertThat(people.find(current)).contains(person);
    assertThat(people.phone(person)).contains("+" + current.value());
    assertThat(windows.of(person, OURS)).isEqualTo(ServiceWindow.never());
    assertThat(handle(text(List.of(current, currentUserId), "Hi"), NOW).person()).isEqualTo(person);
  }

  @Test
  void aStopThatOvertookTheNewsOfTheChangeIsKept() {
    Identifier old = waId();
    Identifier current = waId();
    Identifier currentUserId = userId();
    PersonId person = people.resolve(old);
    ledgerAppend(person, "flights");
    handle(text(List.of(current, currentUserId), "STOP"), NOW.plusSeconds(5));

    handle(changed(old, current, currentUserId), NOW.plusSeconds(6));

    assertThat(people.find(current)).contains(person);
    assertThat(ledger.current(person).refusal("flights")).contains("consent-withdrawn");
  }

  @Test
  void whoeverWritesFromANumberThatAnotherHasLeftIsSomebodyElse() {
    Identifier old = waId();
    Identifier current = waId();
    Identifier oldUserId = userId();
    PersonId person = handle(text(List.of(old, oldUserId), "Hello"), NOW).person();
    handle(changed(old, current, userId()), NOW);

    InboundResult late = handle(text(List.of(old, oldUserId), "sent before the change"), NOW);
    InboundResult stranger = handle(text(List.of(old, userId()), "STOP"), NOW);

    assertThat(late.person()).isEqualTo(person);
    assertThat(stranger.person()).isNotEqualTo(person);
    assertThat(people.find(old)).contains(stranger.person());
    assertThat(people.find(current)).contains(person);
    assertThat(ledger.history(person)).isEmpty();
  }

  @Test
  void theSameStopTwiceAtOnceIsConfirmedOnce() throws Exception {
    Identifier writer = waId();
    Inbound stop = text(writer, "STOP");

    List<InboundResult> results = Database.atOnce(4, () -> handle(stop, NOW));

    assertThat(results.stream().map(OptedOut.class::cast).filter(r -> r.confirmation() != null))
        .hasSize(1);
    assertThat(ledger.history(people.find(writer).orElseThrow())).hasSize(1);
  }

  private InboundResult handle(Inbound inbound, Instant now) {
    return database.inTransaction(() -> handler.handle(inbound, now));
  }

  private void ledgerAppend(PersonId person, String topic) {
    append(person, topic, NOW.minusSeconds(3600));
  }

  private void append(PersonId person, String topic, Instant recordedAt) {
    database.inTransaction(() -> ledger.append(Statements.granted(person, topic), recordedAt));
  }

  private static Inbound text(Identifier writer, String text) {
    return text(List.of(writer), text);
  }

  private static Inbound text(List<Identifier> writer, String text) {
    return inbound(writer, List.of(), InboundKind.TEXT, text, null);
  }

  private static Inbound message(
      Identifier writer, InboundKind kind, @Nullable String text, @Nullable String payload) {
    return inbound(List.of(writer), List.of(), kind, text, payload);
  }

  private static Inbound changed(Identifier from, Identifier... to) {
    return inbound(List.of(from), List.of(to), InboundKind.SYSTEM, null, null);
  }

  private static Inbound inbound(
      List<Identifier> writer,
      List<Identifier> changedTo,
      InboundKind kind,
      @Nullable String text,
      @Nullable String payload) {
    return new Inbound(
        "wamid." + UUID.randomUUID(),
        writer,
        changedTo,
        "Ada",
        OURS,
        WRITTEN,
        kind,
        text,
        payload,
        null);
  }

  private static Identifier waId() {
    return Identifier.waId("1650" + eightDigits());
  }

  private static long eightDigits() {
    return ThreadLocalRandom.current().nextLong(10_000_000, 99_999_999);
  }

  private static Identifier userId() {
    return Identifier.userId("US." + ThreadLocalRandom.current().nextLong(Long.MAX_VALUE));
  }
}
