package io.dromedary.dispatch.jdbc;

import static io.dromedary.jdbc.Columns.array;
import static io.dromedary.jdbc.Columns.at;
import static io.dromedary.jdbc.Columns.instant;

import io.dromedary.dispatch.WebhookStore;
import io.dromedary.vault.Vault;
import java.io.ByteArrayOutputStream;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;

/** Webhooks in the database, sealed; bodies longer than a column may hold are kept in parts. */
public final class JdbcWebhookStore implements WebhookStore {

  /** H2 holds up to a mebibyte in a binary column; sealing adds a few bytes. */
  private static final int PART = 900_000;

  private final JdbcTemplate sql;
  private final Vault vault;

  public JdbcWebhookStore(JdbcTemplate sql, Vault vault) {
    this.sql = sql;
    this.vault = vault;
  }

  @Override
  public void store(List<byte[]> bodies, Instant now) {
    List<Object[]> small = new ArrayList<>();
    for (byte[] body : bodies) {
      if (body.length <= PART) {
        small.add(new Object[] {at(now), vault.seal(body)});
      } else {
        storeInParts(body, now);
      }
    }
    sql.batchUpdate(
        "insert into webhook (received_at, stage, attempts, body) values (?, 0, 0, ?)", small);
  }

  private void storeInParts(byte[] body, Instant now) {
    KeyHolder key = new GeneratedKeyHolder();
    sql.update(
        connection -> {
          PreparedStatement statement =
              connection.prepareStatement(
                  "insert into webhook (received_at, stage, attempts, body) values (?, 0, 0, ?)",
                  new String[] {"id"});
          statement.setObject(1, at(now));
          statement.setBytes(2, vault.seal(Arrays.copyOf(body, PART)));
          return statement;
        },
        key);
    long id = Objects.requireNonNull(key.getKey(), "a generated id").longValue();
    for (int from = PART, part = 1; from < body.length; from += PART, part++) {
      sql.update(
          "insert into webhook_part (webhook, part, body) values (?, ?, ?)",
          id,
          part,
          vault.seal(Arrays.copyOfRange(body, from, Math.min(body.length, from + PART))));
    }
  }

  @Override
  public List<Stored> next(int limit) {
    // in two steps, the second by its ids alone: a plan from when the table was empty reads all of
    // it, or of those that wait, for any other condition
    List<Long> first =
        sql.queryForList(
            "select id from webhook where stage = 0 order by stage, id limit ?", Long.class, limit);
    if (first.isEmpty()) {
      return List.of();
    }
    return sql
        .query(
            """
            select id, stage, received_at, body from webhook
            where id = any(?) for update skip locked
            """,
            array("bigint", first),
            (row, index) ->
                row.getInt("stage") == 0
                    ? new Stored(
                        row.getLong("id"), row.getBytes("body"), instant(row, "received_at"))
                    : null)
        .stream()
        .filter(Objects::nonNull)
        .sorted(java.util.Comparator.comparingLong(Stored::id))
        .map(stored -> new Stored(stored.id(), whole(stored), stored.receivedAt()))
        .toList();
  }

  private byte[] whole(Stored stored) {
    byte[] first = vault.open(stored.body());
    if (first.length < PART) {
      return first;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    sql.query(
        "select body from webhook_part where webhook = ? order by part",
        row -> {
          all.writeBytes(vault.open(row.getBytes("body")));
        },
        stored.id());
    return all.toByteArray();
  }

  @Override
  public void done(List<Long> ids) {
    sql.update("update webhook set stage = 1 where id = any(?)", array("bigint", ids));
  }

  @Override
  public boolean failed(long id, int most, String problem) {
    sql.update("update webhook set attempts = attempts + 1, problem = ? where id = ?", problem, id);
    return sql.update(
            "update webhook set stage = 2 where id = ? and stage = 0 and attempts >= ?", id, most)
        == 1;
  }

  @Override
  public int forget(Instant before, Instant parkedBefore, int limit) {
    List<Long> old =
        sql.query(
            """
            select id from (
                select id, received_at from webhook where stage = 1 order by stage, id limit ?) oldest
            where received_at < ?
            """,
            (row, index) -> row.getLong("id"),
            limit,
            at(before));
    sql.update("delete from webhook_part where webhook = any(?)", array("bigint", old));
    sql.update("delete from webhook where id = any(?)", array("bigint", old));
    int parked =
        sql.update(
            """
            delete from parked_status where id in (
                select id from parked_status where parked_at < ? order by parked_at limit ?)
            """,
            at(parkedBefore),
            limit);
    return Math.max(old.size(), parked);
  }

  @Override
  public void park(String wamid, byte[] status, Instant now) {
    sql.update(
        "insert into parked_status (wamid, parked_at, body) values (?, ?, ?)",
        wamid,
        at(now),
        vault.seal(status));
  }

  @Override
  public List<byte[]> unpark(int limit) {
    List<Stored> matched =
        sql.query(
            """
            select p.id, p.parked_at, p.body from parked_status p
              join wamid w on w.wamid = p.wamid
            order by p.id limit ?
            """,
            (row, index) ->
                new Stored(row.getLong("id"), row.getBytes("body"), instant(row, "parked_at")),
            limit);
    // whoever deletes a row applies it: another hub may look at the same moment
    return matched.stream()
        .filter(one -> sql.update("delete from parked_status where id = ?", one.id()) == 1)
        .map(one -> vault.open(one.body()))
        .toList();
  }
}
