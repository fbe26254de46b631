package io.dromedary.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {

  private final GroupCommit group = new GroupCommit();

  /** What a disk would know: the commits that had happened when the last write began. */
  private final AtomicLong committed = new AtomicLong();

  private final AtomicLong onDisk = new AtomicLong();
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicBoolean broken = new AtomicBoolean();

  @Test
  void everyCommitIsOnDiskWhenItReturnsAndManyShareAWrite() throws Exception {
    int threads = 16;
    int each = 500;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<Integer>> missing = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    for (int t = 0; t < threads; t++) {
      missing.add(
          pool.submit(
              () -> {
                start.await();
                int notOnDisk = 0;
                for (int i = 0; i < each; i++) {
                  AtomicLong mine = new AtomicLong();
                  Connection connection = group.guard(connection(mine));
                  connection.prepareStatement("insert into t values (1)");
                  connection.commit();
                  notOnDisk += onDisk.get() < mine.get() ? 1 : 0;
                }
                return notOnDisk;
              }));
    }
    start.countDown();
    for (Future<Integer> one : missing) {
      assertThat(one.get()).isZero();
    }
    pool.shutdown();
    assertThat(committed).hasValue(threads * each);
    assertThat(writes.get()).isLessThan(threads * each);
  }

  @Test
  void readingWritesNothing() throws SQLException {
    Connection connection = group.guard(connection(new AtomicLong()));
    connection.prepareStatement("  SELECT * from t");
    connection.commit();

    assertThat(writes).hasValue(0);
  }

  @Test
  void aWriteThatFailsFailsTheCommitAndTheNextOneTriesAgain() throws SQLException {
    Connection connection = group.guard(connection(new AtomicLong()));
    connection.prepareStatement("update t set a = 1");
    broken.set(true);
    assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);

    broken.set(false);
    connection.prepareStatement("update t set a = 1");
    connection.commit();
    assertThat(onDisk).hasValue(2);
  }

  @Test
  void whatChangesOutsideATransactionIsOnDiskWhenTheConnectionIsGivenBack(@TempDir Path folder)
      throws SQLException {
    try (Connection real = DriverManager.getConnection("jdbc:h2:" + folder.resolve("db"))) {
      AtomicInteger checkpoints = new AtomicInteger();
      Connection counted = counting(real, checkpoints);
      try (Connection guarded = group.guard(counted)) {
        guarded.createStatement().execute("create table t (a int)");
        guarded.prepareStatement("insert into t values (1)").executeUpdate();
      }
      assertThat(checkpoints).hasValue(1);
    }
  }

  @Test
  void aConnectionThatCannotBeWrittenGoesBackAllTheSame() throws SQLException {
    AtomicBoolean closed = new AtomicBoolean();
    Connection raw =
        proxy(
            Connection.class,
            (method, arguments) ->
                switch (method) {
                  case "getAutoCommit" -> true;
                  case "isClosed" -> false;
                  case "createStatement" -> throw new SQLException("the disk is full");
                  case "close" -> {
                    closed.set(true);
                    yield null;
                  }
                  default -> null;
                });
    Connection connection = group.guard(raw);
    connection.prepareStatement("insert into t values (1)");

    assertThatThrownBy(connection::close).isInstanceOf(SQLException.class);
    assertThat(closed).isTrue();
  }

  /** A connection whose commit takes a number, and whose write puts all numbers so far on disk. */
  private Connection connection(AtomicLong mine) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          switch (method) {
            case "commit":
              mine.set(committed.incrementAndGet());
              return null;
            case "createStatement":
              return proxy(
                  Statement.class,
                  (call, text) -> {
                    if (call.equals("execute")) {
                      if (broken.get()) {
                        throw new SQLException("the disk is full");
                      }
                      long upTo = committed.get();
                      writes.incrementAndGet();
                      Thread.yield();
                      onDisk.accumulateAndGet(upTo, Math::max);
                    }
                    return call.equals("execute") ? Boolean.FALSE : null;
                  });
            default:
              return method.startsWith("is") || method.startsWith("get") ? Boolean.FALSE : null;
          }
        });
  }

  private static Connection counting(Connection real, AtomicInteger checkpoints) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.equals("createStatement")) {
            Statement statement = real.createStatement();
            return proxy(
                Statement.class,
                (call, text) -> {
                  if (call.equals("execute")) {
                    checkpoints.addAndGet(text[0].equals("checkpoint") ? 1 : 0);
                    return statement.execute((String) text[0]);
                  }
                  return null;
                });
          }
          return switch (method) {
            case "prepareStatement" -> real.prepareStatement((String) arguments[0]);
            case "getAutoCommit" -> real.getAutoCommit();
            case "isClosed" -> real.isClosed();
            default -> null;
          };
        });
  }

  private interface Call {
    Object on(String method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.on(method.getName(), arguments)));
  }
}
