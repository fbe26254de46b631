package io.dromedary.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.consent.Consent;
import io.dromedary.consent.ConsentState;
import io.dromedary.consent.Standing;
import io.dromedary.cost.Budget;
import io.dromedary.cost.BudgetState;
import io.dromedary.cost.DeliveredPrices;
import io.dromedary.cost.Destination;
import io.dromedary.cost.Money;
import io.dromedary.cost.Prices;
import io.dromedary.event.BusinessEvent;
import io.dromedary.event.CloudEvents;
import io.dromedary.event.Recipient;
import io.dromedary.notification.Explanation;
import io.dromedary.person.PersonId;
import io.dromedary.template.Binding;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Category;
import io.dromedary.template.InMemoryTemplateStates;
import io.dromedary.template.QuietHours;
import io.dromedary.template.Template;
import io.dromedary.template.TemplateState;
import io.dromedary.template.TemplateStatus;
import io.dromedary.template.UsableTemplates;
import io.dromedary.window.ServiceWindow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every decision, whatever the facts. */
class DecisionPropertiesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Prices PRICES = DeliveredPrices.euros();
  private static final Catalogue CATALOGUE =
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
                    - id: plain
                      event: flight.gate-changed
                      topic: flights
                      deadline: [data.departsAt]
                      parameters: {flight: data.flight, gate: data.gate}
                    - id: restrained
                      event: flight.gate-changed
                      topic: flights
                      supersede: gate
                      collapse: PT10M
                      correction: gate_corrected
                      inOrder: true
                      quietHours: "22:00-07:00"
                      frequency: {most: 2, per: PT24H}
                      fallback: sms
                      form: cheapest
                      session: {en: "Gate {{gate}}", de: "Gate {{gate}}"}
                      parameters: {flight: {path: data.flight, repair: none}, gate: data.gate}
                  """,
                  "gate_corrected.yaml",
                  """
                  name: gate_corrected
                  category: utility
                  defaultLanguage: en
                  examples: {gate: B22}
                  languages:
                    en: {body: "Correction: the gate is {{gate}} now."}
                    de: {body: "Korrektur: Das Gate ist jetzt {{gate}}."}
                  """))
          .catalogue();

  /** A world drawn by chance, the same for the same seed. */
  private static final class World {
    final Random random;
    final Facts facts;
    final Policy policy;

    World(long seed) {
      random = new Random(seed);
      InMemoryTemplateStates states = new InMemoryTemplateStates();
      for (String name : List.of("gate", "gate_corrected")) {
        for (String language : List.of("en", "de")) {
          states.save(
              new TemplateState(
                  name,
                  language,
                  "1",
                  random.nextInt(3) > 0 ? TemplateStatus.APPROVED : any(TemplateStatus.values()),
                  random.nextInt(9) > 0 ? Category.UTILITY : Category.MARKETING,
                  Category.UTILITY,
                  null,
                  null,
                  NOW));
        }
      }
      UsableTemplates usable = new UsableTemplates(states, false);
      usable.refresh();
      policy = new Policy(usable, PRICES);
      Binding binding =
          random.nextInt(20) == 0
              ? null
              : CATALOGUE.binding(random.nextBoolean() ? "plain" : "restrained").orElseThrow();
      Template template = binding == null ? null : CATALOGUE.template("gate").orElseThrow();
      facts =
          new Facts(
              event(),
              0,
              new Recipient(
                  "+4915112345678",
                  null,
                  "Ada",
                  any(null, "de-DE", "fr", "xx"),
                  any(null, "Europe/Berlin", "America/New_York", "nowhere"),
                  "PAX-1"),
              address(),
              binding,
              template,
              consent(),
              random.nextInt(3) == 0
                  ? ServiceWindow.never()
                  : new ServiceWindow(NOW.minusSeconds(random.nextInt(100_000))),
              NOW.minusSeconds(random.nextInt(100_000)),
              now(),
              ZoneId.of("Europe/Berlin"),
              circumstances());
    }

    @SafeVarargs
    private <T> T any(T... values) {
      return values[random.nextInt(values.length)];
    }

    private Instant now() {
      return NOW.plus(Duration.ofHours(random.nextInt(72)));
    }

    private BusinessEvent event() {
      ObjectNode json =
          json(
              """
              {"specversion":"1.0","id":"e","source":"/airline/ops","type":"flight.gate-changed",
               "subject":"LH438","datacontenttype":"application/json","data":{}}
              """);
      ObjectNode data = (ObjectNode) json.path("data");
      put(data, "flight", any("LH438", "LH\n438", "F".repeat(1100), null));
      put(data, "gate", any("B22", "B\t22     x", "", null));
      put(
          data,
          "departsAt",
          any(NOW.plusSeconds(random.nextInt(300_000)).toString(), "soon", null));
      put(json, "notbefore", any(NOW.plusSeconds(random.nextInt(200_000)).toString(), null));
      put(json, "deadline", any(NOW.plusSeconds(random.nextInt(300_000)).toString(), null));
      if (random.nextInt(20) == 0) {
        json.put("retracts", true);
      }
      return ((CloudEvents.Readable) CloudEvents.read(json)).event();
    }

    private static void put(ObjectNode json, String name, String value) {
      if (value != null) {
        json.put(name, value);
      }
    }

    private Address address() {
      PersonId person = new PersonId(new UUID(1, 2));
      return switch (random.nextInt(12)) {
        case 0 -> new Address.Unknown("flight LH438");
        case 1 -> new Address.Invalid("is too short");
        case 2 -> new Address.Known(person, null, "US.4711", "tag");
        default -> new Address.Known(person, "+4915112345678", null, "tag");
      };
    }

    private Consent consent() {
      return random.nextInt(4) == 0
          ? Consent.none()
          : new Consent(
              new TreeMap<>(
                  Map.of(
                      any("flights", "*", "orders"),
                      new Standing(
                          random.nextInt(4) == 0 ? ConsentState.WITHDRAWN : ConsentState.GRANTED,
                          3,
                          NOW,
                          any(null, "checkout"),
                          "ab".repeat(32)))));
    }

    private Circumstances circumstances() {
      return new Circumstances(
          random.nextInt(10) > 0,
          any(QuietHours.NONE, QuietHours.of("21:00-08:00").orElseThrow()),
          random.nextInt(4),
          any(null, NOW.minusSeconds(random.nextInt(2000))),
          any(Reach.UNLIMITED, new Reach(250, 249 + random.nextInt(3), random.nextBoolean())),
          any(
              List.of(),
              List.of(
                  BudgetState.fresh(
                      new Budget(
                          "airline",
                          Money.of(any("0", "100"), "EUR"),
                          Set.of(),
                          Set.of(),
                          any(Budget.WhenUnknown.values())),
                      YearMonth.of(2026, 11)))));
    }

    Confirmation confirmation(Decision.Message message) {
      return new Confirmation(
          message,
          "flights",
          facts.binding(),
          facts.template(),
          random.nextBoolean() ? null : CATALOGUE.template("gate_corrected").orElseThrow(),
          facts.consent(),
          facts.window(),
          new Predecessor(random.nextBoolean(), any(null, NOW.minusSeconds(random.nextInt(60)))),
          facts.circumstances(),
          Destination.phone("+4915112345678"),
          facts.deadline(),
          facts.recipient().locale(),
          facts.clock(),
          facts.now());
    }
  }

  @Property(tries = 4000)
  void nothingIsSentWithoutConsentAtThatInstant(@ForAll long seed) {
    World world = new World(seed);
    for (Decision decision : decisions(world)) {
      if (decision instanceof Decision.Send
          || decision instanceof Decision.Schedule
          || decision instanceof Decision.Collapse
          || decision instanceof Decision.Hold
          || decision instanceof Decision.FallBack) {
        assertThat(world.facts.consent().covers("flights")).isTrue();
      }
    }
  }

  @Property(tries = 4000)
  void nothingIsSentAtOrAfterItsDeadlineAndNothingIsScheduledBeyondIt(@ForAll long seed) {
    World world = new World(seed);
    for (Decision decision : decisions(world)) {
      if (decision instanceof Decision.Send) {
        assertThat(world.facts.now()).isBefore(world.facts.deadline());
      } else if (decision instanceof Decision.Schedule schedule) {
        assertThat(schedule.notBefore()).isAfter(world.facts.now());
      }
    }
  }

  @Property(tries = 2000)
  void theDecisionIsAFunctionOfItsInputs(@ForAll long seed) {
    assertThat(decisions(new World(seed))).isEqualTo(decisions(new World(seed)));
  }

  @Property(tries = 4000)
  void everyRuleKeepsOnlyTheFactsAndRefusesOnlyWithTheReasonsThatItDeclares(@ForAll long seed) {
    for (Decision decision : decisions(new World(seed))) {
      for (RuleResult result : decision.rules()) {
        Rule rule = rule(result.rule());
        if (result.refusal() != null) {
          assertThat(rule.refusals()).contains(result.refusal());
        }
        if (!rule.facts().contains("*")) {
          assertThat(rule.facts()).containsAll(result.facts().keySet());
        }
      }
    }
  }

  @Property(tries = 4000)
  void theRulesRunInTheOrderOfTheirTable(@ForAll long seed) {
    for (Decision decision : decisions(new World(seed))) {
      List<Integer> places =
          decision.rules().stream().map(result -> rule(result.rule()).ordinal()).toList();
      assertThat(places).isSorted();
    }
  }

  @Property(tries = 4000)
  void everyRefusalIsExplainedByTheRuleThatDecided(@ForAll long seed) {
    for (Decision decision : decisions(new World(seed))) {
      JsonNode json = json(DecisionJson.of(decision).toString());
      if (!json.path("reason").isNull()) {
        assertThat(Explanation.decidingRule(json)).isPresent();
        Rule rule = rule(Explanation.decidingRule(json).orElseThrow());
        assertThat(Words.of(rule, DecisionJson.reason(decision), Map.of())).isNotBlank();
      }
    }
  }

  private static List<Decision> decisions(World world) {
    Decision first = world.policy.decide(world.facts);
    return first instanceof Decision.Send send
        ? List.of(first, world.policy.confirm(world.confirmation(send.message())))
        : List.of(first);
  }

  private static Rule rule(String word) {
    for (Rule rule : Rule.values()) {
      if (rule.word().equals(word)) {
        return rule;
      }
    }
    throw new AssertionError(word + " is no rule");
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
