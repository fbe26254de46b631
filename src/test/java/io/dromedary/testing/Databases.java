package io.dromedary.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dromedary.jdbc.PostgresSessions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Fresh databases with the migrations applied; one PostgreSQL server serves a whole test run. */
public final class Databases {

  /** The version that the hub of now works on. */
  public static final String LATEST = "latest";

  private Databases() {}

  /** A new, empty H2 database in memory, in PostgreSQL mode as the embedded default is. */
  public static DataSource h2() {
    return h2(LATEST);
  }

  /** The same as an earlier version left it, to be {@linkplain #migrate migrated}. */
  public static DataSource h2(String version) {
    return database(
        "jdbc:h2:mem:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1"
            .formatted(name()),
        "sa",
        version);
  }

  /** A new, empty database on a real PostgreSQL server. */
  public static DataSource postgres() {
    return postgres(LATEST);
  }

  /** The same as an earlier version left it, to be {@linkplain #migrate migrated}. */
  public static DataSource postgres(String version) {
    String name = name();
    try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("The test database cannot be created", e);
    }
    return database(Server.POSTGRES.getJdbcUrl("postgres", name), "postgres", version);
  }

  private static DataSource database(String url, String user, String version) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(0);
    if (isPostgres(url)) {
      PostgresSessions.setUp(config);
    }
    return migrate(new HikariDataSource(config), version);
  }

  /** Brings a database of an earlier version up to one, or to the {@link #LATEST}. */
  public static DataSource migrate(DataSource dataSource, String version) {
    String url = ((HikariDataSource) dataSource).getJdbcUrl();
    Flyway.configure()
        .dataSource(dataSource)
        .locations(
            "classpath:db/migration",
            isPostgres(url) ? "classpath:db/postgresql" : "classpath:db/h2")
        .target(version)
        .load()
        .migrate();
    return dataSource;
  }

  private static boolean isPostgres(String url) {
    return url.startsWith("jdbc:postgresql:");
  }

  private static String name() {
    return "t" + UUID.randomUUID().toString().replace("-", "");
  }

  /** Started by the first test that needs it, stopped with the test run. */
  private static final class Server {

    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL does not start", e);
      }
    }
  }
}
