package io.dromedary.feedback;

import java.time.Instant;
import java.util.List;

/**
 * Port: what sources are to be called back with. All methods take part in the caller's transaction.
 */
public interface Callbacks {

  /** Keeps a call until its source has taken it. */
  void add(List<Call> calls, Instant now);

  /**
   * Calls that are due, for this hub alone: no other one sees them before {@code until}.
   *
   * @param name the callback's
   */
  List<Waiting> next(String name, int limit, Instant now, Instant until);

  /** The source has taken it, or never will. */
  void done(long id);

  /** Not taken: again at an instant. */
  void postpone(long id, Instant dueAt);

  /** Forgets calls of before: nobody has taken them, whether or not their name is still known. */
  int forget(Instant before);

  /**
   * One call.
   *
   * @param name the callback's
   * @param body a CloudEvent as JSON
   */
  record Call(String name, String body) {}

  /**
   * A call that waits.
   *
   * @param attempts how often it was tried before
   */
  record Waiting(long id, String name, String body, int attempts, Instant createdAt) {}
}
