package io.dromedary.drill;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes away what a hub needs, and gives it back. */
final class Outages implements AutoCloseable {

  private static final String DATABASE = "SPRING_DATASOURCE_URL";
  private static final Pattern POSTGRESQL =
      Pattern.compile("jdbc:postgresql://([^:/?,]+)(?::([0-9]{1,5}))?(/[^,]*)");
  private static final int POSTGRESQL_PORT = 5432;

  private final Wire wire;
  private final Random random;
  private final Line broker;
  private final @Nullable Line database;
  private final Map<String, String> leading;

  /**
   * @param broker where the broker is
   * @param environment the hub's settings; its database is a PostgreSQL when they name one
   */
  Outages(Wire wire, URI broker, Map<String, String> environment, Random random) {
    this.wire = wire;
    this.random = random;
    this.broker = new Line(new InetSocketAddress(broker.getHost(), broker.getPort()));
    Matcher url = POSTGRESQL.matcher(environment.getOrDefault(DATABASE, ""));
    if (url.matches()) {
      int port = url.group(2) == null ? POSTGRESQL_PORT : Integer.parseInt(url.group(2));
      database = new Line(new InetSocketAddress(url.group(1), port));
      leading = Map.of(DATABASE, "jdbc:postgresql://127.0.0.1:" + database.port() + url.group(3));
    } else {
      database = null;
      leading = Map.of();
    }
  }

  /** Settings that lead a hub to what can be taken away. */
  Map<String, String> leading() {
    return leading;
  }

  /** The broker, as long as it is there. */
  String broker() {
    return "tcp://127.0.0.1:" + broker.port();
  }

  /** Takes it away: refusing or silent. */
  void begin(KillPoint outage) {
    switch (outage) {
      case DATABASE_GONE -> cut(database);
      case BROKER_GONE -> cut(broker);
      case CLOUD_SILENT -> wire.silence();
      case CLOUD_BROKEN -> wire.garble();
      default -> throw new IllegalArgumentException(outage + " is not an outage");
    }
  }

  private void cut(@Nullable Line line) {
    if (line == null) {
      throw new IllegalArgumentException("database-gone needs a PostgreSQL database");
    }
    if (random.nextBoolean()) {
      line.refuse();
    } else {
      line.hang();
    }
  }

  /** Gives everything back. */
  void mend() {
    wire.mend();
    broker.mend();
    if (database != null) {
      database.mend();
    }
  }

  @Override
  public void close() {
    broker.close();
    if (database != null) {
      database.close();
    }
  }
}
