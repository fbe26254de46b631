package io.dromedary.feedback;

import java.util.List;
import java.util.UUID;

/**
 * Port: what is to be handed to other channels. All methods take part in the caller's transaction.
 */
public interface Fallbacks {

  /**
   * The oldest ones, for this hub alone until the transaction ends. One that cannot be read any
   * more, because its person was erased, is dropped.
   */
  List<Fallback> next(int limit);

  /** They are in the queue: their values are no longer needed and are wiped. */
  void done(List<UUID> notifications);
}
