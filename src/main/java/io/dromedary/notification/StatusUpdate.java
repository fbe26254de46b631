package io.dromedary.notification;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the platform says became of a message.
 *
 * @param notification our id, echoed by the platform; {@code null} when it echoes none of ours
 * @param wamid the platform's id
 * @param state {@code SENT}, {@code DELIVERED}, {@code READ} or {@code FAILED}
 * @param at the platform's timestamp
 * @param errors the whole error array as JSON; {@code null} without errors
 * @param pricing the pricing object as JSON; {@code null} when this status has none
 */
public record StatusUpdate(
    @Nullable UUID notification,
    String wamid,
    State state,
    Instant at,
    @Nullable String errors,
    @Nullable String pricing) {}
