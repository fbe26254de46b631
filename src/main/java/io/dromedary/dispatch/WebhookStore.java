package io.dromedary.dispatch;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Port: webhooks as they came, until they are worked off. */
public interface WebhookStore {

  /** Stores raw bodies, all or none. */
  void store(List<byte[]> bodies, Instant now);

  /**
   * The oldest unprocessed webhooks, locked until the transaction ends; what another hub works on
   * is skipped.
   */
  List<Stored> next(int limit);

  /** They are worked off. */
  void done(List<Long> ids);

  /** The next one alone failed: counts the attempt, sets it aside after {@code most}. */
  boolean failed(long id, int most, String problem);

  /** Keeps a status of a message that nobody knows (yet). */
  void park(String wamid, byte[] status, Instant now);

  /** Takes off parked statuses of messages that are known by now, oldest first. */
  List<byte[]> unpark(int limit);

  /**
   * Forgets the oldest webhooks that have been worked off, and parked statuses.
   *
   * @param before webhooks that came before
   * @param parkedBefore statuses that were parked before
   * @param limit of each at once
   * @return how many were forgotten, of that of which there were more
   */
  int forget(Instant before, Instant parkedBefore, int limit);

  /**
   * @param body the raw bytes
   */
  record Stored(long id, byte[] body, @Nullable Instant receivedAt) {}
}
