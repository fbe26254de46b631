package io.dromedary.policy;

import static io.dromedary.policy.Reason.CATEGORY_DRIFT;
import static io.dromedary.policy.Reason.CONSENT_WITHDRAWN;
import static io.dromedary.policy.Reason.DEADLINE_PASSED;
import static io.dromedary.policy.Reason.NO_BINDING;
import static io.dromedary.policy.Reason.NO_CONSENT;
import static io.dromedary.policy.Reason.PARAMETER_INVALID;
import static io.dromedary.policy.Reason.PARAMETER_MISSING;
import static io.dromedary.policy.Reason.RECIPIENT_INVALID;
import static io.dromedary.policy.Reason.RECIPIENT_UNKNOWN;
import static io.dromedary.policy.Reason.RETRACTED;
import static io.dromedary.policy.Reason.RULE_ERROR;
import static io.dromedary.policy.Reason.TEMPLATE_NOT_APPROVED;
import static io.dromedary.policy.Reason.TEMPLATE_PAUSED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.consent.Consent;
import io.dromedary.consent.ConsentState;
import io.dromedary.consent.Standing;
import io.dromedary.cost.DeliveredPrices;
import io.dromedary.cost.Destination;
import io.dromedary.event.BusinessEvent;
import io.dromedary.event.CloudEvents;
import io.dromedary.event.Recipient;
import io.dromedary.person.PersonId;
import io.dromedary.template.Binding;
import io.dromedary.template.Category;
import io.dromedary.template.Fixtures;
import io.dromedary.template.InMemoryTemplateStates;
import io.dromedary.template.Template;
import io.dromedary.template.TemplateState;
import io.dromedary.template.TemplateStatus;
import io.dromedary.template.UsableTemplates;
import io.dromedary.window.ServiceWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {

  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
  private static final Instant DEPARTURE = Instant.parse("2026-11-20T11:00:00Z");
  private static final String PHONE = "+4915112345678";

  // ---- one rule after the other, both sides

  @Test
  void everythingInOrderIsSent() {
    Decision decision = given().decide();

    assertThat(decision).isInstanceOf(Decision.Send.class);
    assertThat(decision.rules())
        .extracting(RuleResult::rule)
        .containsExactly(
            "recipient-known",
            "recipient-valid",
            "binding",
            "allow-list",
            "consent",
            "category",
            "reachable",
            "window",
            "template",
            "parameters",
            "sensitive-data",
            "deadline",
            "quiet-hours",
            "frequency",
            "collapse",
            "reach",
            "price",
            "budget");
    assertThat(decision.rules()).allMatch(RuleResult::passed);
  }

  @Test
  void nobodyFoundIsRecipientUnknown() {
    given().to(new Address.Unknown("flight LH438")).thenSuppressed(RECIPIENT_UNKNOWN);
  }

  @Test
  void anImpossibleNumberIsRecipientInvalid() {
    given().to(new Address.Invalid("is too short")).thenSuppressed(RECIPIENT_INVALID);
  }

  @Test
  void anEventWithoutBindingIsNotSent() {
    given().without(true, false).thenSuppressed(NO_BINDING);
    given().without(false, true).thenSuppressed(NO_BINDING);
  }

  @Test
  void withoutConsentNothingIsSentAndAWithdrawalIsNamedAsSuch() {
    given().consent(Consent.none()).thenSuppressed(NO_CONSENT);
    given().consent(standing("flights", ConsentState.WITHDRAWN)).thenSuppressed(CONSENT_WITHDRAWN);
    given().consent(standing("orders", ConsentState.GRANTED)).thenSuppressed(NO_CONSENT);
    given().consent(standing("*", ConsentState.GRANTED)).thenSent();
    given().consent(standing("flights", ConsentState.GRANTED)).thenSent();
  }

  @Test
  void anOpenWindowReplacesNoConsent() {
    given()
        .window(new ServiceWindow(NOW.minusSeconds(60)))
        .consent(Consent.none())
        .thenSuppressed(NO_CONSENT);
  }

  @Test
  void aTemplateLeavesWhetherTheWindowIsOpenOrNot() {
    given().window(ServiceWindow.never()).thenSent();
    given().window(new ServiceWindow(NOW)).thenSent();
    given().window(new ServiceWindow(NOW.minus(Duration.ofHours(24)))).thenSent();
  }

  @ParameterizedTest
  @CsvSource({
    "APPROVED, send,",
    "NOT_SUBMITTED, hold, template-not-approved",
    "PENDING, hold, template-not-approved",
    "IN_APPEAL, hold, template-not-approved",
    "UNKNOWN, hold, template-not-approved",
    "PAUSED, hold, template-paused",
    "REJECTED, suppress, template-not-approved",
    "DISABLED, suppress, template-not-approved",
    "PENDING_DELETION, suppress, template-not-approved",
    "DELETED, suppress, template-not-approved",
    "LIMIT_EXCEEDED, suppress, template-not-approved",
    "ARCHIVED, suppress, template-not-approved"
  })
  void theTemplatesStatusSaysWhetherItIsWorthWaiting(
      TemplateStatus status, String outcome, @Nullable String reason) {
    Decision decision = given().template(status, Category.UTILITY).decide();

    assertThat(decision.outcome()).isEqualTo(outcome);
    Reason why = DecisionJson.reason(decision);
    assertThat(why == null ? null : why.word()).isEqualTo(reason);
  }

  @Test
  void everyStatusOfATemplateIsDecidedAbout() {
    for (TemplateStatus status : TemplateStatus.values()) {
      assertThat(given().template(status, Category.UTILITY).decide().outcome())
          .isIn("send", "hold", "suppress");
    }
  }

  @Test
  void aTemplateThatMetaFilesElsewhereIsNotSent() {
    given().template(TemplateStatus.APPROVED, Category.MARKETING).thenSuppressed(CATEGORY_DRIFT);
  }

  @Test
  void aMissingValueAndAValueOfAnotherKindAreTold() {
    given().data("gate", null).thenSuppressed(PARAMETER_MISSING);
    given().data("date", "soon").thenSuppressed(PARAMETER_INVALID);
  }

  @Test
  void whatMetaWouldRefuseInAValueIsRefused() {
    given().data("flight", "F".repeat(61)).thenSuppressed(PARAMETER_INVALID);
  }

  @Test
  void aCodeIsNotSentToAUserId() {
    Template code = Fixtures.template("one_time_code");
    Address byId = new Address.Known(person(), null, "US.1", "tag");
    Address byBoth = new Address.Known(person(), PHONE, "US.1", "tag");

    assertThat(Rules.reachable(code, byId).refusal()).isEqualTo(RECIPIENT_INVALID);
    assertThat(Rules.reachable(code, byBoth).passed()).isTrue();
    assertThat(Rules.reachable(Fixtures.template("flight_gate_changed"), byId).passed()).isTrue();
  }

  // ---- time

  @Test
  void atTheDeadlineIsTooLateAndANanosecondBeforeIsNot() {
    given().at(DEPARTURE).thenSuppressed(DEADLINE_PASSED);
    given().at(DEPARTURE.minusNanos(1)).thenSent();
  }

  @Test
  void theEarliestOfTheEventsAndTheBindingsDeadlineHolds() {
    given().deadline(NOW.plusSeconds(60)).at(NOW.plusSeconds(60)).thenSuppressed(DEADLINE_PASSED);
    given().deadline(NOW.plusSeconds(60)).at(NOW.plusSeconds(59)).thenSent();
    given().deadline(DEPARTURE.plusSeconds(60)).at(DEPARTURE).thenSuppressed(DEADLINE_PASSED);
  }

  @Test
  void withoutADeadlineNewsCountsADay() {
    Facts facts = given().without(true, false).facts();
    assertThat(facts.deadline()).isEqualTo(NOW.plus(Duration.ofHours(24)));
  }

  @Test
  void whatIsNotDueYetIsScheduled() {
    Instant later = NOW.plusSeconds(60);
    assertThat(given().notBefore(later).decide())
        .isInstanceOfSatisfying(
            Decision.Schedule.class, schedule -> assertThat(schedule.notBefore()).isEqualTo(later));
    given().notBefore(later).at(later.minusNanos(1)).then("schedule");
    given().notBefore(later).at(later).thenSent();
    given().notBefore(NOW.minusSeconds(1)).thenSent();
  }

  @Test
  void whatWouldBeDueAtItsDeadlineIsNotScheduled() {
    given().notBefore(DEPARTURE).thenSuppressed(DEADLINE_PASSED);
    given().notBefore(DEPARTURE.minusNanos(1)).then("schedule");
  }

  @Test
  void aPausedTemplateDoesNotKeepFromSchedulingButAWithdrawalDoes() {
    given()
        .template(TemplateStatus.PAUSED, Category.UTILITY)
        .notBefore(NOW.plusSeconds(60))
        .then("schedule");
    given().consent(Consent.none()).notBefore(NOW.plusSeconds(60)).thenSuppressed(NO_CONSENT);
  }

  // ---- together

  @Test
  void theFirstRefusalWinsAndTheOthersStillRun() {
    Decision decision =
        given()
            .consent(Consent.none())
            .data("gate", null)
            .at(DEPARTURE)
            .template(TemplateStatus.REJECTED, Category.UTILITY)
            .decide();

    assertThat(DecisionJson.reason(decision)).isEqualTo(NO_CONSENT);
    assertThat(decision.rules().stream().filter(rule -> !rule.passed()).map(RuleResult::rule))
        .containsExactly("consent", "template", "parameters", "deadline");
  }

  @Test
  void aRefusalForGoodWinsOverOneForNow() {
    given()
        .template(TemplateStatus.PAUSED, Category.UTILITY)
        .at(DEPARTURE)
        .thenSuppressed(DEADLINE_PASSED);
  }

  @Test
  void aRuleThatBreaksRefusesAndTheOthersStillRun() {
    Decision decision = given().brokenTemplate().decide();

    assertThat(DecisionJson.reason(decision)).isEqualTo(RULE_ERROR);
    assertThat(decision.rules())
        .extracting(RuleResult::rule)
        .contains("parameters")
        .endsWith("budget");
    assertThat(decision.rules().get(decision.rules().size() - 1).passed()).isTrue();
  }

  @Test
  void newsThatWasTakenBackIsToldToNobody() {
    given().retracted().thenSuppressed(RETRACTED);
  }

  // ---- again, before the send

  @Test
  void beforeTheSendConsentTemplateAndDeadlineAreLookedAtAgain() {
    Consent granted = standing("flights", ConsentState.GRANTED);
    assertThat(confirm(TemplateStatus.APPROVED, granted, NOW.plusNanos(1000)))
        .isInstanceOf(Decision.Send.class);
    assertThat(DecisionJson.reason(confirm(TemplateStatus.APPROVED, granted, NOW)))
        .isEqualTo(DEADLINE_PASSED);
    assertThat(
            DecisionJson.reason(
                confirm(
                    TemplateStatus.APPROVED,
                    standing("flights", ConsentState.WITHDRAWN),
                    DEPARTURE)))
        .isEqualTo(CONSENT_WITHDRAWN);
    assertThat(confirm(TemplateStatus.PAUSED, granted, DEPARTURE))
        .isInstanceOfSatisfying(
            Decision.Hold.class, hold -> assertThat(hold.reason()).isEqualTo(TEMPLATE_PAUSED));
    assertThat(DecisionJson.reason(confirm(TemplateStatus.REJECTED, granted, DEPARTURE)))
        .isEqualTo(TEMPLATE_NOT_APPROVED);
  }

  private static Decision confirm(TemplateStatus status, Consent consent, Instant deadline) {
    return policy(status, Category.UTILITY)
        .confirm(
            new Confirmation(
                new Decision.Message("flight_gate_changed", "en", Map.of()),
                "flights",
                null,
                null,
                null,
                consent,
                ServiceWindow.never(),
                Predecessor.NONE,
                Circumstances.NONE,
                Destination.phone(PHONE),
                deadline,
                null,
                ZoneOffset.UTC,
                NOW));
  }

  // ---- what is kept

  @Test
  void theRecordOfADecisionHoldsNothingPersonal() {
    String recognisable = "Zyxgate7";
    for (Given given :
        List.of(
            given(),
            given().data("date", recognisable),
            given().data("flight", recognisable + "\n\n\t    bad"),
            given().data("flight", recognisable.repeat(20)),
            given().data("gate", null),
            given().brokenTemplate(),
            given().consent(Consent.none()),
            given().to(new Address.Invalid("is too short")))) {
      String json = DecisionJson.of(given.data("tracking", recognisable).decide()).toString();
      assertThat(json)
          .doesNotContain(recognisable, "15112345678", "Ada Lovelace", "Lovelace", "US.4711");
    }
  }

  @Test
  void theRecordOfADecisionNamesEveryRuleWithItsFacts() {
    ObjectNode json = DecisionJson.of(given().consent(Consent.none()).decide());

    assertThat(json.path("outcome").asText()).isEqualTo("suppress");
    assertThat(json.path("reason").asText()).isEqualTo("no-consent");
    assertThat(json.path("rules")).hasSize(18);
    assertThat(json.path("rules").path(4).toString())
        .isEqualTo(
            "{\"rule\":\"consent\",\"passed\":false,\"reason\":\"no-consent\","
                + "\"facts\":{\"topic\":\"flights\"}}");
  }

  @Test
  void anAddressIsNotPrinted() {
    assertThat(new Address.Known(person(), PHONE, "US.4711", "tag").toString())
        .doesNotContain("4915", "US.");
  }

  // ---- the world

  private static Given given() {
    return new Given();
  }

  private static PersonId person() {
    return new PersonId(UUID.fromString("00000000-0000-4000-8000-000000000001"));
  }

  private static Consent standing(String topic, ConsentState state) {
    return new Consent(
        new TreeMap<>(Map.of(topic, new Standing(state, 3, NOW, "whatsapp", "ab".repeat(32)))));
  }

  private static Policy policy(TemplateStatus status, Category category) {
    InMemoryTemplateStates states = new InMemoryTemplateStates();
    for (String language : List.of("en", "de")) {
      states.save(
          new TemplateState(
              "flight_gate_changed",
              language,
              "1",
              status,
              category,
              Category.UTILITY,
              null,
              null,
              NOW));
    }
    UsableTemplates usable = new UsableTemplates(states, false);
    usable.refresh();
    return new Policy(usable, DeliveredPrices.euros());
  }

  /** A gate change for somebody who agreed, with an approved template, two hours ahead. */
  private static final class Given {
    private final ObjectNode json = event();
    private Address address = new Address.Known(person(), PHONE, "US.4711", "tag");
    private Consent consent = standing("flights", ConsentState.GRANTED);
    private ServiceWindow window = ServiceWindow.never();
    private Instant now = NOW;
    private Circumstances circumstances = Circumstances.NONE;
    private @Nullable Binding binding = Fixtures.catalogue().bindings("flight.gate-changed").get(0);
    private @Nullable Template template = Fixtures.template("flight_gate_changed");
    private Policy policy = policy(TemplateStatus.APPROVED, Category.UTILITY);

    Given to(Address value) {
      address = value;
      return this;
    }

    Given consent(Consent value) {
      consent = value;
      return this;
    }

    Given window(ServiceWindow value) {
      window = value;
      return this;
    }

    Given at(Instant value) {
      now = value;
      return this;
    }

    Given template(TemplateStatus status, Category category) {
      policy = policy(status, category);
      return this;
    }

    Given without(boolean noBinding, boolean noTemplate) {
      binding = noBinding ? null : binding;
      template = noTemplate ? null : template;
      return this;
    }

    /** It lacks the language that it names as its own. */
    Given brokenTemplate() {
      template = new Template("flight_gate_changed", Category.UTILITY, "xx", null, Map.of(), null);
      return this;
    }

    Given data(String name, @Nullable String value) {
      ObjectNode data = json.withObject("/data");
      if (value == null) {
        data.remove(name);
      } else {
        data.put(name, value);
      }
      return this;
    }

    Given deadline(Instant value) {
      json.put("deadline", value.toString());
      return this;
    }

    Given notBefore(Instant value) {
      json.put("notbefore", value.toString());
      return this;
    }

    Given retracted() {
      json.put("retracts", true);
      return this;
    }

    Facts facts() {
      BusinessEvent event = ((CloudEvents.Readable) CloudEvents.read(json)).event();
      return new Facts(
          event,
          0,
          Recipient.of(json.path("data").path("recipient")),
          address,
          binding,
          template,
          consent,
          window,
          NOW,
          now,
          ZoneOffset.UTC,
          circumstances);
    }

    Decision decide() {
      return policy.decide(facts());
    }

    void thenSent() {
      then("send");
    }

    void then(String outcome) {
      assertThat(decide().outcome()).isEqualTo(outcome);
    }

    void thenSuppressed(Reason reason) {
      Decision decision = decide();
      assertThat(decision).isInstanceOf(Decision.Suppress.class);
      assertThat(DecisionJson.reason(decision)).isEqualTo(reason);
    }

    private static ObjectNode event() {
      try {
        return (ObjectNode)
            new ObjectMapper()
                .readTree(
                    """
                    {"specversion":"1.0","id":"e-1","source":"/airline/ops",
                     "type":"flight.gate-changed","subject":"LH438-B22",
                     "data":{"flight":"LH438","date":"2026-11-20","gate":"B22",
                      "departsAt":"2026-11-20T11:00:00Z",
                      "recipient":{"phone":"+4915112345678","name":"Ada Lovelace"}}}
                    """);
      } catch (JsonProcessingException e) {
        throw new AssertionError(e);
      }
    }
  }
}
