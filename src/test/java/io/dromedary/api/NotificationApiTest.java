package io.dromedary.api;

import static io.dromedary.notification.LedgerWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dromedary.dispatch.HubWorld;
import io.dromedary.dispatch.Settlement;
import io.dromedary.intake.jdbc.JdbcRejectionLog;
import io.dromedary.notification.LedgerWorld;
import io.dromedary.notification.State;
import io.dromedary.notification.StatusUpdate;
import io.dromedary.testing.Databases;
import io.dromedary.testing.Vaults;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationApiTest {

  private static final String PHONE = "+4915112345678";

  private final HubWorld hub = new HubWorld(Databases.h2());
  private final LedgerWorld store = hub.store;
  private final EventApi events =
      new EventApi(store.ledger, new JdbcRejectionLog(store.database.jdbc()));
  private final NotificationApi api =
      new NotificationApi(store.ledger, hub.transactions, Vaults.vault(), () -> hub.now, "DE");

  // ---- one notification

  @Test
  void itTellsItsDecisionItsAttemptsAndItsHistory() {
    UUID id = queued("e-1");
    store.leave(NOW);
    store.settle(new Settlement.Again(id, 1, NOW, "error-130429", "[{\"code\":130429}]"));
    store.tx(() -> store.outbox.promote(NOW, 10));
    store.leave(NOW);
    store.settle(LedgerWorld.accepted(id, 1, "wamid.1", "accepted"));
    store.apply(new StatusUpdate(id, "wamid.1", State.DELIVERED, NOW.plusSeconds(5), null, "{}"));

    JsonNode json = body(api.get(id.toString()));

    assertThat(json.path("state").asText()).isEqualTo("DELIVERED");
    assertThat(json.path("wamid").asText()).isEqualTo("wamid.1");
    assertThat(json.path("delivered").asText()).isEqualTo("2026-11-20T09:00:05Z");
    assertThat(json.path("lane").asText()).isEqualTo("urgent");
    assertThat(json.path("decision").path("outcome").asText()).isEqualTo("send");
    assertThat(json.path("decision").path("rules")).isNotEmpty();
    assertThat(json.path("explanation").path(0).asText())
        .startsWith("sent and delivered")
        .contains("20 Nov 2026 09:00:05 UTC");
    assertThat(json.path("attempts").findValuesAsText("outcome"))
        .containsExactly("QUEUED", "ACCEPTED");
    assertThat(json.path("history").findValuesAsText("state"))
        .containsExactly("QUEUED", "SENDING", "QUEUED", "SENDING", "ACCEPTED", "DELIVERED");
    assertThat(json.path("event").path("id").asText()).isEqualTo("e-1");
    assertThat(json.toString()).doesNotContain("15112345678", "Lovelace");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1-1-1-1-1", "00000000-0000-4000-8000-000000000000"})
  void whatIsNotKnownIs404(String id) {
    for (Runnable call :
        List.<Runnable>of(
            () -> api.get(id),
            () -> api.cancel(id),
            () -> api.retry(id),
            () -> api.resolve(id, outcome("sent")))) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(404));
    }
  }

  // ---- what a person can do

  @Test
  void whatHasNotLeftCanBeCancelledTwiceAndWhatHasLeftCannot() {
    UUID id = queued("e-1");
    assertThat(body(api.cancel(id.toString())).path("state").asText()).isEqualTo("CANCELLED");
    assertThat(body(api.cancel(id.toString())).path("state").asText()).isEqualTo("CANCELLED");

    UUID sent = queued("e-2");
    store.leave(NOW);
    thenConflict(() -> api.cancel(sent.toString()));
  }

  @Test
  void onlyWhatFailedCanBeRetriedAlsoWhenItFailedAfterItWasAccepted() {
    UUID id = queued("e-1");
    thenConflict(() -> api.retry(id.toString()));
    store.leave(NOW);
    store.settle(LedgerWorld.accepted(id, 1, "wamid.1", null));
    store.apply(new StatusUpdate(id, "wamid.1", State.FAILED, NOW, "[{\"code\":131049}]", null));

    JsonNode json = body(api.retry(id.toString()));

    assertThat(json.path("state").asText()).isEqualTo("QUEUED");
    assertThat(json.path("errors").path(0).path("code").asInt()).isEqualTo(131049);
    thenConflict(() -> api.retry(id.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sent", "not-sent", "resend"})
  void onlyWhatIsUnknownCanBeSettledAndOnlyOnce(String outcome) {
    UUID id = queued("e-1");
    thenConflict(() -> api.resolve(id.toString(), outcome(outcome)));
    store.leave(NOW);
    store.settle(new Settlement.Unknown(id, 1, NOW.plusSeconds(60), "lost"));

    String state = body(api.resolve(id.toString(), outcome(outcome))).path("state").asText();

    assertThat(state)
        .isEqualTo(
            switch (outcome) {
              case "sent" -> "ACCEPTED";
              case "not-sent" -> "DEAD";
              default -> "QUEUED";
            });
    thenConflict(() -> api.resolve(id.toString(), outcome(outcome)));
  }

  @Test
  void anotherWordSettlesNothing() {
    UUID id = queued("e-1");
    for (JsonNode word :
        List.of(outcome("SENT"), outcome(""), JsonNodeFactory.instance.objectNode())) {
      assertThatThrownBy(() -> api.resolve(id.toString(), word))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(422));
    }
  }

  private static void thenConflict(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(409));
  }

  private static JsonNode outcome(String word) {
    return JsonNodeFactory.instance.objectNode().put("outcome", word);
  }

  // ---- pages

  @Test
  void aPersonsNotificationsAreFoundByAnySpellingOfTheNumber() {
    UUID id = queued("e-1");
    for (String spelling : List.of(PHONE, "0151 12345678", "+49 (151) 123-45678")) {
      assertThat(
              body(api.page(null, null, null, spelling, null, null))
                  .path("notifications")
                  .findValuesAsText("id"))
          .as(spelling)
          .containsExactly(id.toString());
    }
    assertThat(body(api.page(null, null, null, "+4915112345679", null, null)).path("notifications"))
        .isEmpty();
  }

  @Test
  void pagesFollowOneAnother() {
    for (int i = 0; i < 51; i++) {
      queued("e-" + i);
    }
    JsonNode first = body(api.page("queued", null, null, null, null, null));
    JsonNode second =
        body(api.page("queued", null, null, null, null, first.path("cursor").asText()));

    assertThat(first.path("notifications")).hasSize(50);
    assertThat(second.path("notifications")).hasSize(1);
    assertThat(second.path("cursor").isNull()).isTrue();
  }

  @Test
  void aWrongParameterIsToldWithoutItsValue() {
    String wrong = "Zyxwrong7";
    for (Runnable call :
        List.<Runnable>of(
            () -> api.page(wrong, null, null, null, null, null),
            () -> api.page(null, null, null, wrong, null, null),
            () -> api.page(null, null, null, null, wrong, null),
            () -> api.page(null, null, null, null, null, wrong),
            () -> api.page(null, null, null, null, "+1000000000-12-31T23:59:59Z", null),
            () ->
                api.page(
                    null,
                    null,
                    null,
                    null,
                    null,
                    "+1000000000-12-31T23:59:59Z_00000000-0000-4000-8000-000000000000"))) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.problem().status()).isEqualTo(422);
                assertThat(e.problem().toJson().toString()).doesNotContain(wrong);
              });
    }
  }

  // ---- events

  @Test
  void anEventIsShownMasked() {
    queued("e-1");
    JsonNode json = body(events.get("/airline/ops", "e-1"));

    assertThat(json.path("event").path("data").path("gate").asText()).isEqualTo("B22");
    assertThat(json.path("event").path("data").path("recipient").path("ref").asText())
        .isEqualTo("PAX-1");
    assertThat(json.toString()).doesNotContain("15112345678", "Lovelace");
    assertThat(json.path("notifications")).hasSize(1);
  }

  @Test
  void theManifestSaysWhoWasToldInTimeWhoNotYetAndWhoNever() {
    UUID told = queued("e-1");
    store.leave(NOW);
    JsonNode notYet = body(events.manifest("/airline/ops", "e-1"));
    store.apply(
        new StatusUpdate(told, "w", State.DELIVERED, store.record(told).deadline(), null, null));
    JsonNode late = body(events.manifest("/airline/ops", "e-1"));
    store.apply(
        new StatusUpdate(
            told, "w", State.DELIVERED, store.record(told).deadline().minusSeconds(1), null, null));
    JsonNode inTime = body(events.manifest("/airline/ops", "e-1"));
    hub.accept(HubWorld.gateChange("e-2", HubWorld.recipient("+4915100000000")));
    JsonNode never = body(events.manifest("/airline/ops", "e-2"));

    assertThat(notYet.path("notYet").findValuesAsText("ref")).containsExactly("PAX-1");
    assertThat(late.path("told").path(0).path("inTime").booleanValue()).isFalse();
    assertThat(inTime.path("told").path(0).path("inTime").booleanValue()).isTrue();
    assertThat(never.path("willNotBeTold").path(0).path("reason").asText()).isEqualTo("no-consent");
  }

  @Test
  void anEventThatNobodyAcceptedIs404() {
    Answer unknown = events.get("/airline/ops", "none");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body().path("type").asText()).endsWith("/event-unknown");
    assertThat(unknown.body().has("rejection")).isFalse();
    assertThatThrownBy(() -> events.manifest("/airline", "ops/none"))
        .isInstanceOf(ProblemException.class);
  }

  private UUID queued(String event) {
    hub.agreed(PHONE);
    return hub.accept(
            HubWorld.gateChange(event, HubWorld.recipient(PHONE))
                .replace("LH438/2026", event + "/2026"))
        .written()
        .get(0)
        .id();
  }

  private static JsonNode body(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return java.util.Objects.requireNonNull(answer.body());
  }
}
