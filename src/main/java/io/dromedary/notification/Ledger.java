package io.dromedary.notification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one truth about events and notifications. Writing methods take part in the caller's
 * transaction.
 */
public interface Ledger {

  /**
   * Stores an event unless one with this key is there.
   *
   * @return whether it was stored; {@code false} waits for a concurrent insert of the same key to
   *     commit, so that {@link #event} then finds it
   */
  boolean insert(AcceptedEvent event);

  /**
   * The same for several events, in the order of their keys, so that two transactions with the same
   * events do not wait for each other.
   *
   * @return the keys of those that were stored
   */
  Set<UUID> insertAll(List<AcceptedEvent> events);

  /** The event with this key. */
  Optional<AcceptedEvent> event(UUID key);

  /** Adds recipients to an event's total. */
  void addRecipients(UUID event, int recipients);

  /** Counts recipients as decided. */
  void decided(UUID event, int recipients);

  /**
   * Writes notifications with their first history entry and, unless final, their outbox row. One
   * that is already there is left as it is.
   *
   * @return how many were written
   */
  int append(List<NewNotification> notifications, Instant now);

  /** The first notifications of an event, in recipient order. */
  List<NotificationRecord> ofEvent(UUID event, int limit);

  /** One notification. */
  Optional<NotificationRecord> find(UUID id);

  /** Its steps, oldest first. */
  List<HistoryEntry> history(UUID id);

  /**
   * A page of notifications, newest first.
   *
   * @param cursor from the previous page; {@code null} for the first
   */
  NotificationPage page(NotificationQuery query, @Nullable String cursor, int limit);

  /**
   * Cancels what has not left.
   *
   * @return the state that it is in now; {@code CANCELLED} when the call cancelled it
   */
  Optional<State> cancel(UUID id, Instant now, String detail);

  /** Puts a failed or dead notification back into the queue; {@code false} when it is not one. */
  boolean retry(UUID id, Instant now);

  /** Settles an unknown notification by a person's word; {@code false} when it is not unknown. */
  boolean resolve(UUID id, Resolution resolution, Instant now);

  /**
   * Cancels the unsent notifications of a subject, because its source took the news back.
   *
   * @return how many were cancelled
   */
  int retract(String source, String type, String subject, Instant now);

  /**
   * Whether the source has taken this event's news back since it was accepted; asked after {@link
   * #decided}, which a concurrent {@link #retract} of the same subject waits for.
   */
  boolean retracted(AcceptedEvent event);

  /**
   * Marks as superseded what is unsent and older than one of {@code newer} within the same source,
   * subject, person and key. Older by sequence when both have one, else by time; a tie never. They
   * are not compared with each other.
   *
   * @param newer each with a person, a subject and a key
   * @return the ids of those that are themselves older than one that is already known
   */
  Set<UUID> supersede(List<NewNotification> newer, Instant now);

  /** Which {@link #supersede} would find older than one that is known; changes nothing. */
  Set<UUID> outdated(List<NewNotification> newer);

  /** Keeps recipients of a large audience that are still to be decided. */
  void fanOut(UUID event, int firstPosition, List<String> recipients);

  /** Announces a large audience as complete, ready to be worked on. */
  void fanOutReady(UUID event);

  /**
   * An event whose audience is not all decided, which nobody else gets until the transaction ends.
   * By lot: a large audience holds up no small one, and one that fails none of the others.
   *
   * @return empty when there is none that is free
   */
  Optional<UUID> nextFanOut();

  /** The next undecided recipients of such an event, by position. */
  List<Pending> pending(UUID event, int limit);

  /** Takes decided recipients off the list; ends the work when none is left. */
  void done(UUID event, List<Integer> positions);

  /**
   * A recipient still to be decided.
   *
   * @param position the place in the event
   * @param recipient JSON, in clear
   */
  record Pending(int position, String recipient) {}
}
