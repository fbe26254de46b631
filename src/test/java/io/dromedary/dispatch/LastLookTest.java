package io.dromedary.dispatch;

import static io.dromedary.dispatch.HubWorld.NOW;
import static io.dromedary.dispatch.HubWorld.recipient;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.cost.Budget;
import io.dromedary.cost.BudgetState;
import io.dromedary.cost.Budgets;
import io.dromedary.cost.DeliveredPrices;
import io.dromedary.cost.Destination;
import io.dromedary.cost.PriceQuestion;
import io.dromedary.cost.Quote;
import io.dromedary.dispatch.jdbc.JdbcReachLimit;
import io.dromedary.notification.LedgerWorld;
import io.dromedary.notification.NotificationRecord;
import io.dromedary.notification.State;
import io.dromedary.notification.StatusUpdate;
import io.dromedary.person.Identifier;
import io.dromedary.person.PersonId;
import io.dromedary.policy.AllowList;
import io.dromedary.template.Catalogue;
import io.dromedary.template.CatalogueLoad;
import io.dromedary.template.Category;
import io.dromedary.template.Lane;
import io.dromedary.template.QuietHours;
import io.dromedary.template.TemplateStatus;
import io.dromedary.testing.Databases;
import io.dromedary.whatsapp.GraphError;
import io.dromedary.whatsapp.PlatformErrors;
import io.dromedary.whatsapp.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** From an event to the request, with bindings that restrain, correct, collapse and keep order. */
class LastLookTest {

  private static final String PHONE = "+4915112345678";
  private static final String OTHER = "+4915112345679";

  @Nested
  class OnPostgres extends Contract {
    @Override
    DataSource dataSource() {
      return Databases.postgres();
    }
  }

  @Nested
  class OnH2 extends Contract {
    @Override
    DataSource dataSource() {
      return Databases.h2();
    }
  }

  abstract static class Contract {

    private HubWorld hub = world(AllowList.EVERYBODY, Map.of());
    private PersonId ada = hub.agreed(PHONE);
    private Dispatcher dispatcher = hub.dispatcher();
    private int accepted;

    abstract DataSource dataSource();

    private HubWorld world(AllowList allowList, Map<Lane, QuietHours> quietHours) {
      return new HubWorld(dataSource(), allowList, quietHours);
    }

    private void with(AllowList allowList, Map<Lane, QuietHours> quietHours) {
      dispatcher.close();
      hub = world(allowList, quietHours);
      ada = hub.agreed(PHONE);
      dispatcher = hub.dispatcher();
    }

    @AfterEach
    void close() {
      dispatcher.close();
    }

    /** One binding with these lines, and a template that corrects. */
    private void binding(String... lines) {
      CatalogueLoad load =
          Catalogue.load(
              Map.of(
                  "gate.yaml",
                  """
                  name: gate
                  category: utility
                  defaultLanguage: en
                  examples: {flight: LH438, gate: B22}
                  languages:
                    en: {body: "Flight {{flight}} leaves from gate {{gate}} today."}
                    de: {body: "Flug {{flight}} geht heute von Gate {{gate}}."}
                  bindings:
                    - id: gate
                      event: flight.gate-changed
                      topic: flights
                      supersede: gate
                      onUnknown: resend
                      deadline: [data.departsAt]
                      parameters: {flight: data.flight, gate: data.gate}
                  """
                      + String.join("\n", lines).indent(4),
                  "gate_corrected.yaml",
                  """
                  name: gate_corrected
                  category: utility
                  defaultLanguage: en
                  examples: {gate: B22}
                  languages:
                    en: {body: "Correction: the gate is {{gate}} now."}
                    de: {body: "Korrektur: Das Gate ist jetzt {{gate}}."}
                  """));
      assertThat(load.problems()).isEmpty();
      hub.catalogue = load.catalogue();
      hub.template("gate", TemplateStatus.APPROVED, Category.UTILITY);
      hub.template("gate_corrected", TemplateStatus.APPROVED, Category.UTILITY);
    }

    private UUID news(String gate) {
      return news(gate, PHONE);
    }

    private UUID news(String gate, String phone) {
      accepted++;
      return hub.accept(
              """
              {"specversion":"1.0","id":"e-%d","source":"/airline/ops","type":"flight.gate-changed",
               "subject":"LH438/2026-11-20","time":"%s","sequence":%d,
               "datacontenttype":"application/json","data":{"flight":"LH438","date":"2026-11-20",
               "gate":"%s","departsAt":"2026-11-22T11:00:00Z",%s}}
              """
                  .formatted(accepted, hub.now, accepted, gate, recipient(phone)))
          .written()
          .get(0)
          .id();
    }

    private NotificationRecord record(UUID id) {
      return hub.store.record(id);
    }

    private void accepted(Sending sending) {
      dispatcher
          .settle(sending, new SendOutcome.Accepted("wamid." + sending.notification(), "accepted"))
          .join();
    }

    private void delivered(UUID id) {
      hub.store.apply(new StatusUpdate(id, "wamid." + id, State.DELIVERED, hub.now, null, null));
    }

    private void at(Instant instant) {
      hub.now = instant;
      hub.store.run(() -> hub.store.outbox.promote(instant, 100));
      dispatcher.wake();
    }

    @Test
    void theDecisionBeforeTheSendIsKeptWithWhatTheMessageLeftWith() {
      binding();
      UUID id = news("B22");

      assertThat(dispatcher.claim()).hasSize(1);
      assertThat(record(id).form()).isEqualTo("template");
      assertThat(record(id).lastDecision())
          .contains(
              "\"rule\":\"consent\",\"passed\":true", "\"entry\":\"1\"", "\"rule\":\"window\"");
    }

    @Test
    void inTheTrialModeAPersonWhoIsNotListedIsNotWrittenTo() {
      with(new AllowList(List.of(Identifier.phone(PHONE))), Map.of());
      hub.agreed(OTHER);
      binding();
      UUID listed = news("B22");
      UUID stranger = news("B22", OTHER);

      assertThat(dispatcher.claim()).extracting(Sending::notification).containsExactly(listed);
      assertThat(record(stranger).state()).isEqualTo(State.SUPPRESSED);
      assertThat(record(stranger).reason()).isEqualTo("not-allow-listed");
    }

    @Test
    void whatIsQueuedWhenTheNightBeginsWaitsForTheMorning() {
      with(AllowList.EVERYBODY, Map.of(Lane.NORMAL, QuietHours.of("22:00-07:00").orElseThrow()));
      binding();
      UUID id = news("B22");
      at(Instant.parse("2026-11-20T21:00:00Z"));

      assertThat(dispatcher.claim()).isEmpty();
      assertThat(record(id).reason()).isEqualTo("quiet-hours");
      at(Instant.parse("2026-11-21T05:59:59.999999Z"));
      assertThat(dispatcher.claim()).isEmpty();
      at(Instant.parse("2026-11-21T06:00:00Z"));
      assertThat(dispatcher.claim()).extracting(Sending::notification).containsExactly(id);
    }

    @Test
    void whatComesAtNightIsScheduledForTheMorningAndOneThatPassesIsSentAtOnce() {
      binding("quietHours: \"22:00-07:00\"");
      hub.now = Instant.parse("2026-11-20T23:00:00Z");
      UUID id = news("B22");
      assertThat(record(id).state()).isEqualTo(State.SCHEDULED);
      assertThat(record(id).reason()).isEqualTo("quiet-hours");

      binding("quietHours: none");
      news("B23");
      assertThat(dispatcher.claim()).hasSize(1);
    }

    @Test
    void newsAfterNewsThatHasGoneIsToldAsACorrection() {
      binding("correction: gate_corrected");
      news("B22");
      Sending first = dispatcher.claim().get(0);
      UUID second = news("B23");

      Sending correction = dispatcher.claim().get(0);
      assertThat(correction.notification()).isEqualTo(second);
      assertThat(correction.message().path("template").path("name").asText())
          .isEqualTo("gate_corrected");
      assertThat(correction.message().toString()).contains("B23").doesNotContain("LH438");
      assertThat(first.message().path("template").path("name").asText()).isEqualTo("gate");
      assertThat(record(second).template()).isEqualTo("gate_corrected");
    }

    @Test
    void newsAfterNewsThatNeverLeftIsNoCorrection() {
      binding("correction: gate_corrected");
      UUID first = news("B22");
      news("B23");

      Sending only = dispatcher.claim().get(0);
      assertThat(record(first).state()).isEqualTo(State.SUPERSEDED);
      assertThat(only.message().path("template").path("name").asText()).isEqualTo("gate");
    }

    @Test
    void whatMustArriveInOrderWaitsUntilItsPredecessorIsOnThePhone() {
      binding("inOrder: true");
      UUID first = news("B22");
      accepted(dispatcher.claim().get(0));
      UUID second = news("B23");

      assertThat(dispatcher.claim()).isEmpty();
      assertThat(record(second).reason()).isEqualTo("predecessor-under-way");
      delivered(first);
      at(NOW.plusSeconds(30));
      assertThat(dispatcher.claim()).extracting(Sending::notification).containsExactly(second);
    }

    @Test
    void aPredecessorThatNeverArrivesIsWaitedForHalfAMinute() {
      binding("inOrder: true");
      news("B22");
      accepted(dispatcher.claim().get(0));
      UUID second = news("B23");

      assertThat(dispatcher.claim()).isEmpty();
      at(NOW.plusSeconds(30).minusNanos(1000));
      assertThat(dispatcher.claim()).isEmpty();
      at(NOW.plusSeconds(30));
      assertThat(dispatcher.claim()).extracting(Sending::notification).containsExactly(second);
    }

    @Test
    void ofAStormTheFirstAndTheLastAreTold() {
      binding("collapse: PT10M");
      UUID first = news("B1");
      accepted(dispatcher.claim().get(0));
      UUID[] storm = new UUID[4];
      for (int i = 0; i < 4; i++) {
        at(NOW.plusSeconds(60L * (i + 1)));
        storm[i] = news("B" + (i + 2));
        assertThat(dispatcher.claim()).isEmpty();
        assertThat(record(storm[i]).state()).isEqualTo(State.SCHEDULED);
      }

      at(NOW.plus(Duration.ofMinutes(10)).minusNanos(1000));
      assertThat(dispatcher.claim()).isEmpty();
      at(NOW.plus(Duration.ofMinutes(10)));
      assertThat(dispatcher.claim()).extracting(Sending::notification).containsExactly(storm[3]);
      assertThat(storm)
          .extracting(id -> record(id).state())
          .containsExactly(State.SUPERSEDED, State.SUPERSEDED, State.SUPERSEDED, State.SENDING);
      assertThat(record(first).state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void whatIsTooMuchForThePeriodIsNotSentWhetherItCameBeforeOrTogether() {
      binding("frequency: {most: 2, per: PT1H}");
      hub.catalogue.binding("gate").orElseThrow();
      news("B1");
      accepted(dispatcher.claim().get(0));
      at(NOW.plusSeconds(1));
      UUID second = news("B2");
      accepted(dispatcher.claim().get(0));
      at(NOW.plusSeconds(2));
      UUID third = news("B3");

      assertThat(record(second).state()).isEqualTo(State.ACCEPTED);
      assertThat(record(third).state()).isEqualTo(State.SUPPRESSED);
      assertThat(record(third).reason()).isEqualTo("frequency-cap");
      at(NOW.plus(Duration.ofHours(1)));
      news("B4");
      assertThat(dispatcher.claim()).as("the first is an hour ago").hasSize(1);
    }

    @Test
    void whenTheTierIsUsedUpOthersWaitAndAnOpenWindowDoesNot() {
      hub.reach = new JdbcReachLimit(hub.store.database.jdbc(), "portfolio", 1);
      dispatcher.close();
      dispatcher = hub.dispatcher();
      PersonId other = hub.agreed(OTHER);
      binding();
      UUID first = news("B1");
      UUID second = news("B1", OTHER);

      List<Sending> one = dispatcher.claim();
      assertThat(one).hasSize(1);
      UUID waiting = record(first).state() == State.SENDING ? second : first;
      dispatcher.settle(one.get(0), new SendOutcome.Accepted("wamid.1", null)).join();
      assertThat(record(waiting).reason()).isEqualTo("reach-exhausted");
      PersonId who = waiting.equals(second) ? other : ada;
      hub.store.run(() -> hub.windows.opened(who, LedgerWorld.SENDER, NOW));
      at(NOW.plus(HubWorld.HOLD));
      assertThat(dispatcher.claim()).extracting(Sending::notification).containsExactly(waiting);
    }

    /** News as text, for somebody who wrote 23 hours ago. */
    private Sending inAnOpenWindow(String gate) {
      binding("form: session", "session: {en: \"New gate: {{gate}}\", de: \"Neu: {{gate}}\"}");
      hub.store.run(
          () -> hub.windows.opened(ada, LedgerWorld.SENDER, NOW.minus(Duration.ofHours(23))));
      UUID id = news(gate);
      Sending session = dispatcher.claim().get(0);
      assertThat(session.notification()).isEqualTo(id);
      assertThat(session.message().path("type").asText()).isEqualTo("text");
      return session;
    }

    @Test
    void aWindowThatThePlatformCallsClosedIsClosedAndTheTemplateGoesInstead() {
      Sending session = inAnOpenWindow("B22");
      UUID id = session.notification();
      GraphError error = new GraphError(131047, null, null, null, null, null, null, false, null);
      dispatcher
          .settle(
              session,
              new SendOutcome.Refused(PlatformErrors.of(131047, 400), error, "{\"code\":131047}"))
          .join();

      hub.now = NOW.plusSeconds(1);
      dispatcher.sweep();
      Sending template = dispatcher.claim().get(0);
      assertThat(template.notification()).isEqualTo(id);
      assertThat(template.message().path("type").asText()).isEqualTo("template");
    }

    @Test
    void inAnOpenWindowTheSessionTextIsSentAndWhenItHasClosedTheTemplate() {
      Sending session = inAnOpenWindow("B22");
      UUID id = session.notification();
      assertThat(session.message().path("text").path("body").asText()).isEqualTo("New gate: B22");
      assertThat(session.message().path("biz_opaque_callback_data").asText())
          .isEqualTo(id.toString());
      assertThat(record(id).form()).isEqualTo("session");
      dispatcher.settle(session, new SendOutcome.Accepted("wamid.1", null)).join();

      UUID later = news("B23");
      at(NOW.plus(Duration.ofHours(1)));
      Sending template = dispatcher.claim().get(0);
      assertThat(template.notification()).isEqualTo(later);
      assertThat(template.message().path("type").asText()).isEqualTo("template");
    }

    @Test
    void aSessionTextNeedsNoApprovedTemplate() {
      binding("form: session", "session: {en: \"New gate: {{gate}}\", de: \"Neu: {{gate}}\"}");
      hub.template("gate", TemplateStatus.REJECTED, Category.UTILITY);
      UUID outside = news("B22");
      assertThat(record(outside).reason()).isEqualTo("template-not-approved");

      hub.store.run(() -> hub.windows.opened(ada, LedgerWorld.SENDER, NOW));
      news("B23");
      assertThat(dispatcher.claim()).hasSize(1);
    }

    @Test
    void anUnknownOneThatIsOldNewsIsNeverResent() {
      binding();
      UUID first = news("B22");
      Sending sending = dispatcher.claim().get(0);
      dispatcher.settle(sending, new SendOutcome.Unknown("timeout")).join();
      news("B23");
      accepted(dispatcher.claim().get(0));

      hub.now = NOW.plus(HubWorld.PATIENCE).plusSeconds(60);
      dispatcher.sweep();
      dispatcher.wake();
      assertThat(dispatcher.claim()).isEmpty();
      assertThat(record(first).state()).isEqualTo(State.UNKNOWN);
      assertThat(record(first).reason()).isEqualTo("superseded");
    }

    // ---- money

    /** As much as so many messages to Germany cost. */
    private void budgetFor(int messages) {
      Quote.Priced price =
          (Quote.Priced)
              DeliveredPrices.euros()
                  .quote(PriceQuestion.template(Category.UTILITY, Destination.phone(PHONE), NOW));
      hub.budgets =
          new Budgets(
              List.of(
                  new Budget(
                      "airline",
                      price.money().times(messages),
                      Set.of("/airline/ops"),
                      Set.of(),
                      Budget.WhenUnknown.REFUSE)),
              ZoneOffset.UTC);
      dispatcher.close();
      dispatcher = hub.dispatcher();
    }

    private BudgetState budget() {
      return hub.charges().states("/airline/ops", "flights", NOW).get(0);
    }

    @Test
    void whatTheMonthsBudgetDoesNotAllowIsNotSentNotEvenOutOfOneBatch() {
      binding();
      budgetFor(2);
      hub.agreed(OTHER);
      hub.agreed("+4915112345680");
      List<UUID> all = List.of(news("B1", PHONE), news("B1", OTHER), news("B1", "+4915112345680"));

      assertThat(dispatcher.claim()).hasSize(2);
      assertThat(all)
          .extracting(id -> record(id).state())
          .containsExactlyInAnyOrder(State.SENDING, State.SENDING, State.SUPPRESSED);
      assertThat(all).extracting(id -> record(id).reason()).containsOnlyOnce("budget-exhausted");
      assertThat(budget().left().amount()).isEqualByComparingTo("0");
    }

    @Test
    void whatIsRefusedCostsNothingAndItsMoneyIsThereForTheNext() {
      binding();
      budgetFor(1);
      news("B1");
      Sending refused = dispatcher.claim().get(0);
      assertThat(budget().left().amount()).isEqualByComparingTo("0");
      dispatcher.settle(refused, new SendOutcome.NotSent("refused")).join();

      assertThat(budget().left()).isEqualTo(hub.budgets.all().get(0).limit());
    }

    @Test
    void aPriceIsAmongTheFactsOfTheDecision() {
      binding();
      UUID id = news("B1");
      dispatcher.claim();
      assertThat(record(id).lastDecision())
          .contains("\"rule\":\"price\"", "\"market\":\"germany\"", "\"currency\":\"EUR\"");
    }
  }
}
