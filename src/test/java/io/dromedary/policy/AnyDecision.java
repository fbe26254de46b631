package io.dromedary.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.consent.Consent;
import io.dromedary.consent.ConsentState;
import io.dromedary.consent.Standing;
import io.dromedary.event.BusinessEvent;
import io.dromedary.event.CloudEvents;
import io.dromedary.event.Recipient;
import io.dromedary.person.PersonId;
import io.dromedary.template.Binding;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Category;
import io.dromedary.template.Fixtures;
import io.dromedary.template.Frequency;
import io.dromedary.template.InMemoryTemplateStates;
import io.dromedary.template.LocalizedText;
import io.dromedary.template.QuietHours;
import io.dromedary.template.SessionForm;
import io.dromedary.template.Succession;
import io.dromedary.template.Template;
import io.dromedary.template.TemplateState;
import io.dromedary.template.TemplateStatus;
import io.dromedary.template.UsableTemplates;
import io.dromedary.window.ServiceWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

/** Decisions about whatever may come: every fact on either side of every rule's boundary. */
final class AnyDecision {

  static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
  private static final PersonId PERSON =
      new PersonId(UUID.fromString("00000000-0000-4000-8000-000000000001"));
  private static final String PHONE = "+4915112345678";
  private static final Catalogue CATALOGUE = Fixtures.catalogue();

  private final Random random;

  private AnyDecision(Random random) {
    this.random = random;
  }

  /** First decisions. */
  static Arbitrary<Decision> first() {
    return Arbitraries.randomValue(random -> new AnyDecision(random).decide());
  }

  /** Decisions before the send. */
  static Arbitrary<Decision> last() {
    return Arbitraries.randomValue(random -> new AnyDecision(random).confirm());
  }

  private Decision decide() {
    ObjectNode json = event();
    BusinessEvent event = ((CloudEvents.Readable) CloudEvents.read(json)).event();
    Binding binding = rarely() ? null : binding(event.type());
    Template template =
        binding == null || rarely() ? null : CATALOGUE.template(binding.templateName()).get();
    return policy()
        .decide(
            new Facts(
                event,
                0,
                Recipient.of(json.path("data").path("recipient")),
                address(),
                binding,
                template,
                consent(),
                window(),
                NOW.minusSeconds(1),
                NOW,
                ZoneOffset.UTC,
                circumstances()));
  }

  private Decision confirm() {
    Binding binding = rarely() ? null : binding("flight.gate-changed");
    Template template = rarely() ? null : CATALOGUE.template("flight_gate_changed").get();
    return policy()
        .confirm(
            new Confirmation(
                new Decision.Message("flight_gate_changed", of("en", "de"), Map.of("gate", "B22")),
                "flights",
                binding,
                template,
                often() ? null : CATALOGUE.template("payment_status").get(),
                consent(),
                window(),
                new Predecessor(
                    random.nextBoolean(),
                    often() ? null : NOW.minusSeconds(of(1, 29, 30, 31))),
                circumstances(),
                NOW.plusSeconds(of(-1, 0, 1, 60, 7200, 86_400)),
                "de",
                zone(),
                NOW));
  }

  private ObjectNode event() {
    String type = of("flight.gate-changed", "flight.gate-changed", "otp.requested", "none.such");
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("specversion", "1.0").put("id", "e-1").put("source", "/ops").put("type", type);
    json.put("subject", "LH438-B22");
    if (rarely()) {
      json.put("retracts", true);
    }
    if (!often()) {
      json.put("notbefore", NOW.plusSeconds(of(-1, 0, 1, 3600, 7200)).toString());
    }
    if (!often()) {
      json.put("deadline", NOW.plusSeconds(of(-1, 0, 1, 3600)).toString());
    }
    ObjectNode data = json.putObject("data");
    data.put("flight", rarely() ? "F".repeat(61) : "LH438").put("date", "2026-11-20");
    data.put("departsAt", NOW.plusSeconds(7200).toString());
    if (!rarely()) {
      data.put("gate", of("B22", "A\n\n1"));
    }
    if (!rarely()) {
      data.put("code", "123456");
    }
    data.putObject("recipient").put("phone", PHONE).put("locale", of("de-DE", "en", "xx"));
    return json;
  }

  private @Nullable Binding binding(String type) {
    List<Binding> bindings = CATALOGUE.bindings(type);
    if (bindings.isEmpty()) {
      return null;
    }
    Binding one = bindings.get(0);
    return new Binding(
        one.id(),
        one.eventType(),
        one.topic(),
        one.lane(),
        one.templateName(),
        one.condition(),
        one.deadlines(),
        one.notBefore(),
        one.supersede(),
        one.onUnknown(),
        one.parameters(),
        new Succession(
            null, random.nextBoolean(), often() ? null : Duration.ofMinutes(of(1, 10, 600))),
        often() ? null : quiet(),
        often() ? null : new Frequency(of(1, 2), Duration.ofHours(of(1, 24))),
        new SessionForm(
            of(SessionForm.Preference.values()),
            new LocalizedText(Map.of("en", "Gate {{gate}}", "de", "Gate {{gate}}"), null)),
        one.onSensitive(),
        often() ? null : "sms");
  }

  private Policy policy() {
    InMemoryTemplateStates states = new InMemoryTemplateStates();
    for (String name : List.of("flight_gate_changed", "one_time_code", "payment_status")) {
      for (String language : List.of("en", "de")) {
        Category declared = CATALOGUE.template(name).get().category();
        if (!rarely()) {
          states.save(
              new TemplateState(
                  name,
                  language,
                  "1",
                  often() ? TemplateStatus.APPROVED : of(TemplateStatus.values()),
                  often() ? declared : of(Category.values()),
                  declared,
                  null,
                  null,
                  NOW));
        }
      }
    }
    UsableTemplates usable = new UsableTemplates(states, false);
    usable.refresh();
    return new Policy(usable);
  }

  private Address address() {
    if (often()) {
      return new Address.Known(PERSON, PHONE, null, "tag");
    }
    return of(
        new Address.Known(PERSON, null, "US.4711", "tag"),
        new Address.Invalid("is too short"),
        new Address.Unknown("flight LH438/2026-11-20"));
  }

  private Consent consent() {
    if (rarely()) {
      return Consent.none();
    }
    ConsentState state = often() ? ConsentState.GRANTED : ConsentState.WITHDRAWN;
    return new Consent(
        new TreeMap<>(
            Map.of(
                of("*", "flights", "security"),
                new Standing(
                    state, 3, NOW.minusSeconds(60), "ab".repeat(32), of(null, "checkout")))));
  }

  private ServiceWindow window() {
    return random.nextBoolean()
        ? ServiceWindow.never()
        : new ServiceWindow(NOW.minusSeconds(of(0, 60, 86_339, 86_340, 86_341, 86_400)));
  }

  private Circumstances circumstances() {
    return new Circumstances(
        !rarely(),
        often() ? QuietHours.NONE : quiet(),
        of(0, 1, 2),
        often() ? null : NOW.minusSeconds(of(0, 59, 60, 599, 600)),
        often() ? Reach.UNLIMITED : new Reach(250, of(0, 249, 250), random.nextBoolean()));
  }

  private QuietHours quiet() {
    LocalTime hour = LocalTime.of(of(8, 9, 10), 0);
    return new QuietHours(hour, hour.plusHours(of(1, 11)));
  }

  private ZoneId zone() {
    return of(ZoneOffset.UTC, ZoneId.of("Europe/Berlin"));
  }

  private boolean often() {
    return random.nextInt(10) < 7;
  }

  private boolean rarely() {
    return random.nextInt(20) == 0;
  }

  @SafeVarargs
  private <T> T of(T... values) {
    return values[random.nextInt(values.length)];
  }
}
