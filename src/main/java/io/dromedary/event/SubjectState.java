package io.dromedary.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last known state of one subject of one source, such as a flight leg of the airport's
 * database.
 *
 * @param source CloudEvents source of the system that observes
 * @param subject what is observed; unique within the source
 * @param revision how often the state has changed, from 1; part of the id of every derived event
 * @param time UTC instant of the newest observation
 * @param sequence the source's own counter of the newest observation; {@code null} when it has none
 * @param aspects the last known value by aspect name; an aspect that was never observed is absent
 * @param expires from when the state may be forgotten; {@code null}: never
 */
public record SubjectState(
    String source,
    String subject,
    long revision,
    Instant time,
    @Nullable Long sequence,
    Map<String, String> aspects,
    @Nullable Instant expires) {

  public SubjectState {
    aspects = Map.copyOf(aspects);
  }
}
