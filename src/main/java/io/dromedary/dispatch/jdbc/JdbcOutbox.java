package io.dromedary.dispatch.jdbc;

import static io.dromedary.jdbc.Columns.at;
import static io.dromedary.jdbc.Columns.requiredInstant;
import static io.dromedary.jdbc.Columns.text;
import static io.dromedary.jdbc.Columns.uuid;

import io.dromedary.dispatch.Claimed;
import io.dromedary.dispatch.Outbox;
import io.dromedary.dispatch.Settlement;
import io.dromedary.notification.State;
import io.dromedary.notification.jdbc.Payloads;
import io.dromedary.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The outbox in PostgreSQL or H2. The claim reads its candidates without locking first: H2 locks
 * every row that an ordered {@code FOR UPDATE} passes, PostgreSQL only those that it returns.
 */
public final class JdbcOutbox implements Outbox {

  private static final int WAITING = 0;
  private static final int READY = 1;
  private static final int LEASED = 2;
  private static final int UNKNOWN = 3;

  /** Candidates per row wanted, so that what others hold does not leave a claim empty. */
  private static final int CANDIDATES = 4;

  private final JdbcTemplate sql;
  private final Vault vault;
  private final Payloads payloads;

  public JdbcOutbox(JdbcTemplate sql, Vault vault) {
    this.sql = sql;
    this.vault = vault;
    this.payloads = new Payloads(vault);
  }

  @Override
  public boolean anyReady(String sender) {
    return !sql.queryForList(
            "select 1 from outbox where stage = ? and sender = ? limit 1", READY, sender)
        .isEmpty();
  }

  @Override
  public List<Claimed> claim(
      String sender, int limit, String owner, Instant now, Instant leaseUntil) {
    List<UUID> ids =
        sql.query(
            """
            select notification from outbox
            where notification in (
                select notification from outbox where stage = 1 and sender = ?
                order by stage, sender, lane, deadline limit ?)
              and stage = 1
            limit ? for update skip locked
            """,
            (row, index) -> uuid(row, "notification"),
            sender,
            limit * CANDIDATES,
            limit * CANDIDATES);
    if (ids.isEmpty()) {
      return List.of();
    }
    // the outer select keeps no order, so it locks all candidates and the first ones are taken here
    List<Claimed> claimed =
        sql.query(
            connection -> {
              var statement =
                  connection.prepareStatement(
                      """
                      select n.id, n.person, n.topic, n.template, n.language, n.lane, n.deadline,
                        n.attempts, n.on_unknown, n.payload
                      from notification n where n.id = any(?)
                      """);
              statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
              return statement;
            },
            this::claimed);
    List<Claimed> first =
        claimed.stream()
            .sorted(Comparator.comparingInt(Claimed::lane).thenComparing(Claimed::deadline))
            .limit(limit)
            .toList();
    sql.batchUpdate(
        "update outbox set stage = 2, lease_owner = ?, lease_until = ? where notification = ?",
        first.stream().map(one -> new Object[] {owner, at(leaseUntil), one.id()}).toList());
    return first;
  }

  private Claimed claimed(ResultSet row, int index) throws SQLException {
    return new Claimed(
        uuid(row, "id"),
        row.getObject("person", UUID.class),
        row.getString("topic"),
        text(row, "template"),
        text(row, "language"),
        row.getInt("lane"),
        requiredInstant(row, "deadline"),
        row.getInt("attempts"),
        row.getString("on_unknown"),
        payloads.open(row.getBytes("payload")));
  }

  @Override
  public void sending(List<UUID> notifications, Instant now) {
    sql.batchUpdate(
        """
        update notification set state = 'SENDING', reason = null, attempts = attempts + 1,
          updated_at = ?
        where id = ?
        """,
        notifications.stream().map(id -> new Object[] {at(now), id}).toList());
    history(notifications.stream().map(id -> step(id, State.SENDING, now, null)).toList());
  }

  @Override
  public void postpone(UUID notification, Instant dueAt, @Nullable String reason, Instant now) {
    sql.update(
        """
        update outbox set stage = 0, due_at = ?, lease_owner = null, lease_until = null
        where notification = ?
        """,
        at(dueAt),
        notification);
    sql.update(
        "update notification set reason = ?, updated_at = ? where id = ?",
        reason,
        at(now),
        notification);
  }

  @Override
  public void end(UUID notification, State state, String reason, String decision, Instant now) {
    sql.update("delete from outbox where notification = ?", notification);
    sql.update(
        """
        update notification set state = ?, reason = ?, payload = null, updated_at = ?,
          decision = concat(substring(cast(? as varchar), 1, length(cast(? as varchar)) - 1),
            ',"before":', decision, '}')
        where id = ?
        """,
        state.name(),
        reason,
        at(now),
        decision,
        decision,
        notification);
    history(List.<@Nullable Object[]>of(step(notification, state, now, reason)));
  }

  @Override
  public void settle(List<Settlement> settlements, Instant now) {
    List<Settlement> ordered =
        settlements.stream().sorted(Comparator.comparing(Settlement::notification)).toList();
    for (Settlement settlement : ordered) {
      if (settlement instanceof Settlement.Accepted accepted) {
        accept(accepted, now);
      } else if (settlement instanceof Settlement.Again again) {
        again(again, now);
      } else if (settlement instanceof Settlement.Unknown unknown) {
        unknown(unknown, now);
      } else if (settlement instanceof Settlement.Refused refused) {
        stop(refused.notification(), State.FAILED, refused.reason(), refused.error(), now);
      } else if (settlement instanceof Settlement.Dead dead) {
        stop(dead.notification(), State.DEAD, dead.reason(), dead.error(), now);
      }
    }
  }

  /** A status webhook may have been faster: then only the wamid is still to be learnt. */
  private void accept(Settlement.Accepted accepted, Instant now) {
    UUID id = accepted.notification();
    sql.update("delete from outbox where notification = ?", id);
    int moved =
        sql.update(
            """
            update notification set state = 'ACCEPTED', wamid = ?, reason = null, payload = null,
              updated_at = ?
            where id = ? and state in ('SENDING', 'UNKNOWN')
            """,
            accepted.wamid(),
            at(now),
            id);
    if (moved == 0) {
      sql.update(
          "update notification set wamid = ?, payload = null where id = ? and wamid is null",
          accepted.wamid(),
          id);
    } else {
      history(List.<@Nullable Object[]>of(step(id, State.ACCEPTED, now, accepted.status())));
    }
  }

  private void again(Settlement.Again again, Instant now) {
    UUID id = again.notification();
    int moved =
        sql.update(
            """
            update notification set state = 'QUEUED', reason = ?, platform_error = ?, updated_at = ?
            where id = ? and state = 'SENDING'
            """,
            again.reason(),
            sealed(again.error()),
            at(now),
            id);
    if (moved == 1) {
      sql.update(
          """
          update outbox set stage = ?, due_at = ?, lease_owner = null, lease_until = null
          where notification = ?
          """,
          WAITING,
          at(again.dueAt()),
          id);
      history(List.<@Nullable Object[]>of(step(id, State.QUEUED, now, again.reason())));
    }
  }

  private void unknown(Settlement.Unknown unknown, Instant now) {
    UUID id = unknown.notification();
    int moved =
        sql.update(
            """
            update notification set state = 'UNKNOWN', reason = ?, updated_at = ?
            where id = ? and state = 'SENDING'
            """,
            unknown.reason(),
            at(now),
            id);
    if (moved == 1) {
      sql.update(
          """
          update outbox set stage = ?, due_at = ?, lease_owner = null, lease_until = null
          where notification = ?
          """,
          UNKNOWN,
          at(unknown.waitUntil()),
          id);
      history(List.<@Nullable Object[]>of(step(id, State.UNKNOWN, now, unknown.reason())));
    }
  }

  private void stop(UUID id, State state, String reason, @Nullable String error, Instant now) {
    int moved =
        sql.update(
            """
            update notification set state = ?, reason = ?, platform_error = ?, updated_at = ?
            where id = ? and state = 'SENDING'
            """,
            state.name(),
            reason,
            sealed(error),
            at(now),
            id);
    if (moved == 1) {
      sql.update("delete from outbox where notification = ?", id);
      history(List.<@Nullable Object[]>of(step(id, state, now, reason)));
    }
  }

  @Override
  public int promote(Instant now, int limit) {
    List<UUID> due = due(WAITING, "due_at", now, limit);
    if (due.isEmpty()) {
      return 0;
    }
    sql.batchUpdate(
        "update outbox set stage = ? where notification = ?",
        due.stream().map(id -> new Object[] {READY, id}).toList());
    sql.batchUpdate(
        "update notification set state = 'QUEUED', updated_at = ? where id = ? and state ="
            + " 'SCHEDULED'",
        due.stream().map(id -> new Object[] {at(now), id}).toList());
    return due.size();
  }

  private List<UUID> due(int stage, String column, Instant now, int limit) {
    return sql.query(
        "select notification from outbox where stage = ? and "
            + column
            + " <= ? limit ? for update skip locked",
        (row, index) -> uuid(row, "notification"),
        stage,
        at(now),
        limit);
  }

  @Override
  public List<UUID> expireLeases(Instant now, int limit) {
    List<UUID> lost = due(LEASED, "lease_until", now, limit);
    for (UUID id : lost) {
      // leased but never sent: the hub ended between its claim and its commit's work
      int unsent =
          sql.update(
              "update outbox set stage = 1, lease_owner = null, lease_until = null"
                  + " where notification = ? and exists (select 1 from notification"
                  + " where id = ? and state <> 'SENDING')",
              id,
              id);
      if (unsent == 0) {
        unknown(new Settlement.Unknown(id, now, "lease-expired"), now);
      }
    }
    return lost;
  }

  @Override
  public List<Overdue> overdueUnknown(Instant now, int limit) {
    List<UUID> ids = due(UNKNOWN, "due_at", now, limit);
    List<Overdue> overdue = new ArrayList<>();
    for (UUID id : ids) {
      overdue.addAll(
          sql.query(
              """
              select n.on_unknown,
                (select count(*) from notification_history h
                  where h.notification = n.id and h.detail = 'resend') as resends
              from notification n where n.id = ?
              """,
              (row, index) -> new Overdue(id, row.getString("on_unknown"), row.getInt("resends")),
              id));
    }
    return overdue;
  }

  @Override
  public void resend(UUID notification, Instant now) {
    int moved =
        sql.update(
            "update notification set state = 'QUEUED', reason = null, updated_at = ?"
                + " where id = ? and state = 'UNKNOWN'",
            at(now),
            notification);
    if (moved == 1) {
      sql.update(
          "update outbox set stage = 1, due_at = ? where notification = ?", at(now), notification);
      history(List.<@Nullable Object[]>of(step(notification, State.QUEUED, now, "resend")));
    }
  }

  @Override
  public void hold(UUID notification, Instant now) {
    sql.update("delete from outbox where notification = ? and stage = ?", notification, UNKNOWN);
    sql.update(
        "update notification set reason = 'held', updated_at = ? where id = ? and state ="
            + " 'UNKNOWN'",
        at(now),
        notification);
  }

  private byte @Nullable [] sealed(@Nullable String text) {
    return text == null ? null : vault.sealText(text);
  }

  private static @Nullable Object[] step(
      UUID id, State state, Instant now, @Nullable String detail) {
    return new @Nullable Object[] {id, state.name(), at(now), detail};
  }

  private void history(List<@Nullable Object[]> steps) {
    sql.batchUpdate(
        "insert into notification_history (notification, state, at, detail) values (?, ?, ?, ?)",
        steps);
  }
}
