package io.dromedary.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dispatch.HubWorld;
import io.dromedary.event.BusinessEvent;
import io.dromedary.event.Fault;
import io.dromedary.intake.jdbc.JdbcRejectionLog;
import io.dromedary.testing.Database;
import io.dromedary.testing.PersonalTrace;
import io.dromedary.testing.Vaults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
abstract class RejectionsContract {

  private static final String EVENT =
      """
      {"id":"e-1","source":"/erp","type":"order.confirmed",
       "data":{"recipient":{"phone":"+4915112345678","name":"Ada Lovelace"}}}
      """;
  private static final List<Fault> FAULTS = List.of(new Fault("/specversion", "is missing"));

  private final DataSource dataSource;
  private final HubWorld hub;
  private final RejectionLog log;
  private final Refusals refusals;

  RejectionsContract(DataSource dataSource) {
    this.dataSource = dataSource;
    hub = new HubWorld(dataSource);
    log = new JdbcRejectionLog(hub.store.database.jdbc());
    refusals = new Refusals(log, Vaults.vault(), hub.clock(), Duration.ofDays(30));
  }

  @BeforeEach
  void empty() {
    hub.now = HubWorld.NOW;
    hub.store.database.jdbc().update("delete from rejection");
  }

  @Test
  void whatWasRefusedIsFoundBySourceAndIdOfItsEvent() {
    record(EVENT, "ID:1");

    Rejection found = log.of(BusinessEvent.key("/erp", "e-1")).orElseThrow();
    assertThat(found.at()).isEqualTo(HubWorld.NOW);
    assertThat(found.source()).isEqualTo("/erp");
    assertThat(found.eventId()).isEqualTo("e-1");
    assertThat(found.type()).isEqualTo("order.confirmed");
    assertThat(found.route()).isEqualTo("events-queue");
    assertThat(found.reason()).isEqualTo("event-invalid");
    assertThat(found.faults()).isEqualTo(FAULTS);
    assertThat(log.of(BusinessEvent.key("/erp", "e-2"))).isEmpty();
  }

  @Test
  void theSameMessageAgainCountsOnceAndAnotherOneAnew() {
    record(EVENT, "ID:1");
    hub.now = hub.now.plusSeconds(60);
    record(EVENT, "ID:1");
    assertThat(all(null, null)).extracting(Rejection::at).containsExactly(HubWorld.NOW);

    record(EVENT, "ID:2");
    record(EVENT.replace("e-1", "e-2"), "ID:1");
    assertThat(all(null, null)).hasSize(3);
  }

  @Test
  void theSameMessageAtTheSameTimeCountsOnce() throws Exception {
    Database.atOnce(
        4,
        () -> {
          record(EVENT, "ID:1");
          return true;
        });
    assertThat(all(null, null)).hasSize(1);
  }

  @Test
  void whatIsRolledBackIsNotWrittenAndIsWrittenWhenItComesAgain() {
    assertThatThrownBy(
            () ->
                hub.transactions.run(
                    () -> {
                      record(EVENT, "ID:1");
                      throw new IllegalStateException("the queue is gone");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(all(null, null)).isEmpty();

    record(EVENT, "ID:1");
    assertThat(all(null, null)).hasSize(1);
  }

  @Test
  void whatCannotBeReadIsListedWithoutSourceAndId() {
    for (String content :
        new String[] {"{ no json", "", "[1]", "null", "{\"id\":7,\"source\":\"\"}", null}) {
      record(content, "ID:" + content);
    }
    assertThat(all(null, null)).hasSize(6);
    assertThat(all(null, null)).allMatch(one -> one.source() == null && one.eventId() == null);
  }

  @Test
  void whatFitsIntoNoIndexAndNoDatabaseIsListedAllTheSame() {
    record("{\"id\":\"" + "é".repeat(255) + "\",\"source\":\"" + "é".repeat(255) + "\"}", "1");
    record("{\"id\":\"" + "é".repeat(256) + "\",\"source\":\"" + "é".repeat(256) + "\"}", "2");
    record("{\"id\":\"a\\u0000b\",\"source\":\"s\",\"type\":\"Ada +4915112345678\"}", "3");
    assertThat(all(null, null)).hasSize(3);
    assertThat(all(null, null)).filteredOn(one -> one.eventId() == null).hasSize(2);
    assertThat(all("s", null).get(0).type()).isNull();
  }

  @Test
  void nothingOfTheContentIsKept() {
    record(EVENT, "ID:1");
    record("{ broken +4915112345678 Ada Lovelace", "ID:2");
    assertThat(PersonalTrace.find(dataSource, "15112345678", "Lovelace")).isEmpty();
  }

  @Test
  void pagesAreNewestFirstBySourceAndFromAnInstantOn() {
    for (int i = 0; i < 5; i++) {
      hub.now = HubWorld.NOW.plusSeconds(i);
      record("{\"source\":\"/a\",\"id\":\"" + i + "\"}", "a");
      record("{\"source\":\"/b\",\"id\":\"" + i + "\"}", "b");
    }
    assertThat(all("/a", null))
        .extracting(Rejection::eventId)
        .containsExactly("4", "3", "2", "1", "0");
    assertThat(all("/a", HubWorld.NOW.plusSeconds(3)))
        .extracting(Rejection::eventId)
        .containsExactly("4", "3");
    assertThat(all(null, null)).hasSize(10).doesNotHaveDuplicates();
    for (String cursor : List.of("x", "x_y", HubWorld.NOW + "_y", "+999999-01-01T00:00:00Z_y")) {
      assertThatThrownBy(() -> log.page(null, null, cursor, 3))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatIsOlderThanItIsKeptIsForgotten() {
    record("{\"source\":\"/a\",\"id\":\"old\"}", "1");
    hub.now = HubWorld.NOW.plusSeconds(1);
    record("{\"source\":\"/a\",\"id\":\"younger\"}", "2");

    hub.now = HubWorld.NOW.plus(Duration.ofDays(30));
    refusals.purge();
    assertThat(all(null, null)).hasSize(2);
    hub.now = hub.now.plusSeconds(1);
    refusals.purge();
    assertThat(all(null, null)).extracting(Rejection::eventId).containsExactly("younger");
  }

  private void record(@Nullable String content, String message) {
    refusals.record(content, message, "events-queue", "event-invalid", FAULTS);
  }

  /** Page by page, three each. */
  private List<Rejection> all(@Nullable String source, @Nullable Instant since) {
    List<Rejection> all = new ArrayList<>();
    String cursor = null;
    do {
      RejectionLog.Page page = log.page(source, since, cursor, 3);
      assertThat(page.rejections().size()).isLessThanOrEqualTo(3);
      all.addAll(page.rejections());
      cursor = page.cursor();
    } while (cursor != null);
    return all;
  }
}
