package io.dromedary.intake;

import io.dromedary.consent.Consent;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.event.AudienceRef;
import io.dromedary.event.BusinessEvent;
import io.dromedary.event.Recipient;
import io.dromedary.person.Identifier;
import io.dromedary.person.ParsedNumber;
import io.dromedary.person.People;
import io.dromedary.person.PersonId;
import io.dromedary.person.PhoneNumbers;
import io.dromedary.policy.Address;
import io.dromedary.policy.Facts;
import io.dromedary.template.Binding;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Template;
import io.dromedary.vault.Vault;
import io.dromedary.window.ServiceWindow;
import io.dromedary.window.Windows;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Supplier<Catalogue> catalogue;
  private final Vault vault;
  private final Clock clock;
  private final Settings settings;

  public Gathering(
      People people,
      ConsentLedger consents,
      Windows windows,
      Supplier<Catalogue> catalogue,
      Vault vault,
      Clock clock,
      Settings settings) {
    this.people = people;
    this.consents = consents;
    this.windows = windows;
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
   */
  public record Settings(@Nullable String region, ZoneId zone, String sender) {}

  /** The facts for every recipient and every binding that covers the event; at least one each. */
  public List<Facts> gather(Acceptance acceptance) {
    BusinessEvent event = acceptance.event();
    Instant now = clock.instant();
    Catalogue current = catalogue.get();
    List<Binding> bindings =
        current.bindings(event.type()).stream()
            .filter(binding -> binding.matches(event.json()))
            .toList();
    Map<Acceptance.Place, Object> found = new HashMap<>();
    acceptance.recipients().forEach(place -> found.put(place, find(place, event)));
    Map<Identifier, PersonId> persons =
        people.resolveAll(
            found.values().stream()
                .filter(Identifier.class::isInstance)
                .map(Identifier.class::cast)
                .distinct()
                .toList());
    // where news replaces news, two events of one person must not be decided at the same time
    boolean superseding = bindings.stream().anyMatch(binding -> binding.supersede() != null);
    Map<PersonId, Consent> allowed =
        superseding ? consents.lock(persons.values()) : consents.current(persons.values());
    Map<PersonId, ServiceWindow> open = windows.of(persons.values(), settings.sender());
    List<Facts> facts = new ArrayList<>();
    for (Acceptance.Place place : acceptance.recipients()) {
      Address address = address(found.get(place), persons);
      Consent consent = Consent.none();
      ServiceWindow window = ServiceWindow.never();
      if (address instanceof Address.Known known) {
        consent = allowed.getOrDefault(known.person(), consent);
        window = open.getOrDefault(known.person(), window);
      }
      for (Optional<Binding> binding : orNone(bindings)) {
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
                settings.zone()));
      }
    }
    return facts;
  }

  private static List<Optional<Binding>> orNone(List<Binding> bindings) {
    return bindings.isEmpty()
        ? List.of(Optional.empty())
        : bindings.stream().map(Optional::of).toList();
  }

  /** An {@link Identifier}, or an {@link Address} that says why there is none. */
  private Object find(Acceptance.Place place, BusinessEvent event) {
    Recipient recipient = place.recipient();
    AudienceRef audience = event.audience();
    if (place.nobody()) {
      return new Address.Unknown(
          audience == null ? "no recipient" : audience.kind() + " " + audience.key());
    }
    if (recipient.phone() != null) {
      ParsedNumber number = PhoneNumbers.parse(recipient.phone(), settings.region());
      return number instanceof ParsedNumber.Valid valid
          ? valid.identifier()
          : new Address.Invalid(((ParsedNumber.Invalid) number).reason());
    }
    if (recipient.userId() != null) {
      Optional<Identifier> identifier = Identifier.classify(recipient.userId());
      return identifier.isPresent()
          ? identifier.get()
          : new Address.Invalid("is no business-scoped user id");
    }
    return new Address.Unknown("no phone number and no user id");
  }

  private Address address(@Nullable Object found, Map<Identifier, PersonId> persons) {
    if (found instanceof Identifier identifier) {
      PersonId person = persons.get(identifier);
      if (person != null) {
        String tag = vault.tag(ADDRESS, identifier.canonical());
        return identifier.isNumber()
            ? new Address.Known(person, "+" + identifier.value().replace("+", ""), null, tag)
            : new Address.Known(person, null, identifier.value(), tag);
      }
    }
    return found instanceof Address address ? address : new Address.Unknown("no recipient");
  }
}
