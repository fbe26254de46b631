package io.dromedary.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instant from which on an event is old news. */
public sealed interface Deadline {

  /** Longer ones are no news's life. */
  Duration LONGEST = Duration.ofDays(366);

  /**
   * The instant for this event; empty when the event does not tell. Never throws.
   *
   * @param acceptedAt when the event was accepted, for one that does not say when it happened
   */
  Optional<Instant> in(JsonNode event, Instant acceptedAt);

  /** An instant in the event's data, such as {@code data.departsAt}, or how long it is news. */
  record At(EventPath path) implements Deadline {
    @Override
    public Optional<Instant> in(JsonNode event, Instant acceptedAt) {
      JsonNode value = path.read(event);
      Optional<Instant> instant = Instants.read(value);
      return instant.isPresent()
          ? instant
          : duration(value).map(life -> end(event, acceptedAt, life));
    }

    private static Optional<Duration> duration(@Nullable JsonNode value) {
      Duration read =
          value != null && value.isTextual() ? TemplateReader.duration(value.textValue()) : null;
      return Optional.ofNullable(read)
          .filter(life -> !life.isNegative() && life.compareTo(LONGEST) <= 0);
    }
  }

  /** So long after the event's {@code time}. */
  record After(Duration duration) implements Deadline {
    @Override
    public Optional<Instant> in(JsonNode event, Instant acceptedAt) {
      return Optional.of(end(event, acceptedAt, duration));
    }
  }

  private static Instant end(JsonNode event, Instant acceptedAt, Duration life) {
    try {
      return Instants.read(event.path("time")).orElse(acceptedAt).plus(life);
    } catch (DateTimeException | ArithmeticException outOfRange) {
      return acceptedAt.plus(life);
    }
  }
}
