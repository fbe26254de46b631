package io.dromedary.notification.jdbc;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/** Where a page of notifications ends: the place of its last row in the order newest first. */
record Cursor(Instant createdAt, UUID id) {

  String text() {
    return createdAt + "_" + id;
  }

  /**
   * @throws IllegalArgumentException when the text is none of ours
   */
  static Cursor parse(String text) {
    String[] parts = text.split("_", 2);
    try {
      return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[parts.length - 1]));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("is no cursor of an earlier page", e);
    }
  }
}
