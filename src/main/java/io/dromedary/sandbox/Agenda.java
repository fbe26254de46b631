package io.dromedary.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs short tasks when they are due by a {@link Clock}, on one thread of its own. Tasks that are
 * due at the same instant run in the order in which they were entered. A task that throws is logged
 * and does not stop the others.
 */
final class Agenda implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Agenda.class);

  /** A clock that is set by hand wakes nobody, so look again at least this often. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

  private record Entry(Instant due, long order, Runnable task) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = due.compareTo(other.due);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final Clock clock;
  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private long entered;
  private boolean closed;

  Agenda(Clock clock, String name) {
    this.clock = clock;
    thread = new Thread(this::work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Runs {@code task} at {@code due}, or as soon as possible when that is past. */
  void at(Instant due, Runnable task) {
    lock.lock();
    try {
      Entry entry = new Entry(due, entered++, task);
      entries.add(entry);
      if (entries.peek() == entry) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    while (true) {
      Runnable task = next();
      if (task == null) {
        return;
      }
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("A task of the sandbox's agenda failed", e);
      }
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      while (!closed) {
        Entry first = entries.peek();
        if (first == null) {
          changed.await();
          continue;
        }
        Duration wait = Duration.between(clock.instant(), first.due());
        if (wait.isZero() || wait.isNegative()) {
          entries.remove();
          return first.task();
        }
        long nanos = wait.compareTo(LONGEST_WAIT) < 0 ? wait.toNanos() : LONGEST_WAIT.toNanos();
        boolean early = changed.await(nanos, TimeUnit.NANOSECONDS);
        LOG.trace("Agenda woke {}", early ? "early" : "in time");
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Stops after the running task; what is not yet due never runs. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
