package io.dromedary.configuration;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Asks a database over a connection of its own: one from the pool would wait behind the very work
 * that waits for the database.
 */
final class DatabaseProbe implements Watch.Probe, AutoCloseable {

  private final String url;
  private final Properties properties = new Properties();
  private @Nullable Connection connection;

  DatabaseProbe(String url, @Nullable String user, @Nullable String password) {
    this.url = url;
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    String seconds = String.valueOf(Watch.LIMIT.toSeconds());
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
  }

  @Override
  public synchronized void ask() throws SQLException {
    Connection asked = connection;
    if (asked == null) {
      asked = DriverManager.getConnection(url, properties);
      connection = asked;
    }
    try {
      if (!asked.isValid(Math.toIntExact(Watch.LIMIT.toSeconds()))) {
        throw new SQLException("no answer", "08006");
      }
    } catch (SQLException e) {
      close();
      // it may be the old connection only: a new one tells
      connection = DriverManager.getConnection(url, properties);
    }
  }

  @Override
  public synchronized void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        // it is given up in any case
      }
    }
  }
}
