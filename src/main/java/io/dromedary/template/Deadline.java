package io.dromedary.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An instant from which on an event is old news. */
public sealed interface Deadline {

  /** The instant for this event; empty when the event does not tell. Never throws. */
  Optional<Instant> in(JsonNode event);

  /** An instant in the event's data, such as {@code data.departsAt}. */
  record At(EventPath path) implements Deadline {
    @Override
    public Optional<Instant> in(JsonNode event) {
      return Instants.read(path.read(event));
    }
  }

  /** So long after the event's {@code time}. */
  record After(Duration duration) implements Deadline {

    private static final EventPath TIME = EventPath.of("time");

    @Override
    public Optional<Instant> in(JsonNode event) {
      try {
        return Instants.read(TIME.read(event)).map(time -> time.plus(duration));
      } catch (DateTimeException | ArithmeticException outOfRange) {
        return Optional.empty();
      }
    }
  }
}
