package io.dromedary.samples;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The end of the play, which every wait of it looks out for.
 *
 * <p>A signal and no interruption: an embedded database closes its file when a thread is
 * interrupted that reads it.
 */
final class Stop {

  private final CompletableFuture<Boolean> asked = new CompletableFuture<>();

  void ask() {
    asked.complete(true);
  }

  /**
   * Waits that long.
   *
   * @throws InterruptedException when the play has to end meanwhile, or had to before
   */
  void pause(Duration time) throws InterruptedException {
    try {
      asked.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return; // nobody asked: the play goes on
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    throw ended();
  }

  /**
   * Waits for work that is under way.
   *
   * @throws ExecutionException with its cause when the work fails
   * @throws InterruptedException when the play has to end first; the work is given up
   */
  <T> T await(CompletableFuture<T> work) throws ExecutionException, InterruptedException {
    CompletableFuture.anyOf(work, asked).get();
    if (!work.isDone()) {
      work.cancel(true);
      throw ended();
    }
    return work.get();
  }

  private static InterruptedException ended() {
    return new InterruptedException("the play has to end");
  }
}
