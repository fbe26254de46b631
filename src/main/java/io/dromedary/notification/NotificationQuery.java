package io.dromedary.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which notifications are asked for; every part may be absent.
 *
 * @param recipientTag keyed hash of the address
 * @param since accepted at or after
 */
public record NotificationQuery(
    @Nullable State state,
    @Nullable String template,
    @Nullable String type,
    @Nullable String recipientTag,
    @Nullable Instant since) {}
