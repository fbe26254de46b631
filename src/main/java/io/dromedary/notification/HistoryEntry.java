package io.dromedary.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in a notification's life.
 *
 * @param at when it happened, by whoever knows best: our clock, or the webhook's timestamp
 * @param detail what else is to be known, without personal data
 */
public record HistoryEntry(State state, Instant at, @Nullable String detail) {}
