package io.dromedary.dispatch;

import java.util.Collection;

/** Port: raw messages of the platform that are kept, by whom they name. */
public interface KeptMessages {

  /** How many kept webhooks and statuses name one of these numbers (digits) or user ids. */
  int naming(Collection<String> identifiers);

  /**
   * Deletes them, except webhooks that are still to be worked off; what they told of other persons
   * has been applied.
   */
  void forget(Collection<String> identifiers);
}
