package io.dromedary.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's values and gathers everything that is wrong with them, up to a hundred places.
 * A value that is wrong reads as {@code null}.
 */
final class Fields {

  private static final int MOST_ERRORS = 100;
  private static final Instant FAR_AHEAD = Instant.parse("9999-12-31T00:00:00Z");
  private static final Instant LAST_YEAR = Instant.parse("9999-01-01T00:00:00Z");

  private final List<Problem.Error> errors = new ArrayList<>();

  void wrong(String pointer, String reason) {
    if (errors.size() < MOST_ERRORS) {
      errors.add(new Problem.Error(pointer, reason));
    }
  }

  boolean areWrong() {
    return !errors.isEmpty();
  }

  /** Refuses the request when anything was wrong. */
  void refuseIfWrong(String problem, String title) {
    if (areWrong()) {
      throw new ProblemException(Problem.invalid(problem, title, errors));
    }
  }

  /** A text of 1 to {@code longest} characters that must be there. */
  @Nullable String required(JsonNode object, String at, String name, int longest) {
    JsonNode node = object.path(name);
    if (node.isMissingNode() || node.isNull() || (node.isTextual() && node.asText().isBlank())) {
      wrong(at + "/" + name, "is required");
      return null;
    }
    return optional(object, at, name, longest);
  }

  /** A text of up to {@code longest} characters; {@code null} when absent or empty. */
  @Nullable String optional(JsonNode object, String at, String name, int longest) {
    JsonNode node = object.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isTextual()) {
      wrong(at + "/" + name, "must be a string");
      return null;
    }
    return storable(node.asText(), at + "/" + name, longest);
  }

  /** A text that the database takes as it is. */
  @Nullable String storable(String text, String pointer, int longest) {
    if (text.length() > longest) {
      wrong(pointer, "is longer than %d characters".formatted(longest));
      return null;
    }
    if (text.indexOf('\0') >= 0 || text.codePoints().anyMatch(Fields::isHalfACharacter)) {
      wrong(pointer, "holds a character that is none");
      return null;
    }
    return text.isBlank() ? null : text;
  }

  /** An RFC 3339 instant with its offset; {@code null} when absent. */
  @Nullable Instant instant(@Nullable String text, String pointer) {
    if (text == null) {
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      if (instant.isBefore(Instant.EPOCH) || instant.isAfter(FAR_AHEAD)) {
        wrong(pointer, "lies outside 1970 to 9999");
        return null;
      }
      return instant;
    } catch (DateTimeException e) {
      wrong(pointer, "must be an instant with offset, like 2026-11-20T10:00:00Z (RFC 3339)");
      return null;
    }
  }

  /** From when on; years that databases know. */
  @Nullable Instant since(@Nullable String text) {
    Instant since = instant(text, "?since");
    if (since != null && since.isAfter(LAST_YEAR)) {
      wrong("?since", "lies outside the years 1970 to 9998");
      return null;
    }
    return since;
  }

  private static boolean isHalfACharacter(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
