package io.dromedary.configuration;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets commits of the embedded database that happen at the same time share one write to disk. H2
 * writes every page that a commit has touched, and most pages are touched by all of them. A commit
 * returns when it is written, as with {@code WRITE_DELAY=0}; what others have seen of it before and
 * made something of can only be written together with it or after it.
 */
final class GroupCommit {

  private static final String WRITE = "checkpoint";

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private long asked;
  private long done;
  private boolean writing;

  /** The connection, whose commits return when they are on disk. */
  Connection guard(Connection connection) {
    return ConnectionCalls.seenBy(new Guarded(connection));
  }

  /**
   * Returns when everything that was committed before the call is on disk.
   *
   * @throws SQLException when it could not be written; whether it is on disk is not known
   */
  private void write(Connection connection) throws SQLException {
    lock.lock();
    try {
      long mine = ++asked;
      while (done < mine) {
        if (writing) {
          written.awaitUninterruptibly();
        } else {
          writeFor(connection, asked);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Holds the lock before and after, not while it writes. */
  private void writeFor(Connection connection, long everybody) throws SQLException {
    writing = true;
    lock.unlock();
    boolean wrote = false;
    try (Statement statement = connection.createStatement()) {
      statement.execute(WRITE);
      wrote = true;
    } finally {
      lock.lock();
      writing = false;
      if (wrote) {
        done = Math.max(done, everybody);
      }
      // after a failure the next one tries for itself and the others
      written.signalAll();
    }
  }

  private final class Guarded implements InvocationHandler {

    private final Connection connection;
    private boolean changed;

    Guarded(Connection connection) {
      this.connection = connection;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      switch (method.getName()) {
        case "createStatement" -> changed = true;
        case "setAutoCommit" -> writeWhatCommittedItself();
        case "close" -> {
          try {
            writeWhatCommittedItself();
          } catch (SQLException notWritten) {
            connection.close();
            throw notWritten;
          }
        }
        default -> changed |= ConnectionCalls.preparesChange(method, arguments);
      }
      Object result = ConnectionCalls.pass(connection, method, arguments);
      if (method.getName().equals("commit") && changed) {
        changed = false;
        GroupCommit.this.write(connection);
      }
      return result;
    }

    /** What was changed outside a transaction. */
    private void writeWhatCommittedItself() throws SQLException {
      if (changed && !connection.isClosed() && connection.getAutoCommit()) {
        changed = false;
        GroupCommit.this.write(connection);
      }
    }
  }
}
