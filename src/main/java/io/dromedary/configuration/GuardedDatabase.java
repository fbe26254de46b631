package io.dromedary.configuration;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pool, which says no at once while the database is known to be away: callers get their answer
 * instead of waiting in a row, each until its time has run out.
 */
final class GuardedDatabase extends HikariDataSource {

  private volatile BooleanSupplier away = () -> false;
  private volatile @Nullable GroupCommit commits;
  private final @Nullable HaltAt halt = HaltAt.of(System.getenv(HaltAt.VARIABLE));

  /** From now on this knows whether the database is away. */
  void guardedBy(BooleanSupplier watch) {
    this.away = watch;
  }

  /** From now on commits share their writes. */
  void committedBy(GroupCommit group) {
    this.commits = group;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (away.getAsBoolean()) {
      throw new SQLTransientConnectionException("the database is away", "08001");
    }
    Connection connection = super.getConnection();
    GroupCommit group = commits;
    Connection guarded = group == null ? connection : group.guard(connection);
    return halt == null ? guarded : halt.watched(guarded);
  }
}
