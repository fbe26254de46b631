package io.dromedary.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that may leave now: decided a moment ago, written as {@code SENDING}.
 *
 * @param notification its id travels as {@code biz_opaque_callback_data}
 * @param attempt from 1
 * @param deadline no send starts later
 * @param leaseUntil when others may assume that this hub is gone
 * @param person to whom; {@code null} when nobody knows the recipient
 * @param delivery what happens when it is taken and not delivered
 * @param message the Cloud API's request body
 */
public record Sending(
    UUID notification,
    int attempt,
    Instant deadline,
    Instant leaseUntil,
    @Nullable UUID person,
    Delivery delivery,
    JsonNode message) {

  /** Whether it is free-form text for an open window. */
  boolean isSession() {
    return !"template".equals(message.path("type").asText());
  }

  /** Without the message, which is personal. */
  @Override
  public String toString() {
    return "Sending[" + notification + ", attempt " + attempt + "]";
  }
}
