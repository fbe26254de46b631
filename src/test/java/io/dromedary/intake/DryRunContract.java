package io.dromedary.intake;

import static io.dromedary.dispatch.HubWorld.gateChange;
import static io.dromedary.dispatch.HubWorld.json;
import static io.dromedary.dispatch.HubWorld.recipient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dispatch.HubWorld;
import io.dromedary.notification.NewNotification;
import io.dromedary.template.Category;
import io.dromedary.template.TemplateStatus;
import io.dromedary.testing.PersonalTrace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A dry run tells exactly what the real thing then does, and leaves no trace. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class DryRunContract {

  private static final String PHONE = "+4915112345678";
  private static final String STRANGER = "+4915112349999";
  private static final String FLIGHT = "LH438/2026-11-20";
  private static final String AUDIENCE =
      "\"audience\":{\"kind\":\"flight\",\"key\":\"" + FLIGHT + "\"}";

  private final DataSource dataSource;
  private final HubWorld hub;
  private final AtomicInteger events = new AtomicInteger();

  DryRunContract(DataSource dataSource) {
    this.dataSource = dataSource;
    hub = new HubWorld(dataSource);
  }

  @BeforeEach
  void empty() {
    hub.store.clear();
    hub.now = HubWorld.NOW;
    hub.members(FLIGHT);
    hub.template("flight_gate_changed", TemplateStatus.APPROVED, Category.UTILITY);
    hub.agreed(PHONE);
  }

  // ---- each outcome

  @Test
  void whoAgreedWouldBeSent() {
    assertThat(same(recipient(PHONE))).containsExactly("PAX-1 QUEUED null");
  }

  @Test
  void whoIsNotKnownYetHasAgreedToNothingAndStaysUnknown() {
    assertThat(same(recipient(STRANGER))).containsExactly("PAX-1 SUPPRESSED no-consent");
  }

  @Test
  void whoIsWaitedForWouldBeHeld() {
    hub.template("flight_gate_changed", TemplateStatus.PAUSED, Category.UTILITY);
    assertThat(same(recipient(PHONE))).containsExactly("PAX-1 QUEUED template-paused");
  }

  @Test
  void whatIsNotDueYetWouldBeScheduled() {
    assertThat(same(recipient(PHONE), "\"notbefore\":\"2026-11-20T10:30:00Z\","))
        .containsExactly("PAX-1 SCHEDULED null");
  }

  @Test
  void anImpossibleNumberAndNobodyAreToldAsSuch() {
    assertThat(same(recipient("+49"))).containsExactly("PAX-1 SUPPRESSED recipient-invalid");
    assertThat(same(AUDIENCE)).containsExactly(FLIGHT + " SUPPRESSED recipient-unknown");
  }

  @Test
  void whoStandsBehindTwoRecipientsIsToldOnceKnownOrNot() {
    for (String phone : List.of(PHONE, STRANGER)) {
      assertThat(
              same(
                  "\"recipients\":[{\"phone\":\"%1$s\",\"ref\":\"A\"},{\"phone\":\"%1$s\",\"ref\":\"B\"}]"
                      .formatted(phone)))
          .anyMatch(line -> line.equals("B SUPPRESSED duplicate"));
    }
  }

  @Test
  void whatIsOlderThanNewsThatIsKnownWouldBeSuperseded() {
    hub.accept(
        event("newer", recipient(PHONE), "")
            .replace("2026-11-20T08:59:00Z", "2026-11-20T09:30:00Z"));
    assertThat(same(recipient(PHONE))).containsExactly("PAX-1 SUPERSEDED superseded");
    assertThat(
            hub.store
                .database
                .jdbc()
                .queryForObject(
                    "select count(*) from notification where state = 'QUEUED'", Integer.class))
        .isOne();
  }

  @Test
  void newerNewsTakesNothingAwayFromOlderNewsYet() {
    hub.accept(
        event("older", recipient(PHONE), "")
            .replace("2026-11-20T08:59:00Z", "2026-11-20T08:00:00Z"));
    rehearse(event("newer", recipient(PHONE), ""));
    assertThat(
            hub.store
                .database
                .jdbc()
                .queryForObject(
                    "select count(*) from notification where state = 'QUEUED'", Integer.class))
        .isOne();
  }

  // ---- many

  @Test
  void anAudienceIsReadPageByPageAndToldWhole() {
    int members = 251;
    hub.members(
        FLIGHT,
        IntStream.range(0, members).mapToObj("+49151%08d"::formatted).toArray(String[]::new));
    List<String> lines = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    hub.dryRun()
        .run(
            json(event("large", AUDIENCE, "")),
            one -> {
              lines.add(line(one.entry()));
              positions.add(one.facts().position());
            });
    assertThat(lines).hasSize(members).allMatch(line -> line.endsWith("SUPPRESSED no-consent"));
    assertThat(lines).doesNotHaveDuplicates();
    assertThat(positions).isEqualTo(IntStream.range(0, members).boxed().toList());
  }

  @Test
  void exactlyTheChunksBoundariesAreToldWhole() {
    for (int members : new int[] {1, 99, 100, 101, 102, 200, 201, 202, 203}) {
      hub.members(
          FLIGHT,
          IntStream.range(0, members).mapToObj("+49151%08d"::formatted).toArray(String[]::new));
      List<String> lines = new ArrayList<>();
      hub.dryRun().run(json(event("n", AUDIENCE, "")), one -> lines.add(line(one.entry())));
      assertThat(lines).hasSize(members).doesNotHaveDuplicates();
    }
  }

  // ---- without decisions

  @Test
  void aRepeatIsToldAndDecidesNothing() {
    String event = event("again", recipient(PHONE), "");
    hub.accept(event);
    DryRun.Outcome outcome =
        hub.dryRun()
            .run(
                json(event),
                one -> {
                  throw new AssertionError("a repeat decides nothing");
                });
    assertThat(outcome.before()).isPresent();
  }

  @Test
  void aConflictAndAnInvalidEventAreRefusedAsInEarnest() {
    String event = event("again", recipient(PHONE), "");
    hub.accept(event);
    assertThatThrownBy(() -> rehearse(event.replace("B22", "B23")))
        .isInstanceOf(EventConflict.class);
    assertThatThrownBy(() -> rehearse(event.replace("\"gate\"", "\"date\"")))
        .isInstanceOf(EventRejected.class);
  }

  @Test
  void aRetractionTellsNobodyAndTakesNothingBack() {
    hub.accept(event("news", recipient(PHONE), ""));
    assertThat(rehearse(event("back", recipient(PHONE), "\"retracts\":true,"))).isEmpty();
    assertThat(
            hub.store
                .database
                .jdbc()
                .queryForObject(
                    "select count(*) from notification where state = 'QUEUED'", Integer.class))
        .isOne();
  }

  // ---- the world

  private List<String> same(String recipients) {
    return same(recipients, "");
  }

  /** What the dry run tells, after it was seen that it left no trace and was right. */
  private List<String> same(String recipients, String attributes) {
    String event = event("e-" + events.incrementAndGet(), recipients, attributes);
    Map<String, Long> before = rows();
    List<String> told = rehearse(event);
    assertThat(rows()).isEqualTo(before);

    List<String> done = hub.accept(event).written().stream().map(DryRunContract::line).toList();
    assertThat(told).isEqualTo(done);
    return told;
  }

  private List<String> rehearse(String event) {
    List<String> told = new ArrayList<>();
    hub.dryRun().run(json(event), one -> told.add(line(one.entry())));
    return told;
  }

  private static String line(NewNotification one) {
    return one.ref() + " " + one.state() + " " + one.reason();
  }

  private static String event(String id, String recipients, String attributes) {
    return gateChange(id, recipients).replace("\"specversion\"", attributes + "\"specversion\"");
  }

  private Map<String, Long> rows() {
    Map<String, Long> rows = new TreeMap<>();
    try (Connection connection = dataSource.getConnection()) {
      for (String table : PersonalTrace.tables(connection)) {
        rows.put(
            table,
            hub.store
                .database
                .jdbc()
                .queryForObject("select count(*) from \"" + table + "\"", Long.class));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return rows;
  }
}
