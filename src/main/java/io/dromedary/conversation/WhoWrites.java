package io.dromedary.conversation;

import io.dromedary.consent.ConsentLedger;
import io.dromedary.person.Identifier;
import io.dromedary.person.People;
import io.dromedary.person.PersonId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the person behind the identifiers of one message, which all mean the same one: learns those
 * that were not known, joins persons that turn out to be one, and separates somebody who writes
 * from a number that another person has left.
 */
final class WhoWrites {

  private final People people;
  private final ConsentJoin consents;

  WhoWrites(People people, ConsentLedger ledger) {
    this.people = people;
    this.consents = new ConsentJoin(ledger);
  }

  /** Who wrote a message with these identifiers, numbers first. */
  PersonId of(List<Identifier> identifiers, Instant now) {
    Map<Identifier, PersonId> known = people.findAll(identifiers);
    if (known.isEmpty()) {
      return newcomer(people.resolve(identifiers.get(0)), identifiers);
    }
    Set<PersonId> persons = inOrder(identifiers, known);
    PersonId person = persons.iterator().next();
    if (persons.size() == 1 && hasLeft(person, identifiers, known.keySet())) {
      return newcomer(PersonId.random(), identifiers);
    }
    join(person, persons, now);
    link(person, identifiers, known);
    return person;
  }

  /**
   * Who had these identifiers and has those now. The old ones go on meaning the same person, so
   * that events that still carry them arrive.
   */
  PersonId changed(List<Identifier> from, List<Identifier> to, Instant now) {
    PersonId person = of(from, now);
    Map<Identifier, PersonId> known = people.findAll(to);
    // a user id is one human's for ever, a number may come from somebody who gave it up
    join(person, inOrder(to.stream().filter(i -> !i.isNumber()).toList(), known), now);
    List<Identifier> held = people.identifiers(person);
    to.stream()
        .filter(identifier -> held.stream().noneMatch(identifier::sameAs))
        .forEach(identifier -> people.link(person, identifier));
    return person;
  }

  private PersonId newcomer(PersonId person, List<Identifier> identifiers) {
    link(person, identifiers, people.findAll(identifiers));
    return person;
  }

  private void link(
      PersonId person, List<Identifier> identifiers, Map<Identifier, PersonId> known) {
    identifiers.stream()
        .filter(identifier -> !person.equals(known.get(identifier)))
        .forEach(identifier -> people.link(person, identifier));
  }

  /**
   * Whether all that ties the message to the person is a number which that person has changed for
   * another: then somebody else has the number now. A user id of the person proves the opposite.
   */
  private boolean hasLeft(
      PersonId person, List<Identifier> identifiers, Collection<Identifier> known) {
    boolean strangeUserId = identifiers.stream().anyMatch(i -> !i.isNumber() && !known.contains(i));
    Optional<Identifier> newest =
        people.identifiers(person).stream().filter(Identifier::isNumber).findFirst();
    return strangeUserId
        && known.stream().allMatch(Identifier::isNumber)
        && newest.isPresent()
        && known.stream().noneMatch(newest.get()::sameAs);
  }

  /** Everything that meant the others means this person; the own newest number stays the newest. */
  private void join(PersonId person, Set<PersonId> persons, Instant now) {
    for (PersonId other : persons) {
      if (!other.equals(person)) {
        consents.carryOver(other, person, now);
        List<Identifier> own = people.identifiers(person);
        oldestFirst(people.identifiers(other)).forEach(i -> people.link(person, i));
        oldestFirst(own).forEach(i -> people.link(person, i));
      }
    }
  }

  private static List<Identifier> oldestFirst(List<Identifier> newestFirst) {
    List<Identifier> reversed = new ArrayList<>(newestFirst);
    Collections.reverse(reversed);
    return reversed;
  }

  private static Set<PersonId> inOrder(
      List<Identifier> identifiers, Map<Identifier, PersonId> known) {
    Set<PersonId> persons = new LinkedHashSet<>();
    identifiers.stream().filter(known::containsKey).map(known::get).forEach(persons::add);
    persons.forEach(Objects::requireNonNull);
    return persons;
  }
}
