package io.dromedary.feedback;

import static io.dromedary.dispatch.HubWorld.recipient;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.dispatch.Dispatcher;
import io.dromedary.dispatch.HubWorld;
import io.dromedary.feedback.jdbc.JdbcFallbacks;
import io.dromedary.notification.State;
import io.dromedary.person.PersonId;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Category;
import io.dromedary.template.TemplateStatus;
import io.dromedary.testing.Databases;
import io.dromedary.testing.Vaults;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What another channel is to tell, on both databases. */
class FallbackTest {

  private static final String PHONE = "+4915112345678";

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

    private final HubWorld hub = new HubWorld(dataSource());
    private final PersonId ada = hub.agreed(PHONE);
    private final Fallbacks fallbacks =
        new JdbcFallbacks(hub.store.database.jdbc(), hub.store.ledger, Vaults.vault());
    private int accepted;

    abstract DataSource dataSource();

    private void given(TemplateStatus status) {
      hub.catalogue =
          Catalogue.load(
                  Map.of(
                      "gate.yaml",
                      """
                      name: gate
                      category: utility
                      defaultLanguage: en
                      examples: {gate: B22}
                      languages:
                        en: {header: "Gate change", body: "Your gate is {{gate}} now.", footer: "ACME"}
                      bindings:
                        - id: gate
                          event: flight.gate-changed
                          topic: flights
                          fallback: sms
                          parameters: {gate: data.gate}
                      """))
              .catalogue();
      hub.template("gate", status, Category.UTILITY);
    }

    private UUID news() {
      accepted++;
      return hub.accept(HubWorld.gateChange("e-" + accepted, recipient(PHONE)))
          .written()
          .get(0)
          .id();
    }

    private List<Fallback> next() {
      return hub.store.tx(() -> fallbacks.next(10));
    }

    @Test
    void whatWhatsAppMayNotTellIsHandedOverWithItsWordsUntilItIsInTheQueue() {
      given(TemplateStatus.REJECTED);
      UUID id = news();

      assertThat(hub.store.state(id)).isEqualTo(State.SUPPRESSED);
      assertThat(hub.store.record(id).reason()).isEqualTo("template-not-approved");
      List<Fallback> next = next();
      assertThat(next).extracting(one -> one.notification().id()).containsExactly(id);
      JsonNode json = FallbackJson.of(next.get(0), hub.catalogue.template("gate").orElseThrow());
      assertThat(json.path("channel").asText()).isEqualTo("sms");
      assertThat(json.path("text").asText()).isEqualTo("Gate change\nYour gate is B22 now.\nACME");
      assertThat(json.path("recipient").path("phone").asText()).isEqualTo(PHONE);
      assertThat(json.path("language").asText()).isEqualTo("en");

      assertThat(next()).as("until it is said to be done").hasSize(1);
      hub.store.run(() -> fallbacks.done(List.of(id)));
      assertThat(next()).isEmpty();
      assertThat(hub.store.hasPayload(id)).isFalse();
    }

    @Test
    void aTemplateThatIsLostWhileItIsQueuedLeadsToTheOtherChannelToo() {
      given(TemplateStatus.APPROVED);
      UUID id = news();
      assertThat(next()).isEmpty();
      given(TemplateStatus.DISABLED);

      try (Dispatcher dispatcher = hub.dispatcher()) {
        assertThat(dispatcher.claim()).isEmpty();
      }
      assertThat(hub.store.state(id)).isEqualTo(State.SUPPRESSED);
      assertThat(next()).hasSize(1);
      assertThat(hub.store.record(id).lastDecision()).contains("\"channel\":\"sms\"");
    }

    @Test
    void whoDidNotAgreeIsToldNothingOnAnotherChannelEither() {
      given(TemplateStatus.REJECTED);
      hub.withdrew(ada);
      UUID id = news();

      assertThat(hub.store.record(id).reason()).isEqualTo("consent-withdrawn");
      assertThat(next()).isEmpty();
    }

    @Test
    void oldNewsIsToldNowhere() {
      given(TemplateStatus.REJECTED);
      hub.now = HubWorld.NOW.plusSeconds(86_400);
      hub.accept(
          HubWorld.gateChange("late", recipient(PHONE))
              .replace("\"time\"", "\"deadline\":\"2026-11-20T11:00:00Z\",\"time\""));
      assertThat(next()).isEmpty();
    }

    @Test
    void whatCannotBeReadAnyMoreIsDropped() {
      given(TemplateStatus.REJECTED);
      UUID id = news();
      hub.store.database.jdbc().update("update notification set payload = null where id = ?", id);

      assertThat(next()).isEmpty();
      assertThat(hub.store.database.jdbc().queryForList("select notification from fallback"))
          .isEmpty();
    }

    @Test
    void withoutItsTemplatesFileThereIsNoTextButStillAMessage() {
      given(TemplateStatus.REJECTED);
      news();
      assertThat(FallbackJson.of(next().get(0), null).path("text").isNull()).isTrue();
    }
  }
}
