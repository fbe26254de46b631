package io.dromedary.feedback.camel;

import io.dromedary.feedback.Callback;
import io.dromedary.feedback.Callbacks;
import io.dromedary.feedback.StatusChange;
import io.dromedary.feedback.StatusChangeJson;
import io.dromedary.feedback.StatusChanges;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Body;

/** Tells others what became of notifications; in the route's transaction. */
public final class StatusChangeRoute {

  private static final int AT_ONCE = 500;

  private final StatusChanges changes;
  private final Callbacks callbacks;
  private final List<Callback> asked;
  private final Clock clock;

  public StatusChangeRoute(
      StatusChanges changes, Callbacks callbacks, List<Callback> asked, Clock clock) {
    this.changes = changes;
    this.callbacks = callbacks;
    this.asked = List.copyOf(asked);
    this.clock = clock;
  }

  /** The next ones; empty when there are none. */
  public List<StatusChange> next() {
    return changes.next(AT_ONCE);
  }

  /** The topic's message. */
  public String message(@Body StatusChange change) {
    return StatusChangeJson.of(change).toString();
  }

  /** They are in the topic; whoever asked to be called back is called now. */
  public void done(@Body List<StatusChange> told) {
    callbacks.add(
        told.stream()
            .flatMap(
                change ->
                    asked.stream()
                        .filter(callback -> callback.source().equals(change.source()))
                        .map(callback -> new Callbacks.Call(callback.name(), message(change))))
            .toList(),
        clock.instant());
    changes.done(told);
  }
}
