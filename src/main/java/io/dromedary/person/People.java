package io.dromedary.person;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is behind an identifier. All methods take part in the caller's transaction.
 *
 * <p>Two transactions that resolve the same new identifier at once end with the same person: the
 * later one waits for the earlier. To keep them from waiting for each other, a transaction resolves
 * all its identifiers in one call of {@link #resolveAll}, which locks them in one order.
 */
public interface People {

  /** The person behind an identifier; a new one, with a random id, when nobody is known. */
  PersonId resolve(Identifier identifier);

  /**
   * {@link #resolve} for many, in a few round trips. Identifiers of one person by their form (see
   * {@link Identifier#sameAs}) share the answer.
   */
  Map<Identifier, PersonId> resolveAll(Collection<Identifier> identifiers);

  /** The person behind an identifier; empty when nobody is known. Writes nothing. */
  Optional<PersonId> find(Identifier identifier);

  /** {@link #find} for many: only those known are in the answer. */
  Map<Identifier, PersonId> findAll(Collection<Identifier> identifiers);

  /**
   * From now on the identifier means this person, and is the newest of theirs; it means nobody else
   * any more. Linking again changes nothing.
   */
  void link(PersonId person, Identifier identifier);

  /** Everything this person is reached by, the newest first; empty for somebody erased. */
  List<Identifier> identifiers(PersonId person);

  /** {@link #identifiers} for many in one round trip; persons without any are left out. */
  Map<PersonId, List<Identifier>> identifiersOf(Collection<PersonId> persons);

  /** The newest phone number, E.164 with plus; empty when only a user id is known. */
  default Optional<String> phone(PersonId person) {
    return identifiers(person).stream().filter(Identifier::isNumber).findFirst().map(People::e164);
  }

  /** Forgets every identifier of a person; the id then means nobody who could be found. */
  void erase(PersonId person);

  private static String e164(Identifier number) {
    return number.kind() == IdentifierKind.PHONE ? number.value() : "+" + number.value();
  }
}
