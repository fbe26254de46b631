package io.dromedary.feedback.jdbc;

import static io.dromedary.jdbc.Columns.at;
import static io.dromedary.jdbc.Columns.requiredInstant;
import static io.dromedary.jdbc.Columns.text;

import io.dromedary.feedback.Callbacks;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Calls to sources in PostgreSQL or H2. */
public final class JdbcCallbacks implements Callbacks {

  private final JdbcTemplate sql;

  public JdbcCallbacks(JdbcTemplate sql) {
    this.sql = sql;
  }

  @Override
  public void add(List<Call> calls, Instant now) {
    sql.batchUpdate(
        "insert into callback (name, body, attempts, created_at, due_at) values (?, ?, 0, ?, ?)",
        calls.stream()
            .map(call -> new Object[] {call.name(), call.body(), at(now), at(now)})
            .toList());
  }

  @Override
  public List<Waiting> next(String name, int limit, Instant now, Instant until) {
    List<Waiting> due =
        sql.query(
            """
            select id, name, body, attempts, created_at from callback
            where id in (
                select id from callback where due_at <= ? and name = ? order by due_at limit ?)
              and due_at <= ?
            for update skip locked
            """,
            (row, index) ->
                new Waiting(
                    row.getLong("id"),
                    text(row, "name"),
                    text(row, "body"),
                    row.getInt("attempts"),
                    requiredInstant(row, "created_at")),
            at(now),
            name,
            limit,
            at(now));
    sql.batchUpdate(
        "update callback set attempts = attempts + 1, due_at = ? where id = ?",
        due.stream().map(one -> new Object[] {at(until), one.id()}).toList());
    return due;
  }

  @Override
  public void done(long id) {
    sql.update("delete from callback where id = ?", id);
  }

  @Override
  public int forget(Instant before) {
    return sql.update("delete from callback where created_at < ?", at(before));
  }

  @Override
  public void postpone(long id, Instant dueAt) {
    sql.update("update callback set due_at = ? where id = ?", at(dueAt), id);
  }
}
