package io.dromedary.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.consent.ConsentState;
import io.dromedary.notification.LedgerWorld;
import io.dromedary.notification.NewNotification;
import io.dromedary.notification.State;
import io.dromedary.person.PersonId;
import io.dromedary.testing.Database;
import io.dromedary.testing.Databases;
import io.dromedary.whatsapp.SendOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * People opt out while a message to them is queued and being claimed. Whoever looks at a message
 * after an opt-out was committed and finds it queued must never find it sent.
 */
class OptOutRaceTest {

  private static final int PEOPLE = 20;

  @ParameterizedTest
  @CsvSource({"postgres, 10000", "h2, 1000"})
  void anOptOutThatArrivesWhileAMessageIsQueuedWins(String name, int races) throws Exception {
    DataSource dataSource = name.equals("postgres") ? Databases.postgres() : Databases.h2();
    HubWorld hub = new HubWorld(dataSource);
    int[] outcomes = new int[2];
    try (Dispatcher dispatcher = hub.dispatcher()) {
      List<PersonId> people = new ArrayList<>();
      IntStream.range(0, PEOPLE).forEach(i -> people.add(hub.agreed(phone(i))));
      for (int round = 0; round < races / PEOPLE; round++) {
        race(hub, dispatcher, people, round, outcomes);
      }
    }
    assertThat(outcomes[0] + outcomes[1]).isEqualTo(races);
    assertThat(outcomes).as("each side has won").doesNotContain(0);
  }

  private static void race(
      HubWorld hub, Dispatcher dispatcher, List<PersonId> people, int round, int[] outcomes)
      throws Exception {
    hub.now = HubWorld.NOW.plusSeconds(round * 2L);
    Map<UUID, UUID> messages = queued(hub, people);
    Map<UUID, State> afterOptOut = new HashMap<>();
    dispatcher.wake();
    List<Sending> sent = new ArrayList<>();
    Database.atOnce(
        List.of(
            () -> sent.addAll(dispatcher.claim()),
            () -> {
              for (int i = 0; i < round % 7 * 200; i++) {
                Thread.onSpinWait();
              }
              for (PersonId person : people) {
                hub.said(person, ConsentState.WITHDRAWN, hub.now.plusSeconds(1));
                afterOptOut.put(person.value(), state(hub, messages, person));
              }
              return true;
            }));
    dispatcher.wake();
    assertThat(dispatcher.claim()).as("everybody has opted out by now").isEmpty();
    for (PersonId person : people) {
      State end = state(hub, messages, person);
      assertThat(end).isIn(State.SENDING, State.SUPPRESSED);
      if (afterOptOut.get(person.value()) != State.SENDING) {
        assertThat(end).as("queued when the opt-out was committed").isEqualTo(State.SUPPRESSED);
      }
    }
    outcomes[0] += sent.size();
    outcomes[1] += PEOPLE - sent.size();
    sent.stream()
        .map(
            one -> dispatcher.settle(one, new SendOutcome.Accepted("w" + one.notification(), null)))
        .toList()
        .forEach(CompletableFuture::join);
  }

  private static State state(HubWorld hub, Map<UUID, UUID> messages, PersonId person) {
    return hub.store.state(messages.get(person.value()));
  }

  /** Everybody agrees, and a message to each is queued; its id by person. */
  private static Map<UUID, UUID> queued(HubWorld hub, List<PersonId> people) {
    List<NewNotification> messages =
        people.stream()
            .map(
                person ->
                    new LedgerWorld.Entry()
                        .to(person.value())
                        .deadline(HubWorld.NOW.plusSeconds(86_400))
                        .build())
            .toList();
    hub.store.run(
        () -> {
          people.forEach(person -> hub.says(person, ConsentState.GRANTED, hub.now));
          hub.store.ledger.append(messages, hub.now);
        });
    return messages.stream()
        .collect(Collectors.toMap(NewNotification::person, NewNotification::id));
  }

  private static String phone(int i) {
    return "+49151123456" + (10 + i);
  }
}
