package io.dromedary.notification;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as the ledger holds it.
 *
 * @param key name-based over source and event id
 * @param contentTag keyed hash of its canonical JSON
 * @param body the CloudEvent without secrets, in clear
 * @param total how many recipients it has
 * @param decided how many of them have been decided
 */
public record AcceptedEvent(
    UUID key,
    String source,
    String eventId,
    String type,
    @Nullable String subject,
    @Nullable Instant happenedAt,
    Instant acceptedAt,
    @Nullable Instant deadline,
    @Nullable Long sequence,
    boolean retracts,
    String contentTag,
    String body,
    String snapshot,
    int total,
    int decided) {}
