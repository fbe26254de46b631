package io.dromedary.notification;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification as the ledger holds it, without its payload.
 *
 * @param decision JSON: outcome, reason, rules with facts
 * @param form {@code template} or {@code session}; {@code null} before it is sent
 * @param lastDecision the decision immediately before the send, or the one that ended it, as JSON;
 *     {@code null} before
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
    @Nullable String form,
    String decision,
    @Nullable String lastDecision,
    int attempts,
    @Nullable String platformError,
    @Nullable String pricing,
    @Nullable Instant deliveredAt,
    Instant createdAt,
    Instant updatedAt) {}
