package io.dromedary.consent.jdbc;

import static io.dromedary.consent.ConsentState.GRANTED;
import static io.dromedary.consent.ConsentState.WITHDRAWN;
import static io.dromedary.consent.Statements.SAID;
import static io.dromedary.consent.Statements.granted;
import static io.dromedary.consent.Statements.said;
import static io.dromedary.consent.Statements.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.consent.Consent;
import io.dromedary.consent.ConsentChain;
import io.dromedary.consent.ConsentEntry;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.consent.ConsentStatement;
import io.dromedary.consent.Recorded;
import io.dromedary.person.PersonId;
import io.dromedary.testing.Database;
import io.dromedary.testing.Vaults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

@TestInstance(Lifecycle.PER_CLASS)
abstract class ConsentLedgerContract {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");

  private final Database database;
  private final ConsentLedger ledger;

  private final String impatience;
  private final String patience;

  /**
   * @param impatience SQL that makes a transaction give up a lock soon
   * @param patience SQL that ends this for the connection; empty when the transaction's end does
   */
  ConsentLedgerContract(DataSource dataSource, String impatience, String patience) {
    this.impatience = impatience;
    this.patience = patience;
    database = new Database(dataSource);
    ledger = new JdbcConsentLedger(database.jdbc(), Vaults.vault());
  }

  @Test
  void anUnknownPersonAllowsNothingAndHasAnEmptyIntactChain() {
    PersonId person = PersonId.random();

    assertThat(ledger.current(person)).isEqualTo(Consent.none());
    assertThat(ledger.history(person)).isEmpty();
    assertThat(ledger.asOf(person, NOW)).isEqualTo(Consent.none());
    assertThat(ledger.verify(person).isIntact()).isTrue();
    assertThat(ledger.current(List.of())).isEmpty();
    assertThat(ledger.lock(List.of())).isEmpty();
  }

  @Test
  void aHeadOfAnEarlierVersionKnowsNoChannelAndIsIntactAllTheSame() {
    PersonId person = PersonId.random();
    append(granted(person, "orders", "flights"), NOW);
    head(person, text -> text.lines().map(line -> line.substring(0, line.lastIndexOf(' '))));
    assertThat(ledger.current(person).standing("orders").orElseThrow().channel()).isNull();
    assertThat(ledger.verify(person).isIntact()).isTrue();

    append(granted(person, "payments"), NOW.plusSeconds(1));
    assertThat(ledger.verify(person).isIntact()).isTrue();
    head(person, text -> text.lines().map(line -> line.replace("granted", "withdrawn")));
    assertThat(ledger.verify(person).isIntact()).isFalse();
  }

  private void head(PersonId person, Function<String, Stream<String>> change) {
    String before =
        database
            .jdbc()
            .queryForObject(
                "select standings from consent_head where person_id = ?",
                String.class,
                person.value());
    database
        .jdbc()
        .update(
            "update consent_head set standings = ? where person_id = ?",
            change.apply(before).collect(Collectors.joining("\n")),
            person.value());
  }

  @Test
  void anEntryKeepsEverythingThatWasSaid() {
    PersonId person = PersonId.random();
    ConsentStatement statement = granted(person, "orders", "flights");

    ConsentEntry entry = append(statement, NOW).entry();

    assertThat(ledger.history(person)).containsExactly(entry);
    assertThat(entry.number()).isEqualTo(1);
    assertThat(entry.topics()).containsExactly("flights", "orders");
    assertThat(entry.at()).isEqualTo(SAID);
    assertThat(entry.recordedAt()).isEqualTo(NOW);
    assertThat(entry.wording()).isEqualTo(statement.wording());
    assertThat(entry.evidence()).isEqualTo(statement.evidence());
    assertThat(entry.business()).isEqualTo("Example Air");
    assertThat(entry.previousHash()).isEqualTo(ConsentChain.START);
    assertThat(entry.hash()).matches("[0-9a-f]{64}");
  }

  @Test
  void whatIsNotKnownStaysUnknown() {
    PersonId person = PersonId.random();

    append(
        ConsentStatement.about(
            person, List.of("*"), WITHDRAWN, SAID, "api", null, null, null, null),
        NOW);

    ConsentEntry entry = ledger.history(person).get(0);
    assertThat(entry.wording()).isNull();
    assertThat(entry.wordingVersion()).isNull();
    assertThat(entry.business()).isNull();
    assertThat(entry.evidence()).isNull();
    assertThat(ledger.verify(person).isIntact()).isTrue();
  }

  @Test
  void theCurrentStateIsWhatTheHistoryAddsUpTo() {
    PersonId person = PersonId.random();
    append(granted(person, "*"), NOW);
    append(withdrawn(person, "flights"), NOW.plusSeconds(1));
    append(granted(person, "orders"), NOW.plusSeconds(2));

    Consent current = ledger.current(person);

    assertThat(current).isEqualTo(Consent.of(ledger.history(person)));
    assertThat(current.refusal("flights")).contains("consent-withdrawn");
    assertThat(current.covers("billing")).isTrue();
  }

  @Test
  void everyEntryCarriesTheHashOfTheOneBefore() {
    PersonId person = PersonId.random();
    append(granted(person, "flights"), NOW);
    append(withdrawn(person, "flights"), NOW);
    append(granted(person, "flights", "orders"), NOW);

    List<ConsentEntry> history = ledger.history(person);

    assertThat(history).extracting(ConsentEntry::number).containsExactly(1, 2, 3);
    assertThat(history.get(1).previousHash()).isEqualTo(history.get(0).hash());
    assertThat(history.get(2).previousHash()).isEqualTo(history.get(1).hash());
    assertThat(ledger.verify(person).isIntact()).isTrue();
    assertThat(ledger.verify(person).entries()).isEqualTo(3);
  }

  @Test
  void aLateRepeatDoesNotBringBackWhatWasWithdrawnSince() {
    PersonId person = PersonId.random();
    Recorded first = append(granted(person, "flights"), NOW);
    append(withdrawn(person, "flights"), NOW.plusSeconds(1));

    Recorded repeat = append(granted(person, "flights"), NOW.plusSeconds(2));

    assertThat(first.repeat()).isFalse();
    assertThat(repeat).isEqualTo(new Recorded(first.entry(), true));
    assertThat(ledger.history(person)).hasSize(2);
    assertThat(ledger.current(person).covers("flights")).isFalse();
  }

  @Test
  void theSameSaidAtAnotherTimeIsAnotherEntry() {
    PersonId person = PersonId.random();
    append(said(person, GRANTED, SAID, "flights"), NOW);

    assertThat(append(said(person, GRANTED, SAID.plusSeconds(1), "flights"), NOW).repeat())
        .isFalse();
    assertThat(ledger.history(person)).hasSize(2);
  }

  @Test
  void aReplicaWithAClockBehindDoesNotRecordBeforeTheEntryBefore() {
    PersonId person = PersonId.random();
    append(granted(person, "flights"), NOW);

    ConsentEntry later = append(withdrawn(person, "flights"), NOW.minusSeconds(5)).entry();

    assertThat(later.recordedAt()).isEqualTo(NOW);
    assertThat(ledger.verify(person).isIntact()).isTrue();
  }

  @Test
  void asOfSeesTheEntriesRecordedUntilThatInstant() {
    PersonId person = PersonId.random();
    append(said(person, GRANTED, SAID, "flights"), NOW);
    append(said(person, WITHDRAWN, SAID.minusSeconds(3600), "flights"), NOW.plusSeconds(60));

    assertThat(ledger.asOf(person, NOW.minusNanos(1000)).refusal("flights")).contains("no-consent");
    assertThat(ledger.asOf(person, NOW).covers("flights")).isTrue();
    assertThat(ledger.asOf(person, NOW.plusSeconds(60).minusNanos(1000)).covers("flights"))
        .isTrue();
    assertThat(ledger.asOf(person, NOW.plusSeconds(60)).covers("flights")).isFalse();
  }

  @Test
  void manyAreAnsweredTogether() {
    PersonId granting = PersonId.random();
    PersonId silent = PersonId.random();
    append(granted(granting, "flights"), NOW);

    Map<PersonId, Consent> consents = ledger.current(List.of(granting, silent));
    Map<PersonId, Consent> locked =
        database.inTransaction(() -> ledger.lock(List.of(granting, silent)));

    assertThat(consents).containsOnlyKeys(granting, silent).isEqualTo(locked);
    assertThat(consents.get(granting).covers("flights")).isTrue();
    assertThat(consents.get(silent)).isEqualTo(Consent.none());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update consent_entry set state = 'GRANTED' where entry_number = 2 and person_id = ?",
        "update consent_entry set topics = '*' where entry_number = 2 and person_id = ?",
        "update consent_entry set business = null where entry_number = 2 and person_id = ?",
        "update consent_entry set wording_tag = 'x' where entry_number = 2 and person_id = ?",
        "update consent_entry set said_at = recorded_at where entry_number = 2 and person_id = ?",
        "delete from consent_entry where entry_number = 2 and person_id = ?",
        "delete from consent_entry where entry_number = 3 and person_id = ?",
        "delete from consent_entry where person_id = ?",
        "update consent_head set standings = '' where person_id = ?",
        "delete from consent_head where person_id = ?",
        "update consent_entry set sealed_wording = sealed_evidence where entry_number = 2 and person_id = ?",
        "update consent_entry set sealed_evidence = null where entry_number = 2 and person_id = ?",
        "update consent_entry set sealed_evidence = entry_hash::bytea where entry_number = 2 and person_id = ?",
      })
  void whatWasChangedBehindTheLedgerIsNoticed(String change) {
    PersonId person = PersonId.random();
    append(granted(person, "flights"), NOW);
    append(withdrawn(person, "flights"), NOW.plusSeconds(1));
    append(granted(person, "orders"), NOW.plusSeconds(2));
    assertThat(ledger.verify(person).isIntact()).isTrue();

    assertThat(database.jdbc().update(change, person.value())).isPositive();

    assertThat(ledger.verify(person).isIntact()).isFalse();
    assertThat(ledger.verify(person).finding()).isNotBlank();
  }

  @Test
  void erasureTakesThePersonalPartsAndLeavesTheChainVerifiable() {
    PersonId person = PersonId.random();
    append(granted(person, "flights"), NOW);
    append(withdrawn(person, "flights"), NOW.plusSeconds(1));

    database.inTransaction(() -> ledger.erase(person));

    assertThat(ledger.history(person))
        .hasSize(2)
        .allSatisfy(
            entry -> {
              assertThat(entry.erased()).isTrue();
              assertThat(entry.wording()).isNull();
              assertThat(entry.evidence()).isNull();
            });
    assertThat(ledger.verify(person).isIntact()).isTrue();
    database
        .jdbc()
        .update("update consent_entry set state = 'GRANTED' where person_id = ?", person.value());
    assertThat(ledger.verify(person).brokenAt()).isEqualTo(2);
  }

  @Test
  void appendsAtOnceMakeOneChain() throws Exception {
    PersonId person = PersonId.random();
    List<Callable<Recorded>> appends =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    (Callable<Recorded>)
                        () ->
                            append(
                                said(
                                    person,
                                    i % 2 == 0 ? GRANTED : WITHDRAWN,
                                    SAID.plusSeconds(i),
                                    "flights"),
                                NOW))
            .toList();

    for (int first = 0; first < 40; first += 8) {
      Database.atOnce(appends.subList(first, first + 8));
    }

    assertThat(ledger.history(person))
        .extracting(ConsentEntry::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
    assertThat(ledger.verify(person).isIntact()).isTrue();
  }

  @Test
  void theSameStatementAtOnceIsRecordedOnce() throws Exception {
    PersonId person = PersonId.random();

    List<Recorded> answers = Database.atOnce(6, () -> append(withdrawn(person, "flights"), NOW));

    assertThat(answers).extracting(Recorded::entry).containsOnly(answers.get(0).entry());
    assertThat(answers.stream().filter(answer -> !answer.repeat())).hasSize(1);
    assertThat(ledger.history(person)).hasSize(1);
  }

  @Test
  void aWithdrawalCommittedBeforeTheLockWins() {
    PersonId person = PersonId.random();
    append(granted(person, "flights"), NOW);
    append(withdrawn(person, "flights"), NOW);

    boolean covered =
        database.inTransaction(() -> ledger.lock(List.of(person)).get(person).covers("flights"));

    assertThat(covered).isFalse();
  }

  @Test
  void aLockWaitsForAWithdrawalUnderWayAndSeesIt() throws Exception {
    PersonId person = PersonId.random();
    append(granted(person, "flights"), NOW);
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);

    CompletableFuture<Void> withdrawal =
        CompletableFuture.runAsync(
            () ->
                database.inTransaction(
                    () -> {
                      ledger.append(withdrawn(person, "flights"), NOW);
                      written.countDown();
                      await(mayCommit);
                    }));
    await(written);
    CompletableFuture<Boolean> decision =
        CompletableFuture.supplyAsync(
            () ->
                database.inTransaction(
                    () -> ledger.lock(List.of(person)).get(person).covers("flights")));
    mayCommit.countDown();

    assertThat(decision.get(30, TimeUnit.SECONDS)).isFalse();
    withdrawal.get(30, TimeUnit.SECONDS);
  }

  @Test
  void aWithdrawalThatComesLaterWaitsForTheSend() throws Exception {
    PersonId person = PersonId.random();
    append(granted(person, "flights"), NOW);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch locked = new CountDownLatch(1);

    CompletableFuture<Void> withdrawal =
        CompletableFuture.runAsync(
            () -> {
              await(locked);
              database.inTransaction(
                  () -> {
                    ledger.append(withdrawn(person, "flights"), NOW);
                    order.add("withdrawn");
                  });
            });
    database.inTransaction(
        () -> {
          assertThat(ledger.lock(List.of(person)).get(person).covers("flights")).isTrue();
          locked.countDown();
          // while this transaction lasts, the other one cannot get further than its own lock
          assertThat(withdrawal).isNotDone();
          assertThat(ledger.current(person).covers("flights")).isTrue();
          order.add("sent");
        });
    withdrawal.get(30, TimeUnit.SECONDS);

    assertThat(order).containsExactly("sent", "withdrawn");
    assertThat(ledger.current(person).covers("flights")).isFalse();
  }

  @Test
  void nobodyDecidesWhileAWithdrawalIsUnderWay() {
    PersonId person = PersonId.random();
    append(granted(person, "flights"), NOW);

    database.inTransaction(
        () -> {
          ledger.append(withdrawn(person, "flights"), NOW);
          assertThat(impatiently(() -> ledger.lock(List.of(person)))).isFalse();
        });

    assertThat(impatiently(() -> ledger.lock(List.of(person)))).isTrue();
  }

  @Test
  void nobodyWithdrawsWhileASendIsUnderWay() {
    PersonId person = PersonId.random();
    append(granted(person, "flights"), NOW);

    database.inTransaction(
        () -> {
          ledger.lock(List.of(person));
          assertThat(impatiently(() -> ledger.append(withdrawn(person, "flights"), NOW))).isFalse();
          assertThat(impatiently(() -> ledger.current(person))).isTrue();
        });

    assertThat(impatiently(() -> ledger.append(withdrawn(person, "flights"), NOW))).isTrue();
  }

  /** Whether the work, in a transaction of another thread, gets the locks that it needs. */
  private boolean impatiently(Runnable work) {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                database.inTransaction(
                    () -> {
                      database.jdbc().execute(impatience);
                      try {
                        work.run();
                      } finally {
                        if (!patience.isEmpty()) {
                          database.jdbc().execute(patience);
                        }
                      }
                    });
                return true;
              } catch (DataAccessException e) {
                assertThat(e).hasStackTraceContaining("lock");
                return false;
              }
            })
        .join();
  }

  @Test
  void batchesThatLockTheSamePersonsNeverWaitForEachOther() throws Exception {
    List<PersonId> persons = Stream.generate(PersonId::random).limit(60).toList();
    persons.forEach(person -> append(granted(person, "flights"), NOW));

    List<Integer> rounds =
        Database.atOnce(
            4,
            () -> {
              int done = 0;
              for (int round = 0; round < 25; round++) {
                List<PersonId> batch = new ArrayList<>(persons);
                Collections.shuffle(batch);
                done += database.inTransaction(() -> ledger.lock(batch.subList(0, 40)).size());
              }
              return done;
            });

    assertThat(rounds).containsExactly(1000, 1000, 1000, 1000);
  }

  private Recorded append(ConsentStatement statement, Instant now) {
    return database.inTransaction(() -> ledger.append(statement, now));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
