package io.dromedary.notification.jdbc;

import static io.dromedary.jdbc.Columns.uuid;

import io.dromedary.notification.AcceptedEvent;
import io.dromedary.notification.NotificationRecord;
import io.dromedary.notification.PersonalRecords;
import io.dromedary.person.PersonId;
import io.dromedary.vault.Vault;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the ledger's tables hold about a person. */
public final class JdbcPersonalRecords implements PersonalRecords {

  /** What became of an unsent notification of somebody who was erased. */
  private static final String ERASED = "person-erased";

  private final JdbcTemplate sql;
  private final Vault vault;
  private final JdbcLedger ledger;

  public JdbcPersonalRecords(JdbcTemplate sql, Vault vault, JdbcLedger ledger) {
    this.sql = sql;
    this.vault = vault;
    this.ledger = ledger;
  }

  @Override
  public List<NotificationRecord> notifications(PersonId person) {
    return sql.query(
        JdbcLedger.SELECT + "where n.person = ? order by n.created_at, n.id",
        ledger::record,
        person.value());
  }

  @Override
  public List<AcceptedEvent> events(PersonId person) {
    // a retraction is told to nobody, and what waits for its fan-out not yet
    return sql.query(
        """
        select * from event where retracts
          or id in (select event from notification where person = ?)
          or id in (select event from fan_out)
        order by accepted_at, id
        """,
        ledger::acceptedEvent,
        person.value());
  }

  @Override
  public void rewrite(UUID event, String body) {
    sql.update("update event set body = ? where id = ?", vault.sealText(body), event);
  }

  @Override
  public void rewriteWaiting(UnaryOperator<String> change) {
    for (UUID event :
        sql.query("select distinct event from fan_out", (row, index) -> uuid(row, "event"))) {
      sql.query(
              "select position, recipient from fan_out where event = ? for update",
              (row, index) ->
                  new Waiting(row.getInt("position"), vault.openText(row.getBytes("recipient"))),
              event)
          .forEach(
              waiting -> {
                String changed = change.apply(waiting.recipient());
                if (!changed.equals(waiting.recipient())) {
                  sql.update(
                      "update fan_out set recipient = ? where event = ? and position = ?",
                      vault.sealText(changed),
                      event,
                      waiting.position());
                }
              });
    }
  }

  private record Waiting(int position, String recipient) {}

  @Override
  public void erase(PersonId person, Collection<String> recipientTags, Instant now) {
    Set<UUID> all =
        new LinkedHashSet<>(
            sql.query(
                "select id from notification where person = ? order by id",
                (row, index) -> uuid(row, "id"),
                person.value()));
    for (String tag : recipientTags) {
      all.addAll(
          sql.query(
              "select id from notification where recipient_tag = ? order by id",
              (row, index) -> uuid(row, "id"),
              tag));
    }
    for (UUID id : all) {
      ledger.cancel(id, now, ERASED);
      sql.update(
          """
          update notification set ref = null, recipient_tag = null, payload = null,
            platform_error = null,
            reason = case when state = 'CANCELLED' and reason is null then ? else reason end
          where id = ?
          """,
          ERASED,
          id);
      // nobody could be sent to again: a person decides about what may have gone
      sql.update("delete from outbox where notification = ? and stage = 3", id);
      sql.update("update notification set reason = 'held' where id = ? and state = 'UNKNOWN'", id);
    }
  }
}
