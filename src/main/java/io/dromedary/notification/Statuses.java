package io.dromedary.notification;

import java.time.Instant;
import java.util.List;

/**
 * Port: the platform's statuses enter the ledger, in whatever order and however often they come.
 */
public interface Statuses {

  /**
   * Applies updates along the table in {@link State}, in the caller's transaction. Repeats change
   * nothing.
   */
  Applied apply(List<StatusUpdate> updates, Instant now);
}
