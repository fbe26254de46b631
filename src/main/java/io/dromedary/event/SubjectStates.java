package io.dromedary.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last known state per source and subject.
 *
 * <p>An observation is compared inside one transaction: {@link #lockAndGet} first, {@link #save}
 * with the events that follow, then the commit. Two observations of one subject wait for each
 * other, also on different replicas and when neither has seen the subject before.
 */
public interface SubjectStates {

  /**
   * The state, locked until the caller's transaction ends.
   *
   * @return {@code null} when the subject is new or forgotten; the lock is held nevertheless
   */
  @Nullable SubjectState lockAndGet(String source, String subject);

  /** Replaces the state of a subject that the same transaction has locked. */
  void save(SubjectState state);

  /**
   * Forgets what has expired.
   *
   * @param now states that expire at or before this instant go
   * @return how many went
   */
  int purgeExpired(Instant now);
}
