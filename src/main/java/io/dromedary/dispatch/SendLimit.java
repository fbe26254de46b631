package io.dromedary.dispatch;

import java.time.Instant;

/**
 * Permits of a sending number, shared by all hubs through the database. Each call takes part in the
 * caller's transaction and holds the number's row until its end.
 */
public interface SendLimit {

  /**
   * Takes up to {@code wanted} permits of {@code sender}. Each permit moves the instant at which
   * the next one is free by one interval, so that no more than the rate is issued on average and no
   * more than the burst at once.
   */
  Permits take(String sender, int wanted, Instant now);

  /** Gives back permits of {@link #take} that were not used, in the same transaction. */
  void giveBack(String sender, int unused, Instant now);

  /**
   * The platform said that the number sends too fast: from now on half as fast, and nothing before
   * an instant. The rate grows back by a hundredth of the full one each second. What is told within
   * a second counts once.
   */
  void slowDown(String sender, Instant until, Instant now);

  /**
   * Permits of one claim.
   *
   * @param all how many messages may leave
   * @param others how many of them may be of another lane than the urgent one, for which a part of
   *     the burst is kept
   */
  record Permits(int all, int others) {

    /** None is free. */
    public static final Permits NONE = new Permits(0, 0);
  }
}
