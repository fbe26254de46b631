package io.dromedary.dispatch;

import io.dromedary.consent.Consent;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.cost.BudgetState;
import io.dromedary.cost.Destination;
import io.dromedary.cost.Quote;
import io.dromedary.notification.Told;
import io.dromedary.person.PersonId;
import io.dromedary.policy.AllowList;
import io.dromedary.policy.Circumstances;
import io.dromedary.policy.Confirmation;
import io.dromedary.policy.Decision;
import io.dromedary.policy.Facts;
import io.dromedary.policy.Policy;
import io.dromedary.policy.Reach;
import io.dromedary.template.Binding;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Frequency;
import io.dromedary.template.Lane;
import io.dromedary.template.QuietHours;
import io.dromedary.template.Template;
import io.dromedary.window.ServiceWindow;
import io.dromedary.window.Windows;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides again about what has been claimed, in the claim's transaction: with the consents locked,
 * so that a withdrawal committed earlier wins and a later one waits until {@code SENDING} is
 * written.
 */
public final class LastLook {

  private final ConsentLedger consents;
  private final Windows windows;
  private final Told told;
  private final ReachLimit reach;
  private final Charges charges;
  private final Policy policy;
  private final Supplier<Catalogue> catalogue;
  private final Settings settings;

  public LastLook(
      ConsentLedger consents,
      Windows windows,
      Told told,
      ReachLimit reach,
      Charges charges,
      Policy policy,
      Supplier<Catalogue> catalogue,
      Settings settings) {
    this.consents = consents;
    this.windows = windows;
    this.told = told;
    this.reach = reach;
    this.charges = charges;
    this.policy = policy;
    this.catalogue = catalogue;
    this.settings = settings;
  }

  /**
   * What an installation sets.
   *
   * @param sender phone number id of the sending number
   * @param zone for recipients without one
   * @param quietHours of lanes that have any
   */
  public record Settings(
      String sender, ZoneId zone, AllowList allowList, Map<Lane, QuietHours> quietHours) {}

  /**
   * A claimed notification with its last decision.
   *
   * @param template what its message is made from; {@code null}: its file was taken away
   * @param binding as it is now; {@code null}: taken away
   */
  public record Decided(
      Claimed claimed, Decision decision, @Nullable Binding binding, @Nullable Template template) {}

  /** Decides about each, in their order. */
  public List<Decided> decide(List<Claimed> claimed, Instant now) {
    List<PersonId> persons =
        claimed.stream()
            .map(Claimed::person)
            .filter(Objects::nonNull)
            .map(PersonId::new)
            .distinct()
            .toList();
    Map<PersonId, Consent> allowed = consents.lock(persons);
    Map<PersonId, ServiceWindow> open = windows.of(persons, settings.sender());
    Catalogue current = catalogue.get();
    Map<UUID, Integer> counts = counts(claimed, current, now);
    Map<String, List<BudgetState>> budgets = new HashMap<>();
    ReachLimit.Look look = reach.look(persons, now);
    List<Decided> decided = new ArrayList<>();
    Map<Claimed, Quote> leaving = new LinkedHashMap<>();
    for (Claimed one : claimed) {
      PersonId person = one.person() == null ? null : new PersonId(one.person());
      ServiceWindow window =
          person == null ? ServiceWindow.never() : open.getOrDefault(person, ServiceWindow.never());
      Confirmation facts =
          confirmation(
              one,
              current,
              person == null ? Consent.none() : allowed.getOrDefault(person, Consent.none()),
              window,
              counts.getOrDefault(one.id(), 0),
              person == null ? Reach.UNLIMITED : look.of(person),
              budgets.computeIfAbsent(
                  one.source() + " " + one.topic(),
                  key -> charges.states(one.source(), one.topic(), now)),
              now);
      Decision decision = policy.confirm(facts);
      if (decision instanceof Decision.Send send) {
        policy.quote(facts, send.message()).ifPresent(quote -> leaving.put(one, quote));
        if (person != null && !window.isOpenAt(now)) {
          look.count(person);
        }
      }
      decided.add(decided(one, decision, facts.binding(), current));
    }
    look.save();
    Set<UUID> tooDear = charges.reserve(leaving, now);
    return tooDear.isEmpty()
        ? decided
        : decided.stream()
            .map(one -> tooDear.contains(one.claimed().id()) ? tooDear(one) : one)
            .toList();
  }

  /** Others took the rest of the budget since it was read, or messages of this very batch. */
  private static Decided tooDear(Decided one) {
    return new Decided(
        one.claimed(), Policy.budgetExhausted(one.decision(), one.binding()), one.binding(), null);
  }

  private static Decided decided(
      Claimed one, Decision decision, @Nullable Binding binding, Catalogue current) {
    return new Decided(
        one,
        decision,
        binding,
        decision instanceof Decision.Send send
            ? current.template(send.message().template()).orElse(null)
            : null);
  }

  /** The platform says that this person's window is closed, whatever the hub has heard. */
  void windowClosed(UUID person, Instant now) {
    windows.closed(new PersonId(person), settings.sender(), now);
  }

  /** They do not leave after all. */
  void release(Collection<UUID> notifications) {
    charges.release(notifications);
  }

  private Confirmation confirmation(
      Claimed one,
      Catalogue current,
      Consent consent,
      ServiceWindow window,
      int messages,
      Reach admitted,
      List<BudgetState> budgets,
      Instant now) {
    Binding binding = binding(one, current).orElse(null);
    String address = one.payload().to() == null ? one.payload().userId() : one.payload().to();
    String correction = binding == null ? null : binding.succession().correction();
    return new Confirmation(
        new Decision.Message(one.template(), one.language(), one.payload().parameters()),
        String.valueOf(one.topic()),
        binding,
        current.template(binding == null ? one.template() : binding.templateName()).orElse(null),
        correction == null ? null : current.template(correction).orElse(null),
        consent,
        window,
        one.predecessor(),
        new Circumstances(
            address != null && settings.allowList().permits(address),
            settings.quietHours().getOrDefault(Lane.values()[one.lane()], QuietHours.NONE),
            messages,
            null,
            admitted,
            budgets),
        Destination.phone(Objects.requireNonNullElse(one.payload().to(), "")),
        one.deadline(),
        one.payload().locale(),
        Facts.clock(one.payload().zone(), settings.zone()),
        now);
  }

  private static Optional<Binding> binding(Claimed one, Catalogue current) {
    return one.binding() == null ? Optional.empty() : current.binding(one.binding());
  }

  /** Messages of the topic in the binding's period, for what has a greatest number. */
  private Map<UUID, Integer> counts(List<Claimed> claimed, Catalogue current, Instant now) {
    Map<UUID, Integer> counts = new HashMap<>();
    Map<Binding, List<Claimed>> limited =
        claimed.stream()
            .filter(one -> one.person() != null)
            .filter(one -> binding(one, current).filter(b -> b.frequency() != null).isPresent())
            .collect(Collectors.groupingBy(one -> binding(one, current).orElseThrow()));
    limited.forEach(
        (binding, those) -> {
          Frequency frequency = Objects.requireNonNull(binding.frequency());
          Map<UUID, Integer> messages =
              told.messages(
                  those.stream().map(Claimed::person).filter(Objects::nonNull).distinct().toList(),
                  binding.topic(),
                  now.minus(frequency.per()));
          // of several in one batch the second counts the first
          Map<UUID, Integer> inBatch = new HashMap<>();
          for (Claimed one : those) {
            UUID person = Objects.requireNonNull(one.person());
            int before = inBatch.merge(person, 1, Integer::sum) - 1;
            counts.put(one.id(), messages.getOrDefault(person, 0) + before);
          }
        });
    return counts;
  }
}
