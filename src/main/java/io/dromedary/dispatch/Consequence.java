package io.dromedary.dispatch;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an outcome.
 *
 * @param settlement for its own notification
 * @param person whose message it was
 * @param restUntil nothing to this person before; {@code null}: the platform said nothing of it
 * @param slowUntil the number sends too fast, and nothing leaves before; {@code null}: it does not
 * @param windowClosed whether the platform says that the person's window is closed
 */
record Consequence(
    Settlement settlement,
    @Nullable UUID person,
    @Nullable Instant restUntil,
    @Nullable Instant slowUntil,
    boolean windowClosed) {

  static Consequence only(Settlement settlement) {
    return new Consequence(settlement, null, null, null, false);
  }

  /** Whether it concerns more than its own notification. */
  boolean reachesFurther() {
    return restUntil != null || slowUntil != null || windowClosed;
  }
}
