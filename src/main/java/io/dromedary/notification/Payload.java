package io.dromedary.notification;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a send needs and nobody else may read: stored sealed, wiped when it is no longer needed.
 *
 * @param to E.164 with {@code +}; {@code null} when addressed by user id
 * @param userId business-scoped user id; {@code null} when addressed by phone number
 * @param parameters placeholder name to text
 */
public record Payload(
    @Nullable String to, @Nullable String userId, Map<String, String> parameters) {}
