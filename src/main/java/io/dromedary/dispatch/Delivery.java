package io.dromedary.dispatch;

import io.dromedary.template.Binding;
import io.dromedary.template.Category;
import io.dromedary.template.OtherChannel;
import io.dromedary.template.Template;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen to a message that the platform has taken and does not deliver.
 *
 * @param expiresAt when its time to live is over, with some time for the platform's news
 * @param fallback the channel that tells it instead; {@code null}: none does
 * @param fallbackAt when that channel tells it though it may still arrive; {@code null}: only when
 *     it is lost
 * @param unread whether it tells it then even if it has arrived, unless it has been read
 */
public record Delivery(
    Instant expiresAt, @Nullable String fallback, @Nullable Instant fallbackAt, boolean unread) {

  private static final Duration NEWS_TAKE = Duration.ofMinutes(5);

  /** Meta tries that long unless the template says otherwise. */
  private static final Duration USUAL = Duration.ofDays(30);

  private static final Duration AUTHENTICATION = Duration.ofMinutes(10);

  /** What holds for a message that leaves now. */
  static Delivery of(Template template, @Nullable Binding binding, Instant now) {
    Duration timeToLive =
        template.timeToLive() != null
            ? template.timeToLive()
            : template.category() == Category.AUTHENTICATION ? AUTHENTICATION : USUAL;
    OtherChannel other = binding == null ? null : binding.fallback();
    return new Delivery(
        now.plus(timeToLive).plus(NEWS_TAKE),
        other == null ? null : other.channel(),
        other == null || other.after() == null ? null : now.plus(other.after()),
        other != null && other.after() != null && other.unless() == OtherChannel.Unless.READ);
  }

  /** The next instant at which something is to be done. */
  public Instant dueAt() {
    return fallbackAt != null && fallbackAt.isBefore(expiresAt) ? fallbackAt : expiresAt;
  }
}
