package io.dromedary.intake;

import io.dromedary.event.Fault;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That something was refused before it became a notification. Holds nothing personal and none of
 * the content.
 *
 * @param id the same for the same content from the same message, so that a repeat counts once
 * @param at when it was refused first
 * @param source of the event; {@code null}: could not be read
 * @param eventId of the event; {@code null}: could not be read
 * @param type of the event; {@code null}: could not be read
 * @param route where it came in
 * @param reason {@code event-invalid}, {@code event-conflict} or {@code not-readable}
 * @param faults what is wrong and where, without values
 */
public record Rejection(
    UUID id,
    Instant at,
    @Nullable String source,
    @Nullable String eventId,
    @Nullable String type,
    String route,
    String reason,
    List<Fault> faults) {

  /** Keeps its own copy. */
  public Rejection {
    faults = List.copyOf(faults);
  }
}
