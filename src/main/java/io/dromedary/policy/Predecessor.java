package io.dromedary.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Older news of the same subject, person and key, as it stands immediately before the send.
 *
 * @param gone whether some has left or may have: then the correction's wording is used
 * @param underWaySince when the newest one that is not on the phone yet moved last; {@code null}:
 *     all have arrived or failed
 */
public record Predecessor(boolean gone, @Nullable Instant underWaySince) {

  /** There is no older news that matters. */
  public static final Predecessor NONE = new Predecessor(false, null);
}
