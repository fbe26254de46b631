package io.dromedary.consent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a topic, and the entry that decides it.
 *
 * @param number the entry's {@link ConsentEntry#number()}
 * @param recordedAt when that entry was taken down
 * @param channel how that entry was said: {@code checkout}, {@code whatsapp}; {@code null}: not
 *     noted
 * @param hash that entry's hash, by which an auditor finds it
 */
public record Standing(
    ConsentState state, int number, Instant recordedAt, @Nullable String channel, String hash) {

  static Standing of(ConsentEntry entry) {
    return new Standing(
        entry.state(), entry.number(), entry.recordedAt(), entry.channel(), entry.hash());
  }

  /** As records of earlier versions have it. */
  public Standing withoutChannel() {
    return new Standing(state, number, recordedAt, null, hash);
  }
}
