package io.dromedary.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.policy.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification as it enters the ledger: one (event, person, binding) with its decision.
 *
 * @param id name-based over source, event id, person and binding
 * @param event the event's key
 * @param position the recipient's place in the event, from 0
 * @param person who it is for; {@code null} when nobody was found
 * @param ref the source's reference to the recipient
 * @param recipientTag keyed hash of the address, for look-ups
 * @param binding the binding's id; {@code null} when none covers the event
 * @param supersede the key within which a newer one replaces this; {@code null} for none
 * @param state the first state
 * @param reason why it is not sent or not yet sent
 * @param lane 0 is most urgent
 * @param deadline a send starts only before
 * @param dueAt when to look at it first; {@code null} when it is final
 * @param sender phone number id of the business number
 * @param fallback the channel that tells it instead of WhatsApp; {@code null}: none
 * @param payload address and parameters, still in clear; {@code null} when nothing will be sent
 * @param decision outcome, reason and rules as JSON, without personal data
 */
public record NewNotification(
    UUID id,
    UUID event,
    int position,
    @Nullable UUID person,
    @Nullable String ref,
    @Nullable String recipientTag,
    @Nullable String binding,
    String type,
    @Nullable String topic,
    String source,
    @Nullable String subject,
    @Nullable Long sequence,
    @Nullable Instant happenedAt,
    @Nullable String supersede,
    State state,
    @Nullable String reason,
    @Nullable String template,
    @Nullable String language,
    @Nullable String category,
    int lane,
    Instant deadline,
    @Nullable String onUnknown,
    @Nullable Instant dueAt,
    String sender,
    @Nullable String fallback,
    @Nullable Payload payload,
    JsonNode decision) {

  /** The same, ended before it began: without payload and never due. */
  public NewNotification ended(State end, String why) {
    return ended(id, end, why);
  }

  /**
   * The entry of a further recipient who is a person that this event is told to already: never
   * sent, with an id of its own.
   */
  public NewNotification duplicate() {
    return ended(
        UUID.nameUUIDFromBytes((id + " " + position).getBytes(StandardCharsets.UTF_8)),
        State.SUPPRESSED,
        Reason.DUPLICATE.word());
  }

  private NewNotification ended(UUID newId, State end, String why) {
    return new NewNotification(
        newId,
        event,
        position,
        person,
        ref,
        recipientTag,
        binding,
        type,
        topic,
        source,
        subject,
        sequence,
        happenedAt,
        supersede,
        end,
        why,
        template,
        language,
        category,
        lane,
        deadline,
        onUnknown,
        null,
        sender,
        null,
        null,
        JsonNodeFactory.instance
            .objectNode()
            .put("outcome", "suppress")
            .put("reason", why)
            .<ObjectNode>setAll(Map.of("rules", decision.path("rules"))));
  }
}
