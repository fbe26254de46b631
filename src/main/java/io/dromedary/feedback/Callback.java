package io.dromedary.feedback;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who is called back about the notifications of one source: by HTTP or in a queue.
 *
 * @param name the name in the settings
 * @param source the source of the events
 * @param url {@code null}: in the queue
 * @param secret signs what is sent by HTTP
 * @param queue {@code null}: by HTTP
 */
public record Callback(
    String name,
    String source,
    @Nullable URI url,
    @Nullable String secret,
    @Nullable String queue) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "Callback[" + name + "]";
  }
}
