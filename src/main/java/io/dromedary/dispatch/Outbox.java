package io.dromedary.dispatch;

import io.dromedary.notification.State;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent. All methods take part in the caller's transaction; any number of hubs may
 * call them at once.
 */
public interface Outbox {

  /** Whether something of this number is ready; asks for no lock. */
  boolean anyReady(String sender);

  /**
   * Leases ready notifications of a number, most urgent lane first, inside a lane one-time
   * passwords first, then the earliest deadline. What another hub holds is skipped. What has become
   * superseded, or of which other news came while it was queued, is ended here; what cannot be read
   * any more is left to a person.
   *
   * @param permits how many at most
   */
  List<Claimed> claim(
      String sender, SendLimit.Permits permits, String owner, Instant now, Instant leaseUntil);

  /**
   * The requests are about to leave: writes {@code SENDING} with the last decision, and counts the
   * attempt.
   *
   * @return those that may leave; of the others, news came a moment ago
   */
  Set<UUID> sending(List<Leaving> leaving, Instant now);

  /** Not now: back to waiting until an instant. */
  void postpone(UUID notification, Instant dueAt, @Nullable String reason, Instant now);

  /**
   * It will not be sent.
   *
   * @param decision the last decision, as JSON; kept beside the one before
   */
  void end(UUID notification, State state, String reason, String decision, Instant now);

  /**
   * It will not be sent on WhatsApp; another channel tells it.
   *
   * @param decision the last decision, as JSON; kept beside the one before
   */
  void fallBack(UUID notification, String channel, String reason, String decision, Instant now);

  /**
   * Writes what became of requests. Ones that a webhook has already settled are left alone, and so
   * is an attempt of which the settlement does not speak; but what the platform took has gone.
   */
  void settle(List<Settlement> settlements, Instant now);

  /** Makes ready what is due. */
  int promote(Instant now, int limit);

  /**
   * Finds leases that ran out while sending: nobody knows whether those messages went.
   *
   * @param waitUntil when the binding's rule decides, unless a status has come before
   */
  List<UUID> expireLeases(Instant now, Instant waitUntil, int limit);

  /** Unknown ones whose time to wait for a status is over, with their binding's rule. */
  List<Overdue> overdueUnknown(Instant now, int limit);

  /**
   * Ends what the platform took and did not deliver in its time to live, and hands to the other
   * channel what that is to tell because it has not arrived, or not been read. A later status still
   * wins.
   */
  void undelivered(Instant now, int limit);

  /** Queues an unknown one again: a repeat that was decided and is recorded. */
  void resend(UUID notification, Instant now);

  /**
   * Queues again what this hub has claimed without learning that it had: the commit was not
   * answered, so no request has left.
   *
   * @param owner this process
   * @param known what it does know to be sending, or to have sent: left alone
   */
  void release(String owner, Set<UUID> known, Instant now);

  /** Leaves an unknown one to a person, with the reason why it is not resent. */
  void hold(UUID notification, String reason, Instant now);

  /**
   * A request that is about to leave.
   *
   * @param template the template that it is sent by, or that a session message stands for
   * @param form {@code template} or {@code session}
   * @param decision the decision a moment ago, as JSON
   * @param delivery what is to happen when it does not arrive
   */
  record Leaving(
      UUID notification,
      String template,
      String language,
      String form,
      String decision,
      Delivery delivery) {}

  /**
   * An unknown notification that no status has settled in time.
   *
   * @param onUnknown the binding's rule
   * @param resends how often it has been resent
   * @param outdated whether newer news of its subject is known, so that it is not worth repeating
   */
  record Overdue(UUID notification, @Nullable String onUnknown, int resends, boolean outdated) {}
}
