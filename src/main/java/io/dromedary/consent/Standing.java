package io.dromedary.consent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a topic, and the entry that decides it.
 *
 * @param number the entry's {@link ConsentEntry#number()}
 * @param recordedAt when that entry was taken down
 * @param hash that entry's hash, by which an auditor finds it
 * @param channel how it was said, such as {@code checkout}; {@code null}: the entry is older than
 *     this record of it
 */
public record Standing(
    ConsentState state, int number, Instant recordedAt, String hash, @Nullable String channel) {

  static Standing of(ConsentEntry entry) {
    return new Standing(
        entry.state(), entry.number(), entry.recordedAt(), entry.hash(), entry.channel());
  }

  /** As records of earlier versions have it. */
  public Standing withoutChannel() {
    return new Standing(state, number, recordedAt, hash, null);
  }
}
