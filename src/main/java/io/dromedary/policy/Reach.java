package io.dromedary.policy;

/**
 * How many different people the portfolio may still write to outside open windows, per rolling 24
 * hours (the messaging limit's tier).
 *
 * @param limit people in 24 hours; {@link Long#MAX_VALUE}: no limit
 * @param used people of the last 24 hours
 * @param counted whether this person is among them already
 */
public record Reach(long limit, long used, boolean counted) {

  /** The tier without a limit, or one that is not watched. */
  public static final Reach UNLIMITED = new Reach(Long.MAX_VALUE, 0, true);

  /** Whether this person may be written to without exceeding the limit. */
  public boolean admits() {
    return counted || used < limit;
  }
}
