package io.dromedary.template;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What newer news does about older news of the same subject, person and key.
 *
 * @param correction the template that is used instead when older news has gone, or may have: it
 *     says that this corrects what was said before; {@code null}: the same wording as ever
 * @param inOrder whether it waits until the older message is on the person's phone, since the
 *     platform keeps no order
 * @param collapse for so long after news has gone, newer news waits for still newer news, so that a
 *     storm becomes two messages: its first and its last; {@code null}: nothing waits
 */
public record Succession(
    @Nullable String correction, boolean inOrder, @Nullable Duration collapse) {

  /** Newer news does nothing but replace what has not left. */
  public static final Succession PLAIN = new Succession(null, false, null);
}
