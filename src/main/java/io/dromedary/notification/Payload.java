package io.dromedary.notification;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a send needs and nobody else may read: stored sealed, wiped when it is no longer needed.
 *
 * @param to E.164 with {@code +}; {@code null} when addressed by user id
 * @param userId business-scoped user id; {@code null} when addressed by phone number
 * @param parameters placeholder name to text
 * @param locale the recipient's, BCP 47; {@code null}: unknown
 * @param zone the recipient's IANA zone; {@code null}: unknown
 */
public record Payload(
    @Nullable String to,
    @Nullable String userId,
    Map<String, String> parameters,
    @Nullable String locale,
    @Nullable String zone) {

  /** Without the values, which are personal. */
  @Override
  public String toString() {
    return "Payload" + parameters.keySet();
  }
}
