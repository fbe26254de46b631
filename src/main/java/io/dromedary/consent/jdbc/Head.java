package io.dromedary.consent.jdbc;

import io.dromedary.consent.Consent;
import io.dromedary.consent.ConsentEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** A person's one row beside the entries: where the chain ends, and what results from it. */
record Head(int entries, String lastHash, Instant lastRecordedAt, Consent consent) {

  static Head of(ResultSet row, int index) throws SQLException {
    return new Head(
        row.getInt("entries"),
        row.getString("last_hash"),
        row.getObject("last_recorded_at", OffsetDateTime.class).toInstant(),
        StandingsText.read(row.getString("standings")));
  }

  Head after(ConsentEntry entry) {
    return new Head(entry.number(), entry.hash(), entry.recordedAt(), consent.with(entry));
  }

  /** Replicas' clocks differ; the order of entries and of their times must not. */
  Instant notBeforeTheLast(Instant now) {
    return now.isBefore(lastRecordedAt) ? lastRecordedAt : now;
  }
}
