package io.dromedary.cost;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The free entry point window of somebody who came by an advertisement or a page's button, in which
 * every message is free.
 *
 * @param answeredAt when the business answered; the window's length is the rule's. {@code null}
 *     when there was no such entry or no answer
 * @param expiresAt the platform's own {@code conversation.expiration_timestamp}, which counts more
 *     than a length that we know; {@code null} when it has not told one
 */
public record FreeEntry(@Nullable Instant answeredAt, @Nullable Instant expiresAt) {

  private static final FreeEntry NONE = new FreeEntry(null, null);

  /** No window: the usual case. */
  public static FreeEntry none() {
    return NONE;
  }

  /** A window whose end the platform has told. */
  public static FreeEntry until(Instant expiresAt) {
    return new FreeEntry(null, expiresAt);
  }

  /** A window that the business's answer opened. */
  public static FreeEntry answered(Instant at) {
    return new FreeEntry(at, null);
  }

  /** The end is already outside, and so is what comes before the answer. */
  boolean isOpenAt(Instant now, Duration length) {
    if (answeredAt != null && now.isBefore(answeredAt)) {
      return false;
    }
    Instant end = expiresAt != null || answeredAt == null ? expiresAt : answeredAt.plus(length);
    return end != null && now.isBefore(end);
  }
}
