package io.dromedary.api;

import io.dromedary.intake.EventConflict;
import io.dromedary.intake.EventRejected;
import java.util.Optional;

/** Why an event is refused, as its source is told. */
public final class EventProblems {

  private EventProblems() {}

  /** 422 or 409; empty when the event is not at fault. */
  public static Optional<Problem> of(Throwable cause) {
    if (cause instanceof EventRejected rejected) {
      return Optional.of(
          Problem.invalid(
              "invalid-event",
              "The event is not acceptable",
              rejected.faults().stream()
                  .map(fault -> new Problem.Error(fault.pointer(), fault.reason()))
                  .toList()));
    }
    return cause instanceof EventConflict
        ? Optional.of(
            Problem.of(
                "event-conflict",
                "Another event has this source and id",
                409,
                "Nothing was changed: " + cause.getMessage() + "."))
        : Optional.empty();
  }
}
