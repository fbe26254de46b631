package io.dromedary.notification;

import java.util.List;
import java.util.UUID;

/**
 * What status updates have changed.
 *
 * @param moved the notifications that are in another state now, with that state
 * @param unmatched updates of messages that the ledger does not know
 */
public record Applied(List<Moved> moved, List<StatusUpdate> unmatched) {

  /** A notification in its new state. */
  public record Moved(UUID notification, State state) {}
}
