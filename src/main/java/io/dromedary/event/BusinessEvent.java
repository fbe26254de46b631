package io.dromedary.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened in a connected system, as a CloudEvent 1.0 in the hub's vocabulary.
 *
 * @param source URI reference of the system
 * @param id unique within the source
 * @param type event type, {@code order.confirmed} …
 * @param time when it happened; {@code null} when the source does not say
 * @param subject the thing that it is about
 * @param deadline a send starts only before this instant
 * @param notBefore no send starts before this instant
 * @param sequence orders the events of one subject where times do not
 * @param retracts sends nothing, cancels the unsent ones of the same source, type and subject
 * @param json the whole event in structured mode
 */
public record BusinessEvent(
    String source,
    String id,
    String type,
    @Nullable Instant time,
    @Nullable String subject,
    @Nullable Instant deadline,
    @Nullable Instant notBefore,
    @Nullable Long sequence,
    boolean retracts,
    ObjectNode json) {

  /** The same for the same source and id, whoever computes it and however often. */
  public UUID key() {
    return key(source, id);
  }

  /** The key of the event with this source and id. */
  public static UUID key(String source, String id) {
    return nameBased("event", source, id);
  }

  /** A name-based UUID (version 8 over SHA-256, RFC 9562) of parts that may contain anything. */
  public static UUID nameBased(String... parts) {
    StringBuilder name = new StringBuilder();
    for (String part : parts) {
      name.append(part.length()).append(':').append(part);
    }
    ByteBuffer hash = ByteBuffer.wrap(sha256(name.toString()));
    long high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The recipients that the event lists itself; empty when it names an audience. */
  public List<Recipient> listed() {
    JsonNode data = json.path("data");
    List<Recipient> recipients = new ArrayList<>();
    if (data.path("recipient").isObject()) {
      recipients.add(Recipient.of(data.path("recipient")));
    }
    data.path("recipients").forEach(recipient -> recipients.add(Recipient.of(recipient)));
    return recipients;
  }

  /** The business key behind which the recipients are found; {@code null} when they are listed. */
  public @Nullable AudienceRef audience() {
    JsonNode audience = json.path("data").path("audience");
    return audience.isObject()
        ? new AudienceRef(audience.path("kind").asText(), audience.path("key").asText())
        : null;
  }
}
