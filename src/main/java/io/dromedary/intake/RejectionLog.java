package io.dromedary.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Port: what was refused, kept for a while. Writing takes part in the caller's transaction. */
public interface RejectionLog {

  /** Writes it down; one that is already there is left as it is. */
  void record(Rejection rejection);

  /** The latest one of an event by its source and id. */
  Optional<Rejection> of(UUID eventKey);

  /**
   * A page, newest first.
   *
   * @param source {@code null}: of all
   * @param since {@code null}: from the beginning
   * @param cursor from the page before; {@code null}: the first page
   * @throws IllegalArgumentException when the cursor is none of ours
   */
  Page page(@Nullable String source, @Nullable Instant since, @Nullable String cursor, int limit);

  /**
   * Forgets what was refused before an instant, so many at the most.
   *
   * @return how many were forgotten
   */
  int purge(Instant before, int limit);

  /**
   * Some of the rejections.
   *
   * @param cursor leads to the next page; {@code null} on the last
   */
  record Page(List<Rejection> rejections, @Nullable String cursor) {}
}
