package io.dromedary.feedback.jdbc;

import static io.dromedary.jdbc.Columns.array;
import static io.dromedary.jdbc.Columns.requiredInstant;
import static io.dromedary.jdbc.Columns.text;
import static io.dromedary.jdbc.Columns.uuid;

import io.dromedary.feedback.StatusChange;
import io.dromedary.feedback.StatusChanges;
import io.dromedary.notification.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Changes of state in PostgreSQL or H2. */
public final class JdbcStatusChanges implements StatusChanges {

  private final JdbcTemplate sql;

  public JdbcStatusChanges(JdbcTemplate sql) {
    this.sql = sql;
  }

  @Override
  public List<StatusChange> next(int limit) {
    List<Change> changes =
        sql.query(
            """
            select id, notification, state, at, detail from status_change
            where id in (select id from status_change order by id limit ?)
            for update skip locked
            """,
            (row, index) ->
                new Change(
                    row.getLong("id"),
                    uuid(row, "notification"),
                    State.valueOf(text(row, "state")),
                    requiredInstant(row, "at"),
                    row.getString("detail")),
            limit);
    if (changes.isEmpty()) {
      return List.of();
    }
    // each table by its own ids: a plan for all three together reads the largest from end to end
    Map<UUID, Subject> subjects = new HashMap<>();
    sql.query(
        """
        select id, event, type, topic, ref, template, language, deadline from notification
        where id = any(?)
        """,
        array("uuid", changes.stream().map(Change::notification).distinct().toList()),
        row -> {
          subjects.put(
              uuid(row, "id"),
              new Subject(
                  uuid(row, "event"),
                  text(row, "type"),
                  row.getString("topic"),
                  row.getString("ref"),
                  row.getString("template"),
                  row.getString("language"),
                  requiredInstant(row, "deadline")));
        });
    Map<UUID, Origin> origins = new HashMap<>();
    sql.query(
        "select id, source, event_id from event where id = any(?)",
        array("uuid", subjects.values().stream().map(Subject::event).distinct().toList()),
        row -> {
          origins.put(uuid(row, "id"), new Origin(text(row, "source"), text(row, "event_id")));
        });
    return changes.stream()
        .sorted(Comparator.comparingLong(Change::id))
        .map(change -> change.of(subjects, origins))
        .toList();
  }

  @Override
  public void done(List<StatusChange> told) {
    sql.update(
        "delete from status_change where id = any(?)",
        array("bigint", told.stream().map(StatusChange::id).toList()));
  }

  private record Origin(String source, String eventId) {}

  private record Subject(
      UUID event,
      String type,
      @Nullable String topic,
      @Nullable String ref,
      @Nullable String template,
      @Nullable String language,
      Instant deadline) {}

  private record Change(
      long id, UUID notification, State state, Instant at, @Nullable String detail) {

    StatusChange of(Map<UUID, Subject> subjects, Map<UUID, Origin> origins) {
      Subject subject = Objects.requireNonNull(subjects.get(notification), "its notification");
      Origin origin = Objects.requireNonNull(origins.get(subject.event()), "its event");
      return new StatusChange(
          id,
          notification,
          origin.source(),
          origin.eventId(),
          subject.type(),
          subject.topic(),
          subject.ref(),
          state,
          at,
          detail,
          subject.template(),
          subject.language(),
          subject.deadline());
    }
  }
}
