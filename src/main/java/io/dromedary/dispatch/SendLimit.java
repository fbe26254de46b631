package io.dromedary.dispatch;

import java.time.Instant;

/** Permits of a sending number, shared by all hubs through the database. */
public interface SendLimit {

  /**
   * Takes up to {@code wanted} permits of {@code sender}. Each permit moves the instant at which
   * the next one is free by one interval, so that no more than the rate is issued on average and no
   * more than the burst at once.
   *
   * @return how many were taken; 0 when none is free
   */
  int take(String sender, int wanted, Instant now);

  /** Gives back permits of {@link #take} that were not used, in the same transaction. */
  void giveBack(String sender, int unused, Instant now);
}
