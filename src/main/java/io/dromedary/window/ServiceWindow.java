package io.dromedary.window;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The customer service window of one WhatsApp user: opens when the user writes, lasts 24 hours.
 *
 * @param lastInboundAt UTC instant of the user's last message, from the webhook {@code timestamp}
 *     (Unix seconds); {@code null} when the user never wrote
 */
public record ServiceWindow(@Nullable Instant lastInboundAt) {

  static final Duration LENGTH = Duration.ofHours(24);

  private static final ServiceWindow NEVER = new ServiceWindow(null);

  /** The window of somebody who never wrote. */
  public static ServiceWindow never() {
    return NEVER;
  }

  /** Whether free-form text may leave at {@code now}; the closing instant is already outside. */
  public boolean isOpenAt(Instant now) {
    return lastInboundAt != null && now.isBefore(lastInboundAt.plus(LENGTH));
  }

  /** The first instant outside, past or future; empty when the user never wrote. */
  public Optional<Instant> closesAt() {
    return Optional.ofNullable(lastInboundAt).map(written -> written.plus(LENGTH));
  }
}
