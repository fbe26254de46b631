package io.dromedary.event.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dromedary.event.SubjectState;
import io.dromedary.event.SubjectStates;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * States in the table {@code subject_state}, one row per source and subject, shared by replicas.
 *
 * <p>A new subject's row is inserted empty, at most once, and then locked like any other: of two
 * transactions that see it first, the second waits for the first and finds its state. Runs on
 * PostgreSQL and on H2 in PostgreSQL mode. A database failure is a Spring {@code
 * DataAccessException}.
 */
public final class JdbcSubjectStates implements SubjectStates {

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, String>> ASPECTS = new TypeReference<>() {};

  private final JdbcTemplate jdbc;

  public JdbcSubjectStates(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException outside a transaction, where a lock would be none
   */
  @Override
  public @Nullable SubjectState lockAndGet(String source, String subject) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("A subject's state can be locked only inside a transaction");
    }
    jdbc.update(
        """
        insert into subject_state (source, subject, revision, aspects)
        values (?, ?, 0, '{}') on conflict do nothing
        """,
        source,
        subject);
    return jdbc.query(
        """
        select source, subject, revision, observed_at, observed_sequence, aspects, expires_at
        from subject_state where source = ? and subject = ? for update
        """,
        rows -> rows.next() ? state(rows) : null,
        source,
        subject);
  }

  @Override
  public void save(SubjectState state) {
    jdbc.update(
        """
        update subject_state
        set revision = ?, observed_at = ?, observed_sequence = ?, aspects = ?, expires_at = ?
        where source = ? and subject = ?
        """,
        state.revision(),
        offset(state.time()),
        state.sequence(),
        text(state.aspects()),
        offset(state.expires()),
        state.source(),
        state.subject());
  }

  @Override
  public int purgeExpired(Instant now) {
    return jdbc.update("delete from subject_state where expires_at <= ?", offset(now));
  }

  /** A row without a time was only inserted to be locked. */
  private static @Nullable SubjectState state(ResultSet row) throws SQLException {
    Instant time = instant(row, "observed_at");
    return time == null
        ? null
        : new SubjectState(
            row.getString("source"),
            row.getString("subject"),
            row.getLong("revision"),
            time,
            row.getObject("observed_sequence", Long.class),
            aspects(row.getString("aspects")),
            instant(row, "expires_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime offset(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static Map<String, String> aspects(String json) {
    try {
      return JSON.readValue(json, ASPECTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored state is no JSON object of texts", e);
    }
  }

  private static String text(Map<String, String> aspects) {
    try {
      return JSON.writeValueAsString(aspects);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A state cannot be written as JSON", e);
    }
  }
}
