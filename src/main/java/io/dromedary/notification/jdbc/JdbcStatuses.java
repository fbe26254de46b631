package io.dromedary.notification.jdbc;

import static io.dromedary.jdbc.Columns.array;
import static io.dromedary.jdbc.Columns.arrayLast;
import static io.dromedary.jdbc.Columns.at;
import static io.dromedary.jdbc.Columns.instant;
import static io.dromedary.jdbc.Columns.text;
import static io.dromedary.jdbc.Columns.uuid;

import io.dromedary.jdbc.Alike;
import io.dromedary.notification.Applied;
import io.dromedary.notification.State;
import io.dromedary.notification.StatusUpdate;
import io.dromedary.notification.Statuses;
import io.dromedary.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Applies status updates in a few round trips for all of them. */
public final class JdbcStatuses implements Statuses {

  /** Meta gives a message up after that time at the latest. */
  private static final Duration LONGEST = Duration.ofDays(30);

  private final JdbcTemplate sql;
  private final Vault vault;
  private final History history;
  private final Wamids wamids;

  public JdbcStatuses(JdbcTemplate sql, Vault vault, History history) {
    this.sql = sql;
    this.vault = vault;
    this.history = history;
    this.wamids = new Wamids(sql);
  }

  @Override
  public Applied apply(List<StatusUpdate> updates, Instant now) {
    Map<String, Row> byWamid = new HashMap<>();
    Map<UUID, Row> rows = lock(updates, byWamid);
    // one status with our id tells whose message it is, for its neighbours without it too
    for (StatusUpdate update : updates) {
      Row row = update.notification() == null ? null : rows.get(update.notification());
      if (row != null) {
        byWamid.putIfAbsent(update.wamid(), row);
      }
    }
    List<StatusUpdate> unmatched = new ArrayList<>();
    List<History.Step> steps = new ArrayList<>();
    for (StatusUpdate update : updates) {
      Row row = update.notification() == null ? null : rows.get(update.notification());
      if (row == null) {
        row = byWamid.get(update.wamid());
      }
      if (row == null) {
        unmatched.add(update);
      } else if (row.take(update, vault)) {
        steps.add(
            new History.Step(
                row.id, update.state(), update.at(), update.errors() == null ? null : "error"));
      }
    }
    List<Row> changed = rows.values().stream().filter(row -> row.changed).toList();
    write(changed, now);
    history.add(steps);
    return new Applied(
        changed.stream()
            .filter(row -> row.state != row.before)
            .map(row -> new Applied.Moved(row.id, row.state))
            .toList(),
        unmatched);
  }

  private void write(List<Row> changed, Instant now) {
    Alike alike = new Alike();
    for (Row row : changed) {
      alike.add(
          row.id,
          row.state.name(),
          row.named ? row.wamid : null,
          row.reason,
          row.errors,
          row.pricing,
          at(row.deliveredAt),
          at(now),
          row.state == State.DELIVERED,
          row.state == State.READ);
    }
    alike.update(
        sql,
        """
        update notification set state = ?, wamid = coalesce(wamid, ?), reason = ?,
          platform_error = coalesce(?, platform_error), pricing = coalesce(pricing, ?),
          delivered_at = ?, updated_at = ?, payload = case
            when ? and not exists (
              select 1 from outbox o where o.notification = notification.id and o.unread_at is not null)
              then null
            when ? then null else payload end
        where id = any(?)
        """);
    wamids.learn(
        changed.stream()
            .filter(row -> row.named)
            .map(row -> new Wamids.Message(String.valueOf(row.wamid), row.id))
            .toList());
    update(
        """
        insert into fallback (notification, channel, created_at)
        select notification, fallback, ? from outbox
        where stage = 4 and fallback is not null and notification = any(?)
        on conflict do nothing
        """,
        changed.stream().filter(row -> row.becomes(State.FAILED)),
        at(now));
    // what is delivered and still to be read stays
    update(
        "delete from outbox where notification = any(?)",
        changed.stream().filter(row -> row.becomes(State.FAILED) || row.becomes(State.READ)));
    update(
        "delete from outbox where unread_at is null and notification = any(?)",
        changed.stream().filter(row -> row.becomes(State.DELIVERED)));
    update(
        """
        update outbox set stage = 4, due_at = unread_at, lease_owner = null, lease_until = null
        where unread_at is not null and notification = any(?)
        """,
        changed.stream().filter(row -> row.becomes(State.DELIVERED)));
    // a status is the proof that the request went: there is nothing left to be sent. How long it
    // may take to arrive is learnt from the answer, or else it is Meta's longest
    Instant longest = now.plus(LONGEST);
    update(
        """
        update outbox set stage = 4, due_at = ?, expires_at = ?, lease_owner = null,
          lease_until = null
        where notification = any(?)
        """,
        changed.stream()
            .filter(row -> row.before == State.SENDING || row.before == State.UNKNOWN)
            .filter(row -> row.state == State.SENT),
        at(longest),
        at(longest));
  }

  private void update(String statement, Stream<Row> rows, @Nullable Object... values) {
    List<UUID> ids = rows.map(row -> row.id).toList();
    if (!ids.isEmpty()) {
      sql.update(statement, arrayLast("uuid", ids, values));
    }
  }

  /**
   * Locks in the order of ids, so that two batches never wait for each other.
   *
   * @param byWamid takes the rows of those messages that are known by their wamid
   */
  private Map<UUID, Row> lock(List<StatusUpdate> updates, Map<String, Row> byWamid) {
    Map<UUID, Row> rows = new LinkedHashMap<>();
    List<UUID> ids =
        updates.stream()
            .map(StatusUpdate::notification)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    lock(ids, rows);
    List<String> unknown =
        updates.stream()
            .filter(
                update -> update.notification() == null || !rows.containsKey(update.notification()))
            .map(StatusUpdate::wamid)
            .distinct()
            .toList();
    Map<String, UUID> found = wamids.find(unknown);
    lock(found.values(), rows);
    rows.values().stream()
        .filter(row -> row.wamid != null)
        .forEach(row -> byWamid.put(String.valueOf(row.wamid), row));
    found.forEach((wamid, id) -> byWamid.computeIfAbsent(wamid, any -> rows.get(id)));
    return rows;
  }

  private void lock(Collection<UUID> ids, Map<UUID, Row> rows) {
    if (ids.isEmpty()) {
      return;
    }
    sql.query(
        """
        select id, state, wamid, reason, delivered_at from notification
        where id = any(?) order by id for update
        """,
        array("uuid", ids),
        row -> {
          rows.putIfAbsent(
              uuid(row, "id"),
              new Row(
                  uuid(row, "id"),
                  State.valueOf(text(row, "state")),
                  row.getString("wamid"),
                  row.getString("reason"),
                  instant(row, "delivered_at")));
        });
  }

  /** A notification while updates are applied to it. */
  private static final class Row {
    final UUID id;
    final State before;
    State state;
    @Nullable String wamid;
    @Nullable String reason;
    @Nullable Instant deliveredAt;
    byte @Nullable [] errors;
    @Nullable String pricing;
    boolean changed;
    boolean named;

    Row(
        UUID id,
        State state,
        @Nullable String wamid,
        @Nullable String reason,
        @Nullable Instant deliveredAt) {
      this.id = id;
      this.before = state;
      this.state = state;
      this.wamid = wamid;
      this.reason = reason;
      this.deliveredAt = deliveredAt;
    }

    boolean becomes(State wanted) {
      return state == wanted && before != wanted;
    }

    /** Whether the update says something new; never moves a state back. */
    boolean take(StatusUpdate update, Vault vault) {
      boolean news = false;
      if (wamid == null) {
        wamid = update.wamid();
        named = true;
        changed = true;
      }
      if (update.pricing() != null && pricing == null) {
        pricing = update.pricing();
        changed = true;
      }
      // whoever has read it has got it, and a late "delivered" still tells when
      boolean arrived = update.state() == State.DELIVERED || update.state() == State.READ;
      if (arrived && (deliveredAt == null || update.at().isBefore(deliveredAt))) {
        deliveredAt = update.at();
        changed = true;
        news = update.state() == State.DELIVERED && state == State.READ;
      }
      if (state.mayBecome(update.state())) {
        state = update.state();
        reason = null;
        if (update.errors() != null) {
          errors = vault.sealText(update.errors());
          reason = "platform-error";
        }
        changed = true;
        news = true;
      }
      return news;
    }
  }
}
