package io.dromedary.dispatch;

import io.dromedary.notification.Payload;
import io.dromedary.policy.Predecessor;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A queued notification that this hub has leased.
 *
 * @param source the system that its event came from
 * @param binding the binding's id
 * @param attempts how often it was tried before
 * @param predecessor older news of the same subject, person and key
 * @param payload address and parameters, in clear
 */
public record Claimed(
    UUID id,
    @Nullable UUID person,
    String source,
    @Nullable String binding,
    @Nullable String topic,
    String template,
    String language,
    int lane,
    Instant deadline,
    int attempts,
    @Nullable String onUnknown,
    Predecessor predecessor,
    Payload payload) {

  /** The same, with the older news of its subject. */
  public Claimed after(Predecessor older) {
    return new Claimed(
        id, person, source, binding, topic, template, language, lane, deadline, attempts, onUnknown,
        older, payload);
  }
}
