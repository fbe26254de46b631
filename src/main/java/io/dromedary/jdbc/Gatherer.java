package io.dromedary.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what arrives within a few milliseconds with one commit. When a gathered write fails, its
 * members are tried singly, so that a broken one fails alone.
 *
 * @param <T> what is written
 */
public final class Gatherer<T> implements AutoCloseable {

  private final BlockingQueue<Entry<T>> waiting = new LinkedBlockingQueue<>();
  private final Consumer<List<T>> write;
  private final Duration gathering;
  private final int most;
  private final Thread writer;
  private final Object closing = new Object();
  private volatile boolean closed;

  /**
   * @param write writes all or nothing, in a transaction of its own
   * @param gathering how long the first waits for others
   * @param most how many one write takes
   */
  public Gatherer(String name, Consumer<List<T>> write, Duration gathering, int most) {
    this.write = write;
    this.gathering = gathering;
    this.most = most;
    this.writer = new Thread(this::run, name);
    this.writer.setDaemon(true);
    this.writer.start();
  }

  /** Completes when {@code value} is committed, or with the failure of its write. */
  public CompletableFuture<Void> add(T value) {
    Entry<T> entry = new Entry<>(value, new CompletableFuture<>());
    // after the writer has looked for the last time nothing may be added any more
    synchronized (closing) {
      if (!closed) {
        waiting.add(entry);
        return entry.done();
      }
    }
    entry.done().completeExceptionally(new IllegalStateException("stopping"));
    return entry.done();
  }

  /** How many wait for the write after the one that is under way. */
  public int waiting() {
    return waiting.size();
  }

  /** Like {@link #add}, and waits; the write's own exception comes out. */
  public void write(T value) {
    try {
      add(value).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void run() {
    while (!closed || !waiting.isEmpty()) {
      try {
        Entry<T> first = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          flush(gather(first));
        }
      } catch (InterruptedException e) {
        end();
      }
    }
  }

  private void end() {
    synchronized (closing) {
      closed = true;
    }
  }

  private List<Entry<T>> gather(Entry<T> first) {
    List<Entry<T>> batch = new ArrayList<>();
    batch.add(first);
    long end = System.nanoTime() + gathering.toNanos();
    while (batch.size() < most) {
      waiting.drainTo(batch, most - batch.size());
      long left = end - System.nanoTime();
      if (left <= 0 || batch.size() >= most) {
        break;
      }
      Entry<T> next = next(left);
      if (next == null) {
        break;
      }
      batch.add(next);
    }
    return batch;
  }

  private @Nullable Entry<T> next(long nanos) {
    try {
      return waiting.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // what has been gathered is written all the same
      end();
      return null;
    }
  }

  private void flush(List<Entry<T>> batch) {
    try {
      write.accept(batch.stream().map(Entry::value).toList());
      batch.forEach(entry -> entry.done().complete(null));
    } catch (RuntimeException | Error e) {
      // an error, too, must neither end the writer nor leave anybody waiting
      if (batch.size() == 1) {
        batch.get(0).done().completeExceptionally(e);
      } else {
        batch.forEach(entry -> flush(List.of(entry)));
      }
    }
  }

  /** Writes what is waiting, then ends. */
  @Override
  public void close() {
    end();
    try {
      writer.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Entry<T>(T value, CompletableFuture<Void> done) {}
}
