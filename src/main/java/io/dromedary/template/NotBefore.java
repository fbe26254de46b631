package io.dromedary.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Schedules a notification ahead of an instant: a day before the appointment.
 *
 * @param before the instant in the event
 * @param by how long ahead of it
 */
public record NotBefore(EventPath before, Duration by) {

  /** The earliest instant of sending; empty when the event does not tell. Never throws. */
  public Optional<Instant> in(JsonNode event) {
    try {
      return Instants.read(before.read(event)).map(instant -> instant.minus(by));
    } catch (DateTimeException | ArithmeticException outOfRange) {
      return Optional.empty();
    }
  }
}
