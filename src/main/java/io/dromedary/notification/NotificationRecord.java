package io.dromedary.notification;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification as the ledger holds it, without its payload.
 *
 * @param decision JSON: outcome, reason, rules with facts
 * @param platformError the platform's error array as JSON, whole
 * @param pricing the platform's pricing object as JSON
 */
public record NotificationRecord(
    UUID id,
    UUID event,
    int position,
    @Nullable UUID person,
    @Nullable String ref,
    @Nullable String binding,
    String type,
    @Nullable String topic,
    State state,
    @Nullable String reason,
    @Nullable String template,
    @Nullable String language,
    @Nullable String category,
    int lane,
    Instant deadline,
    @Nullable String wamid,
    String decision,
    int attempts,
    @Nullable String platformError,
    @Nullable String pricing,
    @Nullable Instant deliveredAt,
    Instant createdAt,
    Instant updatedAt) {}
