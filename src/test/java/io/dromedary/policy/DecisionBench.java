package io.dromedary.policy;

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
import io.dromedary.template.Catalogue;
import io.dromedary.template.InMemoryTemplateStates;
import io.dromedary.template.QuietHours;
import io.dromedary.template.Template;
import io.dromedary.template.UsableTemplates;
import io.dromedary.testing.Jmh;
import io.dromedary.window.ServiceWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What a decision costs, with the delivered template and binding of a gate change: all rules, the
 * mapping of its six parameters included. Not part of the suite: {@code ./mvnw test
 * -Dtest=DecisionBench} prints the figures.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecisionBench {

  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

  private Policy policy;
  private Facts facts;
  private Confirmation confirmation;
  private Decision decision;

  @Setup
  public void facts() throws IOException {
    Catalogue catalogue = Catalogue.load(Path.of("templates")).catalogue();
    Binding binding = catalogue.binding("flight-gate-changed").orElseThrow();
    Template template = catalogue.template(binding.templateName()).orElseThrow();
    policy =
        new Policy(
            new UsableTemplates(new InMemoryTemplateStates(), true), DeliveredPrices.euros());
    ObjectNode json =
        (ObjectNode)
            new ObjectMapper()
                .readTree(Files.readString(Path.of("templates/samples/flight.gate-changed.json")));
    json.put("deadline", "2099-01-01T00:00:00Z");
    BusinessEvent event = ((CloudEvents.Readable) CloudEvents.read(json)).event();
    PersonId person = new PersonId(new UUID(1, 2));
    Consent consent =
        new Consent(
            new TreeMap<>(
                Map.of(
                    "flights",
                    new Standing(ConsentState.GRANTED, 3, NOW, "whatsapp", "ab".repeat(32)))));
    Circumstances circumstances =
        new Circumstances(
            true,
            QuietHours.of("22:00-07:00").orElseThrow(),
            1,
            null,
            new Reach(250, 3, false),
            List.of());
    Instant now = event.time() == null ? NOW : event.time();
    facts =
        new Facts(
            event,
            0,
            Recipient.of(json.path("data").path("recipient")),
            new Address.Known(person, "+4915112345678", null, "tag"),
            binding,
            template,
            consent,
            new ServiceWindow(now.minusSeconds(60)),
            now,
            now,
            ZoneId.of("Europe/Berlin"),
            circumstances);
    decision = policy.decide(facts);
    if (!(decision instanceof Decision.Send send)) {
      throw new IllegalStateException("not sent: " + DecisionJson.of(decision));
    }
    confirmation =
        new Confirmation(
            send.message(),
            binding.topic(),
            binding,
            template,
            null,
            consent,
            facts.window(),
            Predecessor.NONE,
            circumstances,
            Destination.phone("+4915112345678"),
            facts.deadline(),
            "de-DE",
            ZoneId.of("Europe/Berlin"),
            now);
  }

  @Benchmark
  public Decision decide() {
    return policy.decide(facts);
  }

  @Benchmark
  public Decision confirm() {
    return policy.confirm(confirmation);
  }

  @Benchmark
  public String record() {
    return DecisionJson.of(decision).toString();
  }

  @Test
  void measure() throws RunnerException {
    Jmh.run(DecisionBench.class);
  }
}
