package io.dromedary.feedback.jdbc;

import static io.dromedary.jdbc.Columns.array;
import static io.dromedary.jdbc.Columns.requiredInstant;
import static io.dromedary.jdbc.Columns.text;
import static io.dromedary.jdbc.Columns.uuid;

import io.dromedary.feedback.StatusChange;
import io.dromedary.feedback.StatusChanges;
import io.dromedary.notification.State;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Changes of state in PostgreSQL or H2. */
public final class JdbcStatusChanges implements StatusChanges {

  private final JdbcTemplate sql;

  public JdbcStatusChanges(JdbcTemplate sql) {
    this.sql = sql;
  }

  @Override
  public List<StatusChange> next(int limit) {
    List<Long> ids =
        sql.queryForList(
            """
            select id from status_change
            where id in (select id from status_change order by id limit ?)
            for update skip locked
            """,
            Long.class,
            limit);
    if (ids.isEmpty()) {
      return List.of();
    }
    return sql.query(
        """
        select s.id, s.notification, s.state, s.at, s.detail, e.source, e.event_id, n.type,
          n.topic, n.ref, n.template, n.language, n.deadline
        from status_change s join notification n on n.id = s.notification
          join event e on e.id = n.event
        where s.id = any(?) order by s.id
        """,
        array("bigint", ids),
        (row, index) ->
            new StatusChange(
                row.getLong("id"),
                uuid(row, "notification"),
                text(row, "source"),
                text(row, "event_id"),
                text(row, "type"),
                row.getString("topic"),
                row.getString("ref"),
                State.valueOf(text(row, "state")),
                requiredInstant(row, "at"),
                row.getString("detail"),
                row.getString("template"),
                row.getString("language"),
                requiredInstant(row, "deadline")));
  }

  @Override
  public void done(List<StatusChange> told) {
    sql.batchUpdate(
        "delete from status_change where id = ?",
        told.stream().map(change -> new Object[] {change.id()}).toList());
  }
}
