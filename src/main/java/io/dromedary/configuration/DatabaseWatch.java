package io.dromedary.configuration;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The watch over an external database, where there is one. */
final class DatabaseWatch implements AutoCloseable {

  private final Optional<Watch> watch;
  private final AutoCloseable probe;

  private DatabaseWatch(Optional<Watch> watch, AutoCloseable probe) {
    this.watch = watch;
    this.probe = probe;
  }

  static DatabaseWatch none() {
    return new DatabaseWatch(Optional.empty(), () -> {});
  }

  /** Begins to look after the database, and tells its pool. */
  static DatabaseWatch of(
      String url, @Nullable String user, @Nullable String password, GuardedDatabase pool) {
    DatabaseProbe probe = new DatabaseProbe(url, user, password);
    Watch watch =
        new Watch(
            "the database at " + Address.withoutSecrets(url),
            "HTTP answers 503, queues keep their messages, nothing is sent, nothing is lost",
            "Start it, or correct SPRING_DATASOURCE_URL.",
            probe);
    pool.guardedBy(watch::isAway);
    watch.start();
    return new DatabaseWatch(Optional.of(watch), probe);
  }

  /** See {@link Watch#doubt}. */
  void doubt(String kind) {
    watch.ifPresent(one -> one.doubt(kind));
  }

  /** Whether anybody says so when the database is away. */
  boolean watches() {
    return watch.isPresent();
  }

  @Override
  public void close() throws Exception {
    watch.ifPresent(Watch::close);
    probe.close();
  }
}
