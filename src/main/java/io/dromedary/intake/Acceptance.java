package io.dromedary.intake;

import io.dromedary.event.BusinessEvent;
import io.dromedary.event.Recipient;
import io.dromedary.notification.AcceptedEvent;
import java.util.List;

/**
 * What accepting an event came to.
 *
 * @param fresh whether it is new; {@code false}: the same was accepted before
 * @param recipients to be decided now; empty for a repeat, a retraction and a large audience
 */
public record Acceptance(
    BusinessEvent event, AcceptedEvent accepted, boolean fresh, List<Place> recipients) {

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
