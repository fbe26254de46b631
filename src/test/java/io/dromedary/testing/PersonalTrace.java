package io.dromedary.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Looks for clear text in every column of every table, binary columns read as text too. */
public final class PersonalTrace {

  private PersonalTrace() {}

  /** Each column that holds one of the words, as {@code table.column: word}. */
  public static List<String> find(DataSource dataSource, String... words) {
    try (Connection connection = dataSource.getConnection()) {
      List<String> found = new ArrayList<>();
      for (String table : tables(connection)) {
        try (ResultSet rows =
            connection.createStatement().executeQuery("select * from \"" + table + "\"")) {
          while (rows.next()) {
            search(table, rows, words, found);
          }
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("The tables cannot be read", e);
    }
  }

  /** The tables of the hub. */
  public static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        connection
            .getMetaData()
            .getTables(null, "public", "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (rows.next()) {
        tables.add(rows.getString("table_name"));
      }
    }
    return tables;
  }

  private static void search(String table, ResultSet row, String[] words, List<String> found)
      throws SQLException {
    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
      String clear = clear(row, column);
      for (String word : words) {
        if (clear.contains(word)) {
          found.add(table + "." + row.getMetaData().getColumnName(column) + ": " + word);
        }
      }
    }
  }

  private static String clear(ResultSet row, int column) throws SQLException {
    if (row.getObject(column) instanceof byte[] bytes) {
      return new String(bytes, ISO_8859_1) + new String(bytes, UTF_8);
    }
    String text = row.getString(column);
    return text == null ? "" : text;
  }
}
