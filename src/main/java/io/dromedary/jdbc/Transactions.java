package io.dromedary.jdbc;

import java.util.function.Supplier;

/** Port: runs work in a database transaction, rolled back when it throws. */
public interface Transactions {

  /** Runs {@code work} in a transaction and gives back what it returns. */
  <T> T call(Supplier<T> work);

  /** Runs {@code work} in a transaction. */
  default void run(Runnable work) {
    call(
        () -> {
          work.run();
          return true;
        });
  }
}
