package io.dromedary.dispatch.jdbc;

import io.dromedary.dispatch.KeptMessages;
import io.dromedary.vault.Vault;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Opens every kept message: they are sealed, and no column says whom they name. */
public final class JdbcKeptMessages implements KeptMessages {

  private static final int PAGE = 500;

  private final JdbcTemplate sql;
  private final Vault vault;

  public JdbcKeptMessages(JdbcTemplate sql, Vault vault) {
    this.sql = sql;
    this.vault = vault;
  }

  @Override
  public int naming(Collection<String> identifiers) {
    return found("webhook", identifiers).size() + found("parked_status", identifiers).size();
  }

  @Override
  public void forget(Collection<String> identifiers) {
    for (long id : found("webhook", identifiers)) {
      if (sql.update("delete from webhook where id = ? and stage <> 0", id) == 1) {
        sql.update("delete from webhook_part where webhook = ?", id);
      }
    }
    for (long id : found("parked_status", identifiers)) {
      sql.update("delete from parked_status where id = ?", id);
    }
  }

  private List<Long> found(String table, Collection<String> identifiers) {
    List<Long> found = new ArrayList<>();
    long after = 0;
    List<Kept> page;
    do {
      page =
          sql.query(
              "select id, body from " + table + " where id > ? order by id limit ?",
              (row, index) -> new Kept(row.getLong("id"), row.getBytes("body")),
              after,
              PAGE);
      for (Kept one : page) {
        after = one.id();
        String text = text(table, one);
        if (identifiers.stream().anyMatch(text::contains)) {
          found.add(one.id());
        }
      }
    } while (page.size() == PAGE);
    return found;
  }

  private String text(String table, Kept kept) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(vault.open(kept.body()));
    if (table.equals("webhook")) {
      sql.query(
          "select body from webhook_part where webhook = ? order by part",
          row -> {
            all.writeBytes(vault.open(row.getBytes("body")));
          },
          kept.id());
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private record Kept(long id, byte[] body) {}
}
