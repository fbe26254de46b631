package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.event.BusinessEvent;
import io.dromedary.event.CloudEvents;
import io.dromedary.event.EventSchemas;
import io.dromedary.template.Binding;
import io.dromedary.template.Catalogue;
import io.dromedary.template.CatalogueLoad;
import io.dromedary.template.Category;
import io.dromedary.template.Languages;
import io.dromedary.template.Mapping;
import io.dromedary.template.ParameterRules;
import io.dromedary.template.Renderer;
import io.dromedary.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for everything in {@code templates/}: each kind of event is told, in each language.
 */
class TemplateCatalogTest {

  private static final Path TEMPLATES = Path.of("templates");
  private static final Set<String> FIVE_LANGUAGES = Set.of("en", "fr", "de", "it", "es");

  /** The event types of the outer contract, each with the topic that people agree to. */
  private static final Map<String, String> TOPICS =
      Map.ofEntries(
          Map.entry("order.confirmed", "orders"),
          Map.entry("payment.status-changed", "payments"),
          Map.entry("payment.reminder", "payments"),
          Map.entry("payment.failed", "billing"),
          Map.entry("auction.ended", "orders"),
          Map.entry("shipment.status-changed", "shipments"),
          Map.entry("invoice.issued", "billing"),
          Map.entry("invoice.overdue", "billing"),
          Map.entry("account.changed", "account"),
          Map.entry("reservation.changed", "reservations"),
          Map.entry("appointment.reminder", "appointments"),
          Map.entry("flight.gate-changed", "flights"),
          Map.entry("flight.terminal-changed", "flights"),
          Map.entry("flight.delayed", "flights"),
          Map.entry("flight.cancelled", "flights"),
          Map.entry("ticket.issued", "tickets"),
          Map.entry("traffic.alert", "alerts"),
          Map.entry("service.fault", "alerts"),
          Map.entry("case.updated", "cases"),
          Map.entry("otp.requested", "security"));

  private static final CatalogueLoad LOADED = load();
  private static final Catalogue CATALOGUE = LOADED.catalogue();
  private static final EventSchemas SCHEMAS = EventSchemas.load(TEMPLATES.resolve("events"));

  static Set<String> eventTypes() {
    return new TreeSet<>(TOPICS.keySet());
  }

  static List<String> templates() {
    return CATALOGUE.templates().stream().map(Template::name).toList();
  }

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(TEMPLATES.resolve("samples"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void everyFileIsInTheCatalogue() {
    assertThat(LOADED.problems()).isEmpty();
    assertThat(SCHEMAS.problems()).isEmpty();
  }

  @Test
  void thereIsASchemaForEachTypeOfTheContract() {
    assertThat(SCHEMAS.types()).containsExactlyInAnyOrderElementsOf(TOPICS.keySet());
  }

  @ParameterizedTest
  @MethodSource("eventTypes")
  void eachTypeIsBoundUnderItsTopic(String type) {
    assertThat(CATALOGUE.bindings(type))
        .isNotEmpty()
        .allSatisfy(binding -> assertThat(binding.topic()).isEqualTo(TOPICS.get(type)));
  }

  @ParameterizedTest
  @MethodSource("eventTypes")
  void eachTypeHasASampleToTryItWith(String type) {
    assertThat(TEMPLATES.resolve("samples").resolve(type + ".json")).exists();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void aTemplateIsNoMarketingAndSpeaksFiveLanguages(String name) {
    Template template = CATALOGUE.template(name).orElseThrow();

    assertThat(template.category()).isIn(Category.UTILITY, Category.AUTHENTICATION);
    assertThat(template.languages().keySet()).containsAll(FIVE_LANGUAGES);
  }

  @ParameterizedTest
  @MethodSource("templates")
  void aTemplateSaysHowLongMetaMayTry(String name) {
    Template template = CATALOGUE.template(name).orElseThrow();
    Duration longest =
        template.category() == Category.AUTHENTICATION
            ? Duration.ofMinutes(15)
            : Duration.ofHours(12);

    assertThat(template.timeToLive()).isBetween(Duration.ofSeconds(30), longest);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleIsAnEventThatTheHubAccepts(Path sample) throws IOException {
    BusinessEvent event = event(sample);

    assertThat(SCHEMAS.check(event.type(), event.json().path("data"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleIsToldByExactlyOneBinding(Path sample) throws IOException {
    BusinessEvent event = event(sample);

    assertThat(matching(event)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleReadsWellInEachLanguage(Path sample) throws IOException {
    BusinessEvent event = event(sample);
    Binding binding = matching(event).get(0);
    Template template = CATALOGUE.template(binding.templateName()).orElseThrow();
    for (String language : template.languages().keySet()) {
      Mapping mapping =
          binding.map(
              event.json(),
              new ObjectMapper().createObjectNode(),
              language,
              Languages.locale(null, language),
              ZoneId.of("Europe/Berlin"));

      assertThat(mapping).as(language).isInstanceOf(Mapping.Mapped.class);
      Map<String, String> parameters = ((Mapping.Mapped) mapping).parameters();
      assertThat(ParameterRules.check(template, language, parameters)).as(language).isEmpty();
      assertThat(Renderer.render(template, language, parameters).body())
          .as(language)
          .doesNotContain("{{");
    }
  }

  private static List<Binding> matching(BusinessEvent event) {
    return CATALOGUE.bindings(event.type()).stream()
        .filter(binding -> binding.matches(event.json()))
        .toList();
  }

  private static BusinessEvent event(Path sample) throws IOException {
    JsonNode json = new ObjectMapper().readTree(sample.toFile());
    CloudEvents.Reading reading = CloudEvents.read(json);
    assertThat(reading).isInstanceOf(CloudEvents.Readable.class);
    return ((CloudEvents.Readable) reading).event();
  }

  private static CatalogueLoad load() {
    try {
      return Catalogue.load(TEMPLATES);
    } catch (IOException e) {
      throw new IllegalStateException("the templates cannot be read", e);
    }
  }
}
