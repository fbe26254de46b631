package io.dromedary.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.consent.ConsentState;
import io.dromedary.consent.Statements;
import io.dromedary.consent.jdbc.JdbcConsentLedger;
import io.dromedary.cost.Budgets;
import io.dromedary.cost.DeliveredPrices;
import io.dromedary.cost.jdbc.JdbcSpending;
import io.dromedary.dispatch.jdbc.JdbcPairLimit;
import io.dromedary.dispatch.jdbc.JdbcSendLimit;
import io.dromedary.event.BusinessEvent;
import io.dromedary.event.EventSchemas;
import io.dromedary.intake.Acceptance;
import io.dromedary.intake.DryRun;
import io.dromedary.intake.Entries;
import io.dromedary.intake.Gathering;
import io.dromedary.intake.Intake;
import io.dromedary.intake.Recorder;
import io.dromedary.jdbc.Transactions;
import io.dromedary.notification.LedgerWorld;
import io.dromedary.notification.NewNotification;
import io.dromedary.notification.Told;
import io.dromedary.notification.jdbc.JdbcTold;
import io.dromedary.person.Audience;
import io.dromedary.person.Audiences;
import io.dromedary.person.Identifier;
import io.dromedary.person.Member;
import io.dromedary.person.People;
import io.dromedary.person.PersonId;
import io.dromedary.person.jdbc.JdbcAudiences;
import io.dromedary.person.jdbc.JdbcPeople;
import io.dromedary.policy.AllowList;
import io.dromedary.policy.Decision;
import io.dromedary.policy.Facts;
import io.dromedary.policy.Policy;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Category;
import io.dromedary.template.Fixtures;
import io.dromedary.template.InMemoryTemplateStates;
import io.dromedary.template.Lane;
import io.dromedary.template.QuietHours;
import io.dromedary.template.TemplateState;
import io.dromedary.template.TemplateStatus;
import io.dromedary.template.UsableTemplates;
import io.dromedary.testing.Vaults;
import io.dromedary.window.Windows;
import io.dromedary.window.jdbc.JdbcWindows;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** The hub from an event to the request, over one database, with a clock that is set by hand. */
public final class HubWorld {

  public static final Instant NOW = LedgerWorld.NOW;
  public static final Duration LEASE = Duration.ofSeconds(60);
  public static final Duration TOTAL = Duration.ofSeconds(20);
  public static final Duration PATIENCE = Duration.ofSeconds(120);
  public static final Duration HOLD = Duration.ofSeconds(15);
  public static final int ATTEMPTS = 4;
  public static final int BATCH = 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  public final DataSource dataSource;
  public final LedgerWorld store;
  public final ConsentLedger consents;
  public final Audiences audiences;
  public final People people;
  public final InMemoryTemplateStates states = new InMemoryTemplateStates();
  public final UsableTemplates templates = new UsableTemplates(states, false);
  public final Policy policy = new Policy(templates, DeliveredPrices.euros());
  public final Intake intake;
  public final Transactions transactions;
  public final Windows windows;
  public final Told told;
  public Budgets budgets = new Budgets(List.of(), ZoneOffset.UTC);
  public ReachLimit reach = ReachLimit.UNLIMITED;
  public Catalogue catalogue = Fixtures.catalogue();
  public Instant now = NOW;

  /** Wide enough to be no limit; a test of the limit sets others. */
  public Duration pairInterval = Duration.ofNanos(1000);

  public int pairBurst = 10_000;

  private final AllowList allowList;
  private final Map<Lane, QuietHours> quietHours;
  private final Gathering gathering;
  private final Recorder recorder;
  private final Entries entries = new Entries(LedgerWorld.SENDER);

  public HubWorld(DataSource dataSource) {
    this(dataSource, AllowList.EVERYBODY, Map.of());
  }

  public HubWorld(DataSource dataSource, AllowList allowList, Map<Lane, QuietHours> quietHours) {
    this.dataSource = dataSource;
    this.allowList = allowList;
    this.quietHours = quietHours;
    store = new LedgerWorld(dataSource);
    var jdbc = store.database.jdbc();
    consents = new JdbcConsentLedger(jdbc, Vaults.vault());
    audiences = new JdbcAudiences(jdbc, Vaults.vault());
    people = new JdbcPeople(jdbc, Vaults.vault());
    windows = new JdbcWindows(jdbc);
    told = new JdbcTold(jdbc);
    transactions =
        new Transactions() {
          @Override
          public <T> T call(Supplier<T> work) {
            return store.tx(work);
          }
        };
    EventSchemas schemas = EventSchemas.load(Path.of("templates/events"));
    intake =
        new Intake(
            () -> schemas, () -> "snapshot", store.ledger, audiences, Vaults.vault(), clock());
    gathering =
        new Gathering(
            people,
            consents,
            windows,
            told,
            () -> catalogue,
            Vaults.vault(),
            clock(),
            new Gathering.Settings(
                "DE", ZoneId.of("Europe/Berlin"), LedgerWorld.SENDER, allowList, quietHours));
    recorder = new Recorder(store.ledger, clock());
    template("flight_gate_changed", TemplateStatus.APPROVED, Category.UTILITY);
    template("one_time_code", TemplateStatus.APPROVED, Category.AUTHENTICATION);
  }

  public Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  public Charges charges() {
    return new Charges(DeliveredPrices.euros(), budgets, new JdbcSpending(store.database.jdbc()));
  }

  public Dispatcher dispatcher() {
    return dispatcher(transactions);
  }

  public Dispatcher dispatcher(Transactions transactions) {
    return new Dispatcher(
        store.outbox,
        new JdbcSendLimit(store.database.jdbc(), 1000, 1000),
        new JdbcPairLimit(store.database.jdbc(), pairInterval, pairBurst),
        new LastLook(
            consents,
            windows,
            told,
            reach,
            charges(),
            policy,
            () -> catalogue,
            new LastLook.Settings(
                LedgerWorld.SENDER, ZoneId.of("Europe/Berlin"), allowList, quietHours)),
        transactions,
        clock(),
        new DispatchSettings(
            "hub", LedgerWorld.SENDER, 50, BATCH, LEASE, TOTAL, PATIENCE, HOLD, ATTEMPTS));
  }

  public void template(String name, TemplateStatus status, Category category) {
    for (String language : List.of("en", "de")) {
      states.save(
          new TemplateState(
              name,
              language,
              "1",
              status,
              category,
              name.equals("one_time_code") ? Category.AUTHENTICATION : Category.UTILITY,
              null,
              null,
              NOW));
    }
    templates.refresh();
  }

  /** The person with this number agrees to everything. */
  public PersonId agreed(String phone) {
    return store.tx(
        () -> {
          PersonId person = people.resolve(Identifier.phone(phone));
          consents.append(Statements.granted(person, "*"), now);
          return person;
        });
  }

  /** About all topics, at that time. */
  public void said(PersonId person, ConsentState state, Instant at) {
    store.run(() -> says(person, state, at));
  }

  /** The same, in the caller's transaction. */
  public void says(PersonId person, ConsentState state, Instant at) {
    consents.append(Statements.said(person, state, at, "*"), at);
  }

  public void withdrew(PersonId person) {
    store.run(() -> consents.append(Statements.withdrawn(person, "*"), now));
  }

  public void members(String flight, String... phones) {
    List<Member> members =
        IntStream.range(0, phones.length)
            .mapToObj(
                i ->
                    new Member(
                        "PAX-%04d".formatted(i),
                        phones[i],
                        "Ada",
                        "en",
                        null,
                        JSON.createObjectNode()))
            .toList();
    store.run(() -> audiences.replace(new Audience("flight", flight), members, null));
  }

  /** What would become of events. */
  public DryRun dryRun() {
    return new DryRun(intake, gathering, policy, entries, recorder);
  }

  /** As the intake route does it; one transaction. */
  public Accepted accept(String event) {
    return accept(intake.read(json(event)));
  }

  public Accepted accept(BusinessEvent event) {
    return store.tx(
        () -> {
          Acceptance acceptance = intake.accept(event).orRefusal();
          return new Accepted(
              acceptance, acceptance.isToBeDecided() ? decide(acceptance) : List.of());
        });
  }

  /** Several events in one transaction, as the queue's route does it; those that are new. */
  public List<NewNotification> acceptAll(List<String> events) {
    List<BusinessEvent> read = events.stream().map(event -> intake.read(json(event))).toList();
    return store.tx(() -> decide(gathering.gather(intake.acceptAll(read))));
  }

  /** What accepting an event came to. */
  public record Accepted(Acceptance acceptance, List<NewNotification> written) {}

  public List<NewNotification> decide(Acceptance acceptance) {
    return decide(gathering.gather(acceptance));
  }

  private List<NewNotification> decide(List<Facts> all) {
    List<NewNotification> decided = new ArrayList<>();
    for (Facts facts : all) {
      Decision decision = policy.decide(facts);
      decided.add(
          switch (decision.outcome()) {
            case "send" -> entries.queued(facts, decision);
            case "schedule" -> entries.scheduled(facts, decision);
            case "collapse" -> entries.collapsed(facts, decision);
            case "fall-back" -> entries.fallenBack(facts, decision);
            case "hold" -> entries.held(facts, decision);
            default -> entries.suppressed(facts, decision);
          });
    }
    return recorder.record(decided);
  }

  /** One chunk of a large audience; whether there was one. */
  public boolean chunk() {
    return store.tx(
        () ->
            intake
                .nextChunk()
                .map(
                    acceptance -> {
                      decide(acceptance);
                      return true;
                    })
                .orElse(false));
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** A gate change, told to whom {@code recipients} names. */
  public static String gateChange(String id, String recipients) {
    return """
    {"specversion":"1.0","id":"%s","source":"/airline/ops","type":"flight.gate-changed",
     "subject":"LH438/2026-11-20","time":"2026-11-20T08:59:00Z","datacontenttype":"application/json",
     "data":{"flight":"LH438","date":"2026-11-20","gate":"B22","departsAt":"2026-11-20T11:00:00Z",%s}}
    """
        .formatted(id, recipients);
  }

  public static String recipient(String phone) {
    return "\"recipient\":{\"phone\":\""
        + phone
        + "\",\"name\":\"Ada Lovelace\",\"ref\":\"PAX-1\"}";
  }
}
