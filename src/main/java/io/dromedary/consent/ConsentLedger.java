package io.dromedary.consent;

import io.dromedary.person.PersonId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The record of opt-in and opt-out: entries are only added, and each carries the hash of the one
 * before. All methods take part in the caller's transaction (read committed).
 */
public interface ConsentLedger {

  /**
   * Takes a statement down. Two at once for one person chain one after the other. The same
   * statement again, whatever came between, adds nothing and is answered with the entry that
   * already holds it: a delivery repeated late must not bring back what was withdrawn since.
   *
   * @param now when the hub takes it down
   */
  Recorded append(ConsentStatement statement, Instant now);

  /** What the person allows as last committed; {@link Consent#none()} for an unknown one. */
  Consent current(PersonId person);

  /** {@link #current(PersonId)} for many in one round trip; each person asked for is answered. */
  Map<PersonId, Consent> current(Collection<PersonId> persons);

  /**
   * The same, and until the transaction ends nobody adds an entry for these persons: a withdrawal
   * committed earlier is seen, one that comes later waits. Locks in the order of ids, so that two
   * batches never wait for each other. Persons without any entry are not locked: they allow
   * nothing.
   */
  Map<PersonId, Consent> lock(Collection<PersonId> persons);

  /** All entries in their order. */
  List<ConsentEntry> history(PersonId person);

  /** What was allowed by the entries recorded until then, that instant included. */
  Consent asOf(PersonId person, Instant instant);

  /** Recomputes the chain. */
  Verification verify(PersonId person);

  /** Forgets wording and evidence of all entries; {@link #verify} still succeeds. */
  void erase(PersonId person);
}
