package io.dromedary.feedback;

import io.dromedary.notification.State;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification came into a state. Without personal data; {@code ref} is the source's own word.
 *
 * @param id grows, and stays the same when it is told again
 * @param source the source of the event that it came from
 * @param eventId that event's id
 * @param at when, as far as the platform tells by its own clock
 * @param detail why; {@code null}: there is no more to say
 */
public record StatusChange(
    long id,
    UUID notification,
    String source,
    String eventId,
    String type,
    @Nullable String topic,
    @Nullable String ref,
    State state,
    Instant at,
    @Nullable String detail,
    @Nullable String template,
    @Nullable String language,
    Instant deadline) {}
