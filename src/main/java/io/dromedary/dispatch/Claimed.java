package io.dromedary.dispatch;

import io.dromedary.notification.Payload;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A queued notification that this hub has leased.
 *
 * @param attempts how often it was tried before
 * @param payload address and parameters, in clear
 */
public record Claimed(
    UUID id,
    @Nullable UUID person,
    @Nullable String topic,
    String template,
    String language,
    int lane,
    Instant deadline,
    int attempts,
    @Nullable String onUnknown,
    Payload payload) {}
