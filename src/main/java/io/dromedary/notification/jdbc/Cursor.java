package io.dromedary.notification.jdbc;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/** Where a page of notifications ends: the place of its last row in the order newest first. */
record Cursor(Instant createdAt, UUID id) {

  /** Beyond it databases know no time. */
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  String text() {
    return createdAt + "_" + id;
  }

  /**
   * @throws IllegalArgumentException when the text is none of ours
   */
  static Cursor parse(String text) {
    String[] parts = text.split("_", 2);
    try {
      Instant at = Instant.parse(parts[0]);
      if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
        throw new IllegalArgumentException("is no cursor of an earlier page");
      }
      return new Cursor(at, UUID.fromString(parts[parts.length - 1]));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("is no cursor of an earlier page", e);
    }
  }
}
