package io.dromedary.intake;

import io.dromedary.event.BusinessEvent;
import io.dromedary.event.Recipient;
import io.dromedary.notification.AcceptedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What accepting an event came to.
 *
 * @param fresh whether it is new; {@code false}: the same was accepted before
 * @param recipients to be decided now; empty for a repeat, a retraction and a large audience
 * @param refusal an {@link EventConflict} or {@link EventRejected} when it is not accepted and
 *     nothing was written; not thrown, since it need not roll back what the caller's transaction
 *     has done before
 */
public record Acceptance(
    BusinessEvent event,
    AcceptedEvent accepted,
    boolean fresh,
    List<Place> recipients,
    @Nullable RuntimeException refusal) {

  static Acceptance of(
      BusinessEvent event, AcceptedEvent accepted, boolean fresh, List<Place> recipients) {
    return new Acceptance(event, accepted, fresh, recipients, null);
  }

  static Acceptance refused(BusinessEvent event, AcceptedEvent before, RuntimeException refusal) {
    return new Acceptance(event, before, false, List.of(), refusal);
  }

  /** Throws the refusal, if it is one. */
  public Acceptance orRefusal() {
    if (refusal != null) {
      throw refusal;
    }
    return this;
  }

  /** Whether there are recipients to be decided in this transaction. */
  public boolean isToBeDecided() {
    return fresh && !recipients.isEmpty();
  }

  /**
   * A recipient and its place in the event.
   *
   * @param position from 0
   * @param nobody whether the business key has nobody behind it
   */
  public record Place(int position, Recipient recipient, boolean nobody) {}
}
