package io.dromedary.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Tells a database that is away from one that refuses a statement. */
public final class LostDatabase {

  /** Connection exception, operator intervention, too many connections. */
  private static final Set<String> STATES = Set.of("08", "57", "53");

  private LostDatabase() {}

  /** Whether this came of a connection that cannot be had, or was lost. */
  public static boolean isCauseOf(Throwable failure) {
    Throwable before = null;
    for (Throwable t = failure; t != null && t != before; before = t, t = t.getCause()) {
      if (t instanceof SQLTransientConnectionException
          || t instanceof SQLNonTransientConnectionException
          || t instanceof SQLRecoverableException) {
        return true;
      }
      if (t instanceof SQLException sql && isLost(sql)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLost(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null) {
      // the pool's word for a connection that it has given up under its user
      return "Connection is closed".equals(failure.getMessage());
    }
    return state.length() >= 2 && STATES.contains(state.substring(0, 2));
  }
}
