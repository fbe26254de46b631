package io.dromedary.decisiontest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.cost.Destination;
import io.dromedary.cost.Prices;
import io.dromedary.event.BusinessEvent;
import io.dromedary.event.CloudEvents;
import io.dromedary.event.EventSchemas;
import io.dromedary.event.Fault;
import io.dromedary.event.Recipient;
import io.dromedary.intake.Acceptance;
import io.dromedary.intake.Addresses;
import io.dromedary.person.Identifier;
import io.dromedary.person.PersonId;
import io.dromedary.policy.Address;
import io.dromedary.policy.Circumstances;
import io.dromedary.policy.Confirmation;
import io.dromedary.policy.Decision;
import io.dromedary.policy.Facts;
import io.dromedary.policy.Policy;
import io.dromedary.template.Binding;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Category;
import io.dromedary.template.InMemoryTemplateStates;
import io.dromedary.template.Template;
import io.dromedary.template.TemplateState;
import io.dromedary.template.TemplateStatus;
import io.dromedary.template.UsableTemplates;
import io.dromedary.window.ServiceWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs decision tests: the hub's own rules on given facts, with the clock of the test. Looks
 * nothing up, sends nothing. Safe for concurrent use.
 */
public final class DecisionTester {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONNECTOR = "connector";

  private final Catalogue catalogue;
  private final EventSchemas schemas;
  private final Function<String, Prices> prices;
  private final SourceMessages sources;

  /** Tests say seldom what the account has, and then mostly the same. */
  private final Map<JsonNode, UsableTemplates> accounts = new ConcurrentHashMap<>();

  /**
   * @param prices of the account, by ISO 4217 currency; asked by several threads
   */
  public DecisionTester(
      Catalogue catalogue,
      EventSchemas schemas,
      Function<String, Prices> prices,
      SourceMessages sources) {
    this.catalogue = catalogue;
    this.schemas = schemas;
    this.prices = prices;
    this.sources = sources;
  }

  /**
   * Runs tests on all processors.
   *
   * @param each gets every result, in the order of {@code tests}, from the calling thread
   */
  public void run(List<DecisionTest> tests, Consumer<TestResult> each) throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      // what takes longest to start begins first
      tests.stream()
          .filter(test -> test.body().has(CONNECTOR))
          .map(test -> List.of(test.body().path(CONNECTOR), properties(test)))
          .distinct()
          .forEach(one -> threads.execute(() -> sources.prepare(one.get(0).asText(), one.get(1))));
      List<Future<TestResult>> results =
          tests.stream().map(test -> threads.submit(() -> run(test))).toList();
      for (Future<TestResult> result : results) {
        each.accept(result.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a test broke the tester", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Runs one test. What cannot be run has failed, with its reason; never throws. */
  public TestResult run(DecisionTest test) {
    long start = System.nanoTime();
    List<String> failures = new ArrayList<>();
    try {
      steps(test, failures);
    } catch (IOException | RuntimeException e) {
      String why = e.getMessage();
      failures.add("the test cannot be run: " + (why == null ? e.getClass().getSimpleName() : why));
    }
    return new TestResult(test, failures, System.nanoTime() - start);
  }

  /** What became of the test's events, before any of its later steps. */
  List<Outcome> first(DecisionTest test) throws IOException {
    JsonNode body = test.body();
    Given given = new Given(body.path("given"));
    Instant now = Objects.requireNonNull(Given.instant(body, "now"));
    Policy policy = policy(given);
    List<Outcome> outcomes = new ArrayList<>();
    for (SourceMessages.Item item : items(test, now)) {
      List<Outcome> each =
          item.json().has("silent")
              ? List.of(Outcomes.silent(item.json().get("silent")))
              : decided(Paths.changed(item.json(), body.path("with")), given, now, policy);
      if (item.file() != null) {
        each.forEach(outcome -> outcome.seen().put("file", item.file()));
      }
      outcomes.addAll(each);
    }
    return outcomes;
  }

  private void steps(DecisionTest test, List<String> failures) throws IOException {
    JsonNode body = test.body();
    List<Outcome> outcomes = first(test);
    Comparison.check("", body.path("expect"), outcomes, failures);
    Given given = new Given(body.path("given"));
    for (JsonNode step : body.path("then")) {
      given = given.changed(step.path("given"));
      Instant at = Objects.requireNonNull(Given.instant(step, "at"));
      Policy policy = policy(given);
      List<Outcome> next = new ArrayList<>();
      for (Outcome outcome : outcomes) {
        if (outcome.facts() != null && outcome.message() != null) {
          next.add(confirmed(outcome.facts(), outcome.message(), given, at, policy));
        }
      }
      String when = "at " + at + ": ";
      if (next.isEmpty()) {
        failures.add(when + "nothing is left that could be sent");
      } else {
        Comparison.check(when, step.path("expect"), next, failures);
      }
      outcomes = next;
    }
  }

  private List<SourceMessages.Item> items(DecisionTest test, Instant now) throws IOException {
    JsonNode body = test.body();
    if (body.has("event")) {
      return List.of(new SourceMessages.Item(body.get("event"), null));
    }
    List<SourceMessages.Message> messages = new ArrayList<>();
    if (body.has("file")) {
      messages.add(new SourceMessages.Message(path(test, body.path("file")), now));
    }
    for (JsonNode one : body.path("files")) {
      Instant at = Given.instant(one, "at");
      messages.add(new SourceMessages.Message(path(test, one.path("file")), at == null ? now : at));
    }
    if (body.has(CONNECTOR)) {
      return sources.items(body.path(CONNECTOR).asText(), properties(test), messages);
    }
    List<SourceMessages.Item> events = new ArrayList<>();
    for (SourceMessages.Message message : messages) {
      events.add(
          new SourceMessages.Item(
              JSON.readTree(Files.readAllBytes(message.file())), message.name()));
    }
    return events;
  }

  private static JsonNode properties(DecisionTest test) {
    return test.body().path("given").path("properties");
  }

  private static Path path(DecisionTest test, JsonNode file) throws IOException {
    Path path = test.file().toAbsolutePath().resolveSibling(file.asText()).normalize();
    if (!Files.isRegularFile(path)) {
      throw new IOException("there is no file " + path);
    }
    return path;
  }

  private List<Outcome> decided(JsonNode json, Given given, Instant now, Policy policy) {
    CloudEvents.Reading reading = CloudEvents.read(json);
    if (reading instanceof CloudEvents.Unreadable unreadable) {
      return List.of(Outcomes.rejected(json, unreadable.faults()));
    }
    BusinessEvent event = ((CloudEvents.Readable) reading).event();
    List<Fault> faults = schemas.check(event.type(), event.json().path("data"));
    if (!faults.isEmpty()) {
      return List.of(Outcomes.rejected(json, faults));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Facts facts : facts(event, given, now)) {
      outcomes.add(Outcomes.of(policy.decide(facts), facts, now, catalogue, prices, given));
    }
    return outcomes;
  }

  private List<Facts> facts(BusinessEvent event, Given given, Instant now) {
    List<Optional<Binding>> bindings =
        catalogue.bindings(event.type()).stream()
            .filter(binding -> binding.matches(event.json()))
            .map(Optional::of)
            .toList();
    List<Facts> facts = new ArrayList<>();
    for (Acceptance.Place place : places(event, given)) {
      Object found = Addresses.find(place, event, given.region());
      PersonId person = new PersonId(new UUID(0, place.position() + 1L));
      Address address =
          found instanceof Identifier identifier
              ? Addresses.known(identifier, person, "given")
              : (Address) found;
      boolean known = address instanceof Address.Known;
      List<Optional<Binding>> each = bindings.isEmpty() ? List.of(Optional.empty()) : bindings;
      for (Optional<Binding> one : each) {
        Binding binding = one.orElse(null);
        Instant accepted = given.acceptedAt();
        facts.add(
            new Facts(
                event,
                place.position(),
                place.recipient(),
                address,
                binding,
                binding == null ? null : catalogue.template(binding.templateName()).orElse(null),
                given.consent(person, place.recipient().ref(), now),
                known ? given.window() : ServiceWindow.never(),
                accepted == null ? now : accepted,
                now,
                given.zone(),
                binding == null ? Circumstances.NONE : given.circumstances(binding, address)));
      }
    }
    return facts;
  }

  private static List<Acceptance.Place> places(BusinessEvent event, Given given) {
    List<Recipient> recipients = new ArrayList<>(event.listed());
    if (recipients.isEmpty()) {
      given.audience().forEach(member -> recipients.add(Recipient.of(member)));
    }
    if (recipients.isEmpty()) {
      return List.of(
          new Acceptance.Place(0, new Recipient(null, null, null, null, null, null), true));
    }
    List<Acceptance.Place> places = new ArrayList<>();
    recipients.forEach(one -> places.add(new Acceptance.Place(places.size(), one, false)));
    return places;
  }

  private Outcome confirmed(
      Facts facts, Decision.Message message, Given given, Instant at, Policy policy) {
    Binding binding = Objects.requireNonNull(facts.binding());
    String correction = binding.succession().correction();
    Address.Known known = (Address.Known) facts.address();
    Confirmation confirmation =
        new Confirmation(
            message,
            binding.topic(),
            binding,
            facts.template(),
            correction == null ? null : catalogue.template(correction).orElse(null),
            given.consent(known.person(), facts.recipient().ref(), at),
            given.window(),
            given.predecessor(),
            given.circumstances(binding, known),
            Destination.phone(Objects.requireNonNullElse(known.phone(), "")),
            facts.deadline(),
            facts.recipient().locale(),
            facts.clock(),
            at);
    return Outcomes.of(policy.confirm(confirmation), facts, at, catalogue, prices, given);
  }

  private Policy policy(Given given) {
    UsableTemplates usable =
        accounts.computeIfAbsent(given.json().path("templates"), this::account);
    return new Policy(usable, prices.apply(given.currency()));
  }

  /** An account that has approved everything but what the test says otherwise of. */
  private UsableTemplates account(JsonNode changed) {
    changed
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (catalogue.template(name).isEmpty()) {
                throw new IllegalArgumentException("there is no template " + name);
              }
            });
    InMemoryTemplateStates states = new InMemoryTemplateStates();
    for (Template template : catalogue.templates()) {
      JsonNode said = changed.path(template.name());
      for (String language : template.languages().keySet()) {
        JsonNode word = said.isObject() ? said.path(language) : said;
        states.save(state(template, language, word.asText("approved")));
      }
    }
    UsableTemplates usable = new UsableTemplates(states, false);
    usable.refresh();
    return usable;
  }

  private static TemplateState state(Template template, String language, String word) {
    boolean drifted = word.equals(TestFile.DRIFTED);
    return new TemplateState(
        template.name(),
        language,
        null,
        drifted ? TemplateStatus.APPROVED : TemplateStatus.of(word),
        drifted ? Category.MARKETING : template.category(),
        template.category(),
        null,
        null,
        Instant.EPOCH);
  }
}
