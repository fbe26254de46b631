package io.dromedary.cost;

/**
 * What the month has seen before the message in question; the month begins at 00:00 of its first
 * day in the account's time zone.
 *
 * @param charged charged messages of the same market and category, of the whole portfolio: finds
 *     the volume tier
 * @param allowanceUsed delivered messages of the sending number that count towards the rule's free
 *     allowance
 */
public record Volume(long charged, long allowanceUsed) {

  /** Nobody has counted: the list rate, and nothing left of an allowance. Never too cheap. */
  public static final Volume UNCOUNTED = new Volume(0, Long.MAX_VALUE);

  /** Counted from nothing. */
  public static final Volume NONE = new Volume(0, 0);
}
