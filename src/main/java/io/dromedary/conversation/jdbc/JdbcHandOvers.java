package io.dromedary.conversation.jdbc;

import static io.dromedary.jdbc.Columns.array;
import static io.dromedary.jdbc.Columns.at;

import io.dromedary.conversation.HandOvers;
import io.dromedary.person.PersonId;
import io.dromedary.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What waits for the care desk, sealed. */
public final class JdbcHandOvers implements HandOvers {

  private final JdbcTemplate sql;
  private final Vault vault;

  public JdbcHandOvers(JdbcTemplate sql, Vault vault) {
    this.sql = sql;
    this.vault = vault;
  }

  @Override
  public void add(@Nullable PersonId person, String body, Instant now) {
    sql.update(
        "insert into hand_over (person, written_at, body) values (?, ?, ?)",
        person == null ? null : person.value(),
        at(now),
        vault.seal(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public List<Waiting> next(int limit) {
    return sql
        .query(
            """
            select id, body from hand_over
            where id in (select id from hand_over order by id limit ?)
            for update skip locked
            """,
            (row, index) ->
                new Waiting(
                    row.getLong("id"),
                    new String(vault.open(row.getBytes("body")), StandardCharsets.UTF_8)),
            limit)
        .stream()
        .sorted(Comparator.comparingLong(Waiting::id))
        .toList();
  }

  @Override
  public List<String> of(PersonId person) {
    return sql.query(
        "select body from hand_over where person = ? order by id",
        (row, index) -> new String(vault.open(row.getBytes("body")), StandardCharsets.UTF_8),
        person.value());
  }

  @Override
  public void erase(PersonId person) {
    sql.update("delete from hand_over where person = ?", person.value());
  }

  @Override
  public void done(List<Long> ids) {
    sql.update("delete from hand_over where id = any(?)", array("bigint", ids));
  }
}
