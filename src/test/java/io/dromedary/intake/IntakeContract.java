package io.dromedary.intake;

import static io.dromedary.dispatch.HubWorld.gateChange;
import static io.dromedary.dispatch.HubWorld.recipient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dispatch.HubWorld;
import io.dromedary.event.Fault;
import io.dromedary.notification.NewNotification;
import io.dromedary.notification.NotificationRecord;
import io.dromedary.notification.State;
import io.dromedary.person.Identifier;
import io.dromedary.person.PersonId;
import io.dromedary.testing.Database;
import io.dromedary.testing.PersonalTrace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
abstract class IntakeContract {

  private static final String PHONE = "+4915112345678";
  private static final String FLIGHT = "LH438/2026-11-20";
  private static final String AUDIENCE =
      "\"audience\":{\"kind\":\"flight\",\"key\":\"" + FLIGHT + "\"}";

  private final DataSource dataSource;
  private final HubWorld hub;

  IntakeContract(DataSource dataSource) {
    this.dataSource = dataSource;
    hub = new HubWorld(dataSource);
  }

  @BeforeEach
  void empty() {
    hub.store.clear();
    hub.now = HubWorld.NOW;
    hub.members(FLIGHT);
  }

  // ---- once only

  @Test
  void aRepeatIsAnsweredFromTheRecord() {
    hub.agreed(PHONE);
    HubWorld.Accepted first = hub.accept(gateChange("e-1", recipient(PHONE)));
    hub.now = hub.now.plusSeconds(60);
    HubWorld.Accepted again = hub.accept(gateChange("e-1", recipient(PHONE)));

    assertThat(first.acceptance().fresh()).isTrue();
    assertThat(again.acceptance().fresh()).isFalse();
    assertThat(again.acceptance().recipients()).isEmpty();
    assertThat(again.acceptance().accepted()).isEqualTo(first.acceptance().accepted());
    assertThat(count("notification")).isEqualTo(1);
  }

  @Test
  void anotherSpellingOfTheSameJsonIsARepeat() {
    hub.agreed(PHONE);
    String event =
        gateChange("e-1", recipient(PHONE)).replace("\"data\":{", "\"sequence\":1,\"data\":{");
    hub.accept(event);

    for (String spelling :
        List.of(
            event.replace("\n", "  \n "),
            event
                .replace("\"sequence\":1,", "")
                .replace("{\"specversion\"", "{\"sequence\":1, \"specversion\""),
            event.replace("LH438", "\\u004cH438"))) {
      assertThat(hub.accept(spelling).acceptance().fresh()).isFalse();
    }
  }

  @Test
  void aNumberIsTheSameWhetherItIsWrittenWithAPointOrNot() {
    String event =
        gateChange("e-1", recipient(PHONE)).replace("\"gate\":", "\"extra\":1,\"gate\":");
    hub.accept(event);
    assertThat(hub.accept(event.replace(":1,", ":1.0,")).acceptance().fresh()).isFalse();
    assertThat(hub.accept(event.replace(":1,", ":10e-1,")).acceptance().fresh()).isFalse();
    assertThatThrownBy(() -> hub.accept(event.replace(":1,", ":1.5,")))
        .isInstanceOf(EventConflict.class);
    assertThatThrownBy(() -> hub.accept(event.replace(":1,", ":\"1\",")))
        .isInstanceOf(EventConflict.class);
  }

  @Test
  void otherContentUnderTheSameIdIsAConflictAndStoresNothing() {
    hub.accept(gateChange("e-1", recipient(PHONE)));

    assertThatThrownBy(() -> hub.accept(gateChange("e-1", recipient(PHONE)).replace("B22", "B23")))
        .isInstanceOf(EventConflict.class)
        .hasMessageNotContaining("e-1");
    assertThat(count("event")).isEqualTo(1);
    assertThat(count("notification")).isEqualTo(1);
  }

  @Test
  void theSameIdOfAnotherSourceIsAnotherEvent() {
    hub.accept(gateChange("e-1", recipient(PHONE)));
    hub.accept(gateChange("e-1", recipient(PHONE)).replace("/airline/ops", "/airline/other"));
    assertThat(count("event")).isEqualTo(2);
  }

  @Test
  void ofRepeatsAtTheSameTimeOneIsFreshAndTheOthersAreAnsweredFromIt() throws Exception {
    hub.agreed(PHONE);
    for (int round = 0; round < 5; round++) {
      String event = gateChange("race-" + round, recipient(PHONE));
      List<HubWorld.Accepted> all = Database.atOnce(4, () -> hub.accept(event));
      assertThat(all.stream().filter(one -> one.acceptance().fresh())).hasSize(1);
      UUID key = all.get(0).acceptance().accepted().key();
      assertThat(hub.store.ledger.ofEvent(key, 10)).hasSize(1);
    }
  }

  // ---- several in one transaction

  private static String phone(int person) {
    return "+4915112%06d".formatted(345_000 + person);
  }

  @Test
  void eventsInOneTransactionAreDecidedAsOneByOne() {
    IntStream.range(0, 10).filter(i -> i % 3 > 0).forEach(i -> hub.agreed(phone(i)));
    List<String> events =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    i == 7
                        ? gateChange("e-7", recipient(phone(7)).replace("phone", "ref"))
                        : gateChange("e-" + i, recipient(phone(i))))
            .toList();
    List<String> together = hub.acceptAll(events).stream().map(IntakeContract::line).toList();
    hub.store.clear();
    IntStream.range(0, 10).filter(i -> i % 3 > 0).forEach(i -> hub.agreed(phone(i)));
    List<String> singly =
        events.stream()
            .flatMap(event -> hub.accept(event).written().stream())
            .map(IntakeContract::line)
            .toList();

    assertThat(together).hasSize(10).isEqualTo(singly);
    assertThat(together.toString()).contains("QUEUED", "no-consent", "recipient-unknown");
  }

  private static String line(NewNotification one) {
    return one.event() + " " + one.position() + " " + one.state() + " " + one.reason();
  }

  @Test
  void amongSeveralARepeatIsLeftOutAndTheOthersAreAccepted() {
    hub.agreed(PHONE);
    hub.accept(gateChange("e-1", recipient(PHONE)));
    List<String> events =
        List.of(
            gateChange("e-2", recipient(phone(2))),
            gateChange("e-1", recipient(PHONE)),
            gateChange("e-3", recipient(phone(3))));

    assertThat(hub.acceptAll(events)).hasSize(2);
    assertThat(hub.acceptAll(events)).isEmpty();
    assertThat(count("event")).isEqualTo(3);
    assertThat(count("notification")).isEqualTo(3);
  }

  @Test
  void amongSeveralOtherContentUnderAKnownIdKeepsAllOut() {
    hub.accept(gateChange("e-1", recipient(PHONE)));

    assertThatThrownBy(
            () ->
                hub.acceptAll(
                    List.of(
                        gateChange("e-2", recipient(phone(2))),
                        gateChange("e-1", recipient(PHONE)).replace("B22", "B23"))))
        .isInstanceOf(EventConflict.class);
    assertThat(count("event")).isEqualTo(1);
    assertThat(count("notification")).isEqualTo(1);
  }

  @Test
  void theSameEventsInAnyOrderAtTheSameTimeAreAcceptedOnce() throws Exception {
    for (int round = 0; round < 5; round++) {
      String prefix = "race-" + round + "-";
      List<String> events =
          IntStream.range(0, 20)
              .mapToObj(i -> gateChange(prefix + i, recipient(phone(i))))
              .collect(Collectors.toCollection(ArrayList::new));
      AtomicInteger turn = new AtomicInteger();
      List<List<NewNotification>> all =
          Database.atOnce(
              4,
              () -> {
                List<String> shuffled = new ArrayList<>(events);
                Collections.shuffle(shuffled, new Random(turn.getAndIncrement()));
                return hub.acceptAll(shuffled);
              });
      assertThat(all.stream().mapToInt(List::size).sum()).isEqualTo(20);
      assertThat(count("notification")).isEqualTo(20 * (round + 1));
    }
  }

  @Test
  void twoNewsOfOnePersonAtTheSameTimeLeaveTheNewerOnly() throws Exception {
    hub.agreed(PHONE);
    for (int round = 0; round < 8; round++) {
      String id = "n-" + round + "-";
      String subject = "\"subject\":\"LH438/" + round;
      List<String> news =
          IntStream.rangeClosed(1, 4)
              .mapToObj(
                  i ->
                      gateChange(id + i, recipient(PHONE))
                          .replace("\"subject\":\"LH438", subject)
                          .replace("\"data\":{", "\"sequence\":" + i + ",\"data\":{"))
              .toList();
      List<UUID> ids =
          Database.atOnce(
              news.stream()
                  .<java.util.concurrent.Callable<UUID>>map(
                      event -> () -> hub.accept(event).written().get(0).id())
                  .toList());
      assertThat(ids.stream().map(hub.store::state))
          .containsExactly(State.SUPERSEDED, State.SUPERSEDED, State.SUPERSEDED, State.QUEUED);
    }
  }

  @Test
  void onePersonNamedTwiceIsToldOnce() {
    hub.agreed(PHONE);
    hub.accept(
        gateChange(
            "e-1", "\"recipients\":[{\"phone\":\"" + PHONE + "\"},{\"phone\":\"0151 12345678\"}]"));
    assertThat(count("outbox")).isEqualTo(1);
  }

  // ---- who

  @Test
  void anAudienceOfNobodyIsARecordedOutcome() {
    List<NewNotification> written = hub.accept(gateChange("e-1", AUDIENCE)).written();

    assertThat(written).hasSize(1);
    NotificationRecord one = hub.store.record(written.get(0).id());
    assertThat(one.state()).isEqualTo(State.SUPPRESSED);
    assertThat(one.reason()).isEqualTo("recipient-unknown");
    assertThat(one.ref()).isEqualTo(FLIGHT);
    assertThat(one.person()).isNull();
  }

  @Test
  void oneWithoutConsentAndOneWithoutANumberDoNotStopTheOthers() {
    hub.agreed(PHONE);
    List<NewNotification> written =
        hub.accept(
                gateChange(
                    "e-1",
                    "\"recipients\":[{\"phone\":\"+4915112300000\"},{\"phone\":\"12\\u00002\"},"
                        + "{\"ref\":\"PAX-3\"},{\"phone\":\""
                        + PHONE
                        + "\"}]"))
            .written();
    assertThat(written)
        .extracting(NewNotification::reason)
        .containsExactly("no-consent", "recipient-invalid", "recipient-unknown", null);
    assertThat(count("outbox")).isEqualTo(1);
  }

  @Test
  void theIdOfANotificationDoesNotDependOnTheNumber() {
    PersonId person = hub.agreed(PHONE);
    UUID first = hub.accept(gateChange("e-1", recipient(PHONE))).written().get(0).id();
    hub.store.clear();
    // the number was corrected: the person is the same
    hub.store.run(() -> hub.people.link(person, Identifier.phone("+4915199999999")));
    UUID second = hub.accept(gateChange("e-1", recipient("+4915199999999"))).written().get(0).id();

    assertThat(second).isEqualTo(first);
    hub.store.run(() -> hub.people.erase(person));
    hub.store.clear();
    UUID stranger = hub.accept(gateChange("e-1", recipient(PHONE))).written().get(0).id();
    assertThat(stranger).isNotEqualTo(first);
  }

  // ---- large audiences

  @Test
  void aHundredAreDecidedAtOnceAndAHundredAndOneInChunks() {
    hub.members(FLIGHT, phones(100));
    assertThat(hub.accept(gateChange("e-1", AUDIENCE)).written()).hasSize(100);
    assertThat(hub.chunk()).isFalse();

    hub.members(FLIGHT, phones(101));
    HubWorld.Accepted large = hub.accept(gateChange("e-2", AUDIENCE));
    assertThat(large.written()).isEmpty();
    assertThat(large.acceptance().accepted().total()).isEqualTo(101);
    // the audience is as of acceptance
    hub.members(FLIGHT);
    while (hub.chunk()) {
      // on
    }
    UUID key = large.acceptance().accepted().key();
    assertThat(hub.store.ledger.ofEvent(key, 1000)).hasSize(101);
    assertThat(hub.store.ledger.event(key).orElseThrow().decided()).isEqualTo(101);
    assertThat(count("fan_out")).isZero();
    assertThat(count("fan_out_work")).isZero();
  }

  @Test
  void severalHundredOfAnAudienceAreAllDecidedOnce() {
    hub.members(FLIGHT, phones(345));
    UUID key = hub.accept(gateChange("e-1", AUDIENCE)).acceptance().accepted().key();
    while (hub.chunk()) {
      // on
    }
    assertThat(hub.store.ledger.ofEvent(key, 1000).stream().map(NotificationRecord::ref))
        .doesNotHaveDuplicates()
        .hasSize(345);
    assertThat(hub.store.ledger.event(key).orElseThrow().total()).isEqualTo(345);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void anAudienceThatCannotBeDecidedHoldsUpNoOther(int which) {
    hub.members(FLIGHT, phones(101));
    List<UUID> keys =
        Stream.of("e-1", "e-2")
            .map(id -> hub.accept(gateChange(id, AUDIENCE)).acceptance().accepted().key())
            .toList();
    UUID broken = keys.get(which);
    UUID good = keys.get(1 - which);
    hub.store
        .database
        .jdbc()
        .update("update event set body = ? where id = ?", new byte[] {1}, broken);

    int failed = 0;
    // the good one needs two turns, and has one of two each time
    for (int turn = 0; turn < 100; turn++) {
      try {
        hub.chunk();
      } catch (RuntimeException itIsBroken) {
        failed++;
      }
    }
    assertThat(failed).isPositive();
    assertThat(hub.store.ledger.event(good).orElseThrow().decided()).isEqualTo(101);
    assertThat(hub.store.ledger.ofEvent(broken, 1000)).isEmpty();
  }

  @Test
  void aSecretIsNotToldToMoreThanAreDecidedAtOnce() {
    hub.members(FLIGHT, phones(101));
    assertThatThrownBy(() -> hub.accept(code("e-1", AUDIENCE))).isInstanceOf(EventRejected.class);
    assertThat(count("event")).isZero();
    assertThat(count("fan_out")).isZero();
  }

  // ---- retraction

  @Test
  void aRetractionCancelsWhatHasNotLeftAndSendsNothing() {
    hub.agreed(PHONE);
    UUID id = hub.accept(gateChange("e-1", recipient(PHONE))).written().get(0).id();

    HubWorld.Accepted retraction =
        hub.accept(
            gateChange("e-2", recipient(PHONE))
                .replace("\"data\":{", "\"retracts\":true,\"data\":{"));

    assertThat(retraction.written()).isEmpty();
    assertThat(hub.store.state(id)).isEqualTo(State.CANCELLED);
    assertThat(count("outbox")).isZero();
  }

  @Test
  void aRetractionReachesThoseOfALargeAudienceWhoAreStillToBeDecided() {
    String[] phones = phones(150);
    hub.members(FLIGHT, phones);
    for (String phone : phones) {
      hub.agreed(phone);
    }
    UUID key = hub.accept(gateChange("e-1", AUDIENCE)).acceptance().accepted().key();
    assertThat(hub.chunk()).isTrue();

    hub.now = hub.now.plusSeconds(1);
    hub.accept(gateChange("e-2", AUDIENCE).replace("\"data\":{", "\"retracts\":true,\"data\":{"));
    while (hub.chunk()) {
      // on
    }

    List<NotificationRecord> all = hub.store.ledger.ofEvent(key, 1000);
    assertThat(all).hasSize(150);
    assertThat(all.stream().collect(Collectors.groupingBy(NotificationRecord::state)).keySet())
        .containsExactlyInAnyOrder(State.CANCELLED, State.SUPPRESSED);
    assertThat(all).allMatch(one -> "retracted".equals(one.reason()));
    assertThat(count("outbox")).isZero();
  }

  @Test
  void aRetractionNamesWhatItIsAbout() {
    assertThat(
            faults(
                gateChange("e-1", recipient(PHONE))
                    .replace("\"subject\":\"LH438/2026-11-20\",", "")
                    .replace("\"data\":{", "\"retracts\":true,\"data\":{")))
        .extracting(Fault::pointer)
        .containsExactly("/subject");
  }

  // ---- what is refused

  @Test
  void everyFaultIsNamedAndNoValueIsQuoted() {
    List<Fault> faults =
        faults(
            """
            {"specversion":"1.0","id":"e","source":"/s","type":"flight.gate-changed","data":
             {"flight":"a-secret-flight-number","date":"4711","recipient":{"phone":"%s"}}}
            """
                .formatted("9".repeat(40)));
    assertThat(faults)
        .extracting(Fault::pointer)
        .containsExactlyInAnyOrder(
            "/data/gate", "/data/flight", "/data/date", "/data/recipient/phone");
    assertThat(faults.toString()).doesNotContain("a-secret", "4711", "999");
  }

  @Test
  void whatNoDatabaseCanStoreIsRefused() {
    assertThat(faults(gateChange("e-1", "\"recipient\":{\"ref\":\"a\\u0000b\"}")))
        .extracting(Fault::pointer)
        .containsExactly("/data/recipient/ref");
    assertThat(
            faults(gateChange("e-1", "\"recipients\":[{\"ref\":\"a\"},{\"ref\":\"a\\u0000b\"}]")))
        .extracting(Fault::pointer)
        .containsExactly("/data/recipients/1/ref");
    assertThat(
            faults(gateChange("e-1", "\"audience\":{\"kind\":\"flight\",\"key\":\"a\\u0000b\"}")))
        .extracting(Fault::pointer)
        .containsExactly("/data/audience/key");
  }

  @Test
  void whateverTextAnEventHoldsItIsStoredOrRefused() {
    for (String odd : List.of("\\ud800", "\\udfff x", "\\ud83d\\ude00", "\\u0001", "\\uffff")) {
      String event =
          gateChange(
                  "e-" + odd, "\"recipient\":{\"ref\":\"" + odd + "\",\"phone\":\"" + PHONE + "\"}")
              .replace("\"B22\"", "\"" + odd + "\"")
              .replace("LH438/2026-11-20", "LH438 " + odd);
      UUID id = hub.accept(event).written().get(0).id();
      assertThat(hub.store.ledger.find(id)).as(odd).isPresent();
      assertThat(hub.accept(event).acceptance().fresh()).as(odd).isFalse();
    }
  }

  private List<Fault> faults(String event) {
    try {
      hub.intake.read(HubWorld.json(event));
      return List.of();
    } catch (EventRejected rejected) {
      return rejected.faults();
    }
  }

  // ---- what is kept

  @Test
  void aSecretIsInNoColumnInClearAndNotInTheEventsBody() {
    hub.agreed(PHONE);
    HubWorld.Accepted accepted = hub.accept(code("otp-1", recipient(PHONE)));

    assertThat(accepted.written()).extracting(NewNotification::state).containsExactly(State.QUEUED);
    assertThat(hub.store.ledger.event(accepted.acceptance().accepted().key()).orElseThrow().body())
        .doesNotContain("K7Q4X9");
    assertThat(PersonalTrace.find(dataSource, "K7Q4X9")).isEmpty();
    assertThat(hub.accept(code("otp-1", recipient(PHONE))).acceptance().fresh()).isFalse();
    assertThatThrownBy(
            () -> hub.accept(code("otp-1", recipient(PHONE)).replace("K7Q4X9", "K7Q4X8")))
        .isInstanceOf(EventConflict.class);
  }

  @Test
  void nothingPersonalIsInAnyColumnInClear() {
    hub.members(FLIGHT, phones(101));
    hub.agreed(PHONE);
    hub.accept(gateChange("e-1", recipient(PHONE)));
    hub.accept(gateChange("e-2", AUDIENCE));
    hub.accept(gateChange("e-3", recipient("+491511")));
    hub.chunk();

    assertThat(
            PersonalTrace.find(
                dataSource, "15112345678", "Ada Lovelace", "4915120", "Lovelace", "+491511"))
        .isEmpty();
  }

  private static String code(String id, String recipient) {
    return """
    {"specversion":"1.0","id":"%s","source":"/bank/login","type":"otp.requested",
     "data":{"code":"K7Q4X9",%s}}
    """
        .formatted(id, recipient);
  }

  private static String[] phones(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "+49151200%05d".formatted(i))
        .toArray(String[]::new);
  }

  private long count(String table) {
    Long count =
        hub.store.database.jdbc().queryForObject("select count(*) from " + table, Long.class);
    return count == null ? 0 : count;
  }
}
