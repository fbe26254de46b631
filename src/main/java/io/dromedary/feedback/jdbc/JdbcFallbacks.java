package io.dromedary.feedback.jdbc;

import static io.dromedary.jdbc.Columns.array;
import static io.dromedary.jdbc.Columns.uuid;

import io.dromedary.feedback.Fallback;
import io.dromedary.feedback.Fallbacks;
import io.dromedary.notification.Ledger;
import io.dromedary.notification.Payload;
import io.dromedary.notification.jdbc.Payloads;
import io.dromedary.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Fallbacks in PostgreSQL or H2. */
public final class JdbcFallbacks implements Fallbacks {

  private final JdbcTemplate sql;
  private final Ledger ledger;
  private final Payloads payloads;

  public JdbcFallbacks(JdbcTemplate sql, Ledger ledger, Vault vault) {
    this.sql = sql;
    this.ledger = ledger;
    this.payloads = new Payloads(vault);
  }

  @Override
  public List<Fallback> next(int limit) {
    List<Row> rows =
        sql.query(
            """
            select notification, channel from fallback
            where notification in (select notification from fallback order by created_at limit ?)
            for update skip locked
            """,
            (row, index) -> new Row(uuid(row, "notification"), row.getString("channel")),
            limit);
    List<Fallback> fallbacks = new ArrayList<>();
    for (Row row : rows) {
      Optional<Fallback> fallback = read(row);
      fallback.ifPresent(fallbacks::add);
      if (fallback.isEmpty()) {
        done(List.of(row.notification()));
      }
    }
    return fallbacks;
  }

  private Optional<Fallback> read(Row row) {
    byte[] sealed =
        sql
            .query(
                "select payload from notification where id = ?",
                (found, index) -> Optional.ofNullable(found.getBytes("payload")),
                row.notification())
            .stream()
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(null);
    Payload payload = sealed == null ? null : payloads.open(sealed);
    return payload == null
        ? Optional.empty()
        : ledger
            .find(row.notification())
            .map(record -> new Fallback(record, Objects.requireNonNull(row.channel()), payload));
  }

  private record Row(UUID notification, @Nullable String channel) {}

  @Override
  public void done(List<UUID> notifications) {
    // the route calls with each look, and mostly there are none
    if (notifications.isEmpty()) {
      return;
    }
    sql.update("delete from fallback where notification = any(?)", array("uuid", notifications));
    sql.update(
        "update notification set payload = null where id = any(?)", array("uuid", notifications));
  }
}
