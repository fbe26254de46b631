package io.dromedary.dispatch.camel;

import io.dromedary.jdbc.LostDatabase;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Work that pauses while the database refuses it: says so once, and once when it is over. That the
 * database is away is said by whoever watches it.
 */
final class Outage {

  private final Logger log;
  private final String what;
  private final AtomicBoolean away = new AtomicBoolean();

  Outage(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  <T> T guard(Supplier<T> work, T otherwise) {
    try {
      T result = work.get();
      if (away.compareAndSet(true, false)) {
        log.info("the database answers again: {} goes on", what);
      }
      return result;
    } catch (DataAccessException | TransactionException e) {
      if (!LostDatabase.isCauseOf(e) && away.compareAndSet(false, true)) {
        log.error(
            "the database does not do what {} needs ({}): {} pauses and tries again",
            what,
            e.getClass().getSimpleName(),
            what);
      }
      log.debug("while the database was away", e);
      return otherwise;
    }
  }
}
