package io.dromedary.notification;

import io.dromedary.person.PersonId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Port: what the ledger holds about one person, for access and erasure. All methods take part in
 * the caller's transaction; none is meant for a hot path.
 */
public interface PersonalRecords {

  /** Every notification of this person, oldest first. */
  List<NotificationRecord> notifications(PersonId person);

  /** Events that may name this person; their bodies tell. */
  List<AcceptedEvent> events(PersonId person);

  /** Keeps this body from now on; the event stays known by its source and id. */
  void rewrite(UUID event, String body);

  /**
   * Changes recipients of large audiences that are still to be decided.
   *
   * @param change from JSON to JSON; the same when there is nothing to change
   */
  void rewriteWaiting(UnaryOperator<String> change);

  /**
   * Cancels what has not left and wipes what is personal; the notifications stay as facts about
   * nobody who could be found. One that is being sent at this instant is sent. Again changes
   * nothing.
   *
   * @param recipientTags keyed hashes of the person's addresses
   */
  void erase(PersonId person, Collection<String> recipientTags, Instant now);
}
