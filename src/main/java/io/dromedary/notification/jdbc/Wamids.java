package io.dromedary.notification.jdbc;

import static io.dromedary.jdbc.Columns.array;
import static io.dromedary.jdbc.Columns.text;
import static io.dromedary.jdbc.Columns.uuid;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whose message it is that Meta calls by an id; in the caller's transaction. */
public final class Wamids {

  private final JdbcTemplate sql;

  public Wamids(JdbcTemplate sql) {
    this.sql = sql;
  }

  /** One message of a notification, which may have several when it was sent again. */
  public record Message(String wamid, UUID notification) {}

  /** Keeps them; what is known already stays as it is. */
  public void learn(List<Message> messages) {
    sql.batchUpdate(
        "insert into wamid (wamid, notification) values (?, ?) on conflict do nothing",
        messages.stream().map(one -> new Object[] {one.wamid(), one.notification()}).toList());
  }

  /** The notifications of those ids that are known. */
  Map<String, UUID> find(Collection<String> wamids) {
    Map<String, UUID> found = new HashMap<>();
    if (!wamids.isEmpty()) {
      sql.query(
          "select wamid, notification from wamid where wamid = any(?)",
          array("varchar", wamids),
          row -> {
            found.put(text(row, "wamid"), uuid(row, "notification"));
          });
    }
    return found;
  }
}
