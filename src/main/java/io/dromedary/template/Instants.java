package io.dromedary.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Instants in events: RFC 3339 text with offset. */
final class Instants {

  private Instants() {}

  /** Databases end sooner than Java's calendar. */
  private static final int LAST_YEAR = 9999;

  /** Empty for everything that is not such a text, or beyond the year {@value #LAST_YEAR}. */
  static Optional<Instant> read(JsonNode node) {
    if (!node.isTextual()) {
      return Optional.empty();
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(node.textValue().strip());
      return time.getYear() < 1 || time.getYear() > LAST_YEAR
          ? Optional.empty()
          : Optional.of(time.toInstant());
    } catch (DateTimeException notAnInstant) {
      return Optional.empty();
    }
  }
}
