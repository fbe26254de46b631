package io.dromedary.testing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database under test, with its transactions. */
public final class Database {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;

  public Database(DataSource dataSource) {
    jdbc = new JdbcTemplate(dataSource);
    transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  public JdbcTemplate jdbc() {
    return jdbc;
  }

  public <T> T inTransaction(Supplier<T> work) {
    return transactions.execute(status -> work.get());
  }

  public void inTransaction(Runnable work) {
    transactions.executeWithoutResult(status -> work.run());
  }

  /** Runs the tasks at once, each in a thread of its own; their results in order. */
  public static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<Future<T>> running =
          tasks.stream()
              .map(
                  task ->
                      threads.submit(
                          () -> {
                            start.await(30, TimeUnit.SECONDS);
                            return task.call();
                          }))
              .toList();
      return running.stream().map(Database::result).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  /** The same task in so many threads at once. */
  public static <T> List<T> atOnce(int times, Callable<T> task) throws Exception {
    return atOnce(IntStream.range(0, times).mapToObj(i -> task).toList());
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("A task failed", e.getCause());
    } catch (Exception e) {
      throw new AssertionError("A task did not end", e);
    }
  }
}
