package io.dromedary.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides at acceptance what will be reported about a message and when: the delays, who reads, what
 * is repeated and what comes in the wrong order. The same seed and the same order of messages give
 * the same plans.
 */
final class StatusPlanner {

  /** Why a message will not arrive. */
  record Failure(int code, String details, boolean afterSent) {}

  private final RandomGenerator random;
  private final LongSupplier ids;
  private final ReentrantLock lock = new ReentrantLock();

  StatusPlanner(RandomGenerator random, LongSupplier ids) {
    this.random = random;
    this.ids = ids;
  }

  /**
   * @param failure why the message fails, {@code null} when it does not
   * @param furthest the furthest status it may reach: 1 sent, 2 delivered, 3 read
   */
  List<PlannedStatus> plan(
      SandboxBehaviour behaviour, Instant accepted, @Nullable Failure failure, int furthest) {
    lock.lock();
    try {
      List<PlannedStatus> plan = new ArrayList<>();
      Instant sentAt = accepted.plus(behaviour.sent().draw(random));
      if (failure != null && !failure.afterSent()) {
        plan.add(failed(failure, sentAt));
      } else {
        arrive(plan, behaviour, sentAt, failure == null ? furthest : 1);
        if (failure != null) {
          plan.add(failed(failure, sentAt.plus(behaviour.delivered().draw(random))));
        }
      }
      return repeat(plan, behaviour);
    } finally {
      lock.unlock();
    }
  }

  private void arrive(
      List<PlannedStatus> plan, SandboxBehaviour behaviour, Instant sentAt, int furthest) {
    if (furthest == 1) {
      plan.add(status("sent", sentAt, sentAt, true));
      return;
    }
    Instant deliveredAt = sentAt.plus(behaviour.delivered().draw(random));
    boolean disorder = random.nextDouble() < behaviour.disorderProbability();
    // ids in the order of leaving: it is kept among events that are due at the same instant
    if (disorder) {
      plan.add(status("delivered", deliveredAt, sentAt, true));
      plan.add(status("sent", sentAt, deliveredAt, true));
    } else {
      plan.add(status("sent", sentAt, sentAt, true));
      plan.add(status("delivered", deliveredAt, deliveredAt, true));
    }
    if (furthest == 3 && random.nextDouble() < behaviour.readProbability()) {
      Instant readAt = deliveredAt.plus(behaviour.read().draw(random));
      plan.add(status("read", readAt, readAt, false));
    }
  }

  private List<PlannedStatus> repeat(List<PlannedStatus> plan, SandboxBehaviour behaviour) {
    List<PlannedStatus> all = new ArrayList<>(plan);
    for (PlannedStatus status : plan) {
      if (random.nextDouble() < behaviour.repeatProbability()) {
        Duration later = behaviour.delivered().draw(random);
        all.add(
            new PlannedStatus(
                ids.getAsLong(),
                status.status(),
                status.at(),
                status.due().plus(later),
                status.priced(),
                status.errorCode(),
                status.errorDetails()));
      }
    }
    return List.copyOf(all);
  }

  private PlannedStatus status(String status, Instant at, Instant due, boolean priced) {
    return new PlannedStatus(ids.getAsLong(), status, at, due, priced, null, null);
  }

  private PlannedStatus failed(Failure failure, Instant at) {
    return new PlannedStatus(
        ids.getAsLong(), "failed", at, at, false, failure.code(), failure.details());
  }

  /** A number between 0 and 1 from the same source. */
  double chance() {
    lock.lock();
    try {
      return random.nextDouble();
    } finally {
      lock.unlock();
    }
  }

  Duration draw(DelayRange range) {
    lock.lock();
    try {
      return range.draw(random);
    } finally {
      lock.unlock();
    }
  }
}
