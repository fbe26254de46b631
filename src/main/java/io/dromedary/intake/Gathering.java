package io.dromedary.intake;

import io.dromedary.consent.Consent;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.event.BusinessEvent;
import io.dromedary.notification.Told;
import io.dromedary.person.Identifier;
import io.dromedary.person.People;
import io.dromedary.person.PersonId;
import io.dromedary.policy.Address;
import io.dromedary.policy.AllowList;
import io.dromedary.policy.Circumstances;
import io.dromedary.policy.Facts;
import io.dromedary.policy.Reach;
import io.dromedary.template.Binding;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Frequency;
import io.dromedary.template.Lane;
import io.dromedary.template.QuietHours;
import io.dromedary.template.Template;
import io.dromedary.vault.Vault;
import io.dromedary.window.ServiceWindow;
import io.dromedary.window.Windows;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The content enricher: finds out who the recipients are, what they have agreed to and what covers
 * the event, in a few round trips for all of them.
 */
public final class Gathering {

  /** Purpose of the keyed hash by which notifications are found for an address. */
  public static final String ADDRESS = "address";

  private final People people;
  private final ConsentLedger consents;
  private final Windows windows;
  private final Told told;
  private final Supplier<Catalogue> catalogue;
  private final Vault vault;
  private final Clock clock;
  private final Settings settings;

  public Gathering(
      People people,
      ConsentLedger consents,
      Windows windows,
      Told told,
      Supplier<Catalogue> catalogue,
      Vault vault,
      Clock clock,
      Settings settings) {
    this.people = people;
    this.consents = consents;
    this.windows = windows;
    this.told = told;
    this.catalogue = catalogue;
    this.vault = vault;
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * What an installation sets.
   *
   * @param region ISO 3166 country of local phone numbers; {@code null}: local numbers are invalid
   * @param zone for recipients and values without one
   * @param sender phone number id of the sending business number
   * @param allowList who may be written to in the trial mode
   * @param quietHours of lanes that have any
   */
  public record Settings(
      @Nullable String region,
      ZoneId zone,
      String sender,
      AllowList allowList,
      Map<Lane, QuietHours> quietHours) {}

  /** The facts for every recipient and every binding that covers the event; at least one each. */
  public List<Facts> gather(Acceptance acceptance) {
    return gather(List.of(acceptance), false);
  }

  /** The same for several events, one after the other. */
  public List<Facts> gather(List<Acceptance> acceptances) {
    return gather(acceptances, false);
  }

  /**
   * The same without a trace: nobody is made known and nothing is locked. Somebody who is not known
   * yet has agreed to nothing.
   */
  public List<Facts> rehearse(Acceptance acceptance) {
    return gather(List.of(acceptance), true);
  }

  private List<Facts> gather(List<Acceptance> acceptances, boolean rehearsal) {
    Instant now = clock.instant();
    Catalogue current = catalogue.get();
    List<Covered> all = acceptances.stream().map(one -> covered(one, current)).toList();
    List<Identifier> identifiers =
        all.stream().flatMap(one -> one.identifiers().stream()).distinct().toList();
    Map<Identifier, PersonId> persons =
        rehearsal ? knownOrNew(identifiers) : people.resolveAll(identifiers);
    Map<PersonId, Consent> allowed = consents(all, persons, rehearsal);
    Map<PersonId, ServiceWindow> open = windows.of(persons.values(), settings.sender());
    List<Facts> facts = new ArrayList<>();
    all.forEach(one -> facts.addAll(facts(one, current, persons, allowed, open, now)));
    return facts;
  }

  private Covered covered(Acceptance acceptance, Catalogue current) {
    BusinessEvent event = acceptance.event();
    Map<Acceptance.Place, Object> found = new HashMap<>();
    acceptance
        .recipients()
        .forEach(place -> found.put(place, Addresses.find(place, event, settings.region())));
    return new Covered(
        acceptance,
        current.bindings(event.type()).stream()
            .filter(binding -> binding.matches(event.json()))
            .toList(),
        found);
  }

  /**
   * An event with the bindings that cover it.
   *
   * @param found for each recipient what {@link Addresses#find} found
   */
  private record Covered(
      Acceptance acceptance, List<Binding> bindings, Map<Acceptance.Place, Object> found) {

    List<Identifier> identifiers() {
      return found.values().stream()
          .filter(Identifier.class::isInstance)
          .map(Identifier.class::cast)
          .toList();
    }

    List<PersonId> persons(Map<Identifier, PersonId> resolved) {
      return identifiers().stream().map(resolved::get).filter(Objects::nonNull).distinct().toList();
    }

    boolean supersedes() {
      return bindings.stream().anyMatch(binding -> binding.supersede() != null);
    }
  }

  /**
   * Where news replaces news, two events of one person must not be decided at the same time: then
   * what they have agreed to is locked.
   */
  private Map<PersonId, Consent> consents(
      List<Covered> all, Map<Identifier, PersonId> persons, boolean rehearsal) {
    Set<PersonId> locked = new HashSet<>();
    if (!rehearsal) {
      all.stream().filter(Covered::supersedes).forEach(one -> locked.addAll(one.persons(persons)));
    }
    Set<PersonId> others = new HashSet<>(persons.values());
    others.removeAll(locked);
    Map<PersonId, Consent> allowed = new HashMap<>(consents.lock(locked));
    allowed.putAll(consents.current(others));
    return allowed;
  }

  private List<Facts> facts(
      Covered covered,
      Catalogue current,
      Map<Identifier, PersonId> persons,
      Map<PersonId, Consent> allowed,
      Map<PersonId, ServiceWindow> open,
      Instant now) {
    Acceptance acceptance = covered.acceptance();
    BusinessEvent event = acceptance.event();
    List<PersonId> all = covered.persons(persons);
    Map<Binding, Before> before = new HashMap<>();
    covered.bindings().forEach(binding -> before.put(binding, before(binding, event, all, now)));
    List<Facts> facts = new ArrayList<>();
    for (Acceptance.Place place : acceptance.recipients()) {
      Address address = address(covered.found().get(place), persons);
      Consent consent = Consent.none();
      ServiceWindow window = ServiceWindow.never();
      if (address instanceof Address.Known known) {
        consent = allowed.getOrDefault(known.person(), consent);
        window = open.getOrDefault(known.person(), window);
      }
      for (Optional<Binding> binding : orNone(covered.bindings())) {
        Binding one = binding.orElse(null);
        Template template = one == null ? null : current.template(one.templateName()).orElse(null);
        facts.add(
            new Facts(
                event,
                place.position(),
                place.recipient(),
                address,
                one,
                template,
                consent,
                window,
                acceptance.accepted().acceptedAt(),
                now,
                settings.zone(),
                one == null
                    ? Circumstances.NONE
                    : circumstances(one, address, before.getOrDefault(one, Before.NOTHING))));
      }
    }
    return facts;
  }

  /** Who is known, and ids that are kept nowhere for the others. */
  private Map<Identifier, PersonId> knownOrNew(List<Identifier> identifiers) {
    Map<Identifier, PersonId> persons = new HashMap<>(people.findAll(identifiers));
    Map<String, PersonId> strangers = new HashMap<>();
    for (Identifier identifier : identifiers) {
      persons.computeIfAbsent(
          identifier,
          unknown -> strangers.computeIfAbsent(unknown.canonical(), form -> PersonId.random()));
    }
    return persons;
  }

  /** What the event's people were told before, as far as a binding asks for it. */
  private Before before(
      Binding binding, BusinessEvent event, Collection<PersonId> persons, Instant now) {
    List<UUID> ids = persons.stream().map(PersonId::value).distinct().toList();
    Frequency frequency = binding.frequency();
    String supersede = binding.supersede();
    String subject = event.subject();
    return new Before(
        frequency == null
            ? Map.of()
            : told.messages(ids, binding.topic(), now.minus(frequency.per())),
        binding.succession().collapse() == null || supersede == null || subject == null
            ? Map.of()
            : told.last(ids, event.source(), subject, supersede));
  }

  private record Before(Map<UUID, Integer> messages, Map<UUID, Instant> last) {
    static final Before NOTHING = new Before(Map.of(), Map.of());
  }

  private Circumstances circumstances(Binding binding, Address address, Before before) {
    if (!(address instanceof Address.Known known)) {
      return Circumstances.NONE;
    }
    UUID person = known.person().value();
    String to = known.phone() == null ? known.userId() : known.phone();
    return new Circumstances(
        to != null && settings.allowList().permits(to),
        settings.quietHours().getOrDefault(binding.lane(), QuietHours.NONE),
        before.messages().getOrDefault(person, 0),
        before.last().get(person),
        Reach.UNLIMITED,
        List.of());
  }

  private static List<Optional<Binding>> orNone(List<Binding> bindings) {
    return bindings.isEmpty()
        ? List.of(Optional.empty())
        : bindings.stream().map(Optional::of).toList();
  }

  private Address address(@Nullable Object found, Map<Identifier, PersonId> persons) {
    if (found instanceof Identifier identifier) {
      PersonId person = persons.get(identifier);
      if (person != null) {
        return Addresses.known(identifier, person, vault.tag(ADDRESS, identifier.canonical()));
      }
    }
    return found instanceof Address address ? address : new Address.Unknown("no recipient");
  }
}
