package io.dromedary.conversation;

import io.dromedary.person.PersonId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Port: what is to be handed to the care desk, kept until it has been. */
public interface HandOvers {

  /**
   * Keeps a message in the caller's transaction.
   *
   * @param person who wrote it; {@code null} when it does not say
   * @param body JSON
   */
  void add(@Nullable PersonId person, String body, Instant now);

  /** The oldest ones, locked until the transaction ends; what another hub works on is skipped. */
  List<Waiting> next(int limit);

  /** What this person wrote and the care desk does not have yet, oldest first; JSON. */
  List<String> of(PersonId person);

  /** Forgets it. */
  void erase(PersonId person);

  /** They have been handed over. */
  void done(List<Long> ids);

  /**
   * One that waits.
   *
   * @param body JSON
   */
  record Waiting(long id, String body) {
    /** Without what was written. */
    @Override
    public String toString() {
      return "Waiting[id=" + id + "]";
    }
  }
}
