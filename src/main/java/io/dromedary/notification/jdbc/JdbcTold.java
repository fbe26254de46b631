package io.dromedary.notification.jdbc;

import static io.dromedary.jdbc.Columns.array;
import static io.dromedary.jdbc.Columns.at;
import static io.dromedary.jdbc.Columns.requiredInstant;
import static io.dromedary.jdbc.Columns.uuid;

import io.dromedary.notification.Told;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * History in PostgreSQL or H2; every question is answered from an index that begins with the
 * person.
 */
public final class JdbcTold implements Told {

  private static final String GONE =
      "n.sent_at is not null and n.state in"
          + " ('SENDING', 'UNKNOWN', 'ACCEPTED', 'SENT', 'DELIVERED', 'READ', 'EXPIRED')";

  private final JdbcTemplate sql;

  public JdbcTold(JdbcTemplate sql) {
    this.sql = sql;
  }

  @Override
  public Map<UUID, Integer> messages(Collection<UUID> persons, String topic, Instant since) {
    Map<UUID, Integer> counts = new HashMap<>();
    query(
        "select n.person, count(*) as messages from notification n where n.person = any(?)"
            + " and n.topic = ? and n.sent_at > ? and "
            + GONE
            + " group by n.person",
        persons,
        List.of(topic, at(since)),
        row -> counts.put(uuid(row, "person"), row.getInt("messages")));
    return counts;
  }

  @Override
  public Map<UUID, Instant> last(
      Collection<UUID> persons, String source, String subject, String supersede) {
    Map<UUID, Instant> last = new HashMap<>();
    query(
        "select n.person, max(n.sent_at) as last_sent from notification n where n.person = any(?)"
            + " and n.source = ? and n.subject = ? and n.supersede = ? and "
            + GONE
            + " group by n.person",
        persons,
        List.of(source, subject, supersede),
        row -> last.put(uuid(row, "person"), requiredInstant(row, "last_sent")));
    return last;
  }

  private void query(
      String text,
      Collection<UUID> persons,
      List<@Nullable Object> values,
      RowCallbackHandler row) {
    if (persons.isEmpty()) {
      return;
    }
    sql.query(text, array("uuid", persons, values.toArray()), row);
  }
}
