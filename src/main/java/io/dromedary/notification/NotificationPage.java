package io.dromedary.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page.
 *
 * @param cursor leads to the next page; {@code null} on the last
 */
public record NotificationPage(List<NotificationRecord> notifications, @Nullable String cursor) {}
