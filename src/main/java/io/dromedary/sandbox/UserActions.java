package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a phone does: writes, taps, chooses. Each makes an inbound message, opens the
 * customer service window and fires a webhook. Safe for concurrent use.
 */
final class UserActions {

  private final SandboxAccount account;
  private final PhoneBook phones;
  private final WebhookShapes shapes;
  private final Webhooks webhooks;
  private final Journal journal;
  private final Stats stats;
  private final ChangeFeed changes;
  private final Clock clock;

  UserActions(
      SandboxAccount account,
      PhoneBook phones,
      WebhookShapes shapes,
      Webhooks webhooks,
      Journal journal,
      Stats stats,
      ChangeFeed changes,
      Clock clock) {
    this.account = account;
    this.phones = phones;
    this.shapes = shapes;
    this.webhooks = webhooks;
    this.journal = journal;
    this.stats = stats;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * The user types a text.
   *
   * @param quoted id of the message that is answered, {@code null} for none
   * @return the id of the inbound message
   */
  String write(Phone phone, String text, @Nullable String quoted) {
    ObjectNode content = Json.object().put("body", text);
    return inbound(phone, "text", content, text, quoted);
  }

  /**
   * The user taps a button below a message of the business.
   *
   * @return the id of the inbound message, {@code null} when there is no such button
   */
  @Nullable String tap(Phone phone, String messageId, int index) {
    JsonNode button = bubble(phone, messageId).path("buttons").path(index);
    String label = button.path("text").asText();
    String payload = button.path("payload").asText();
    return switch (button.path("type").asText()) {
      case "quick_reply" ->
          inbound(
              phone,
              "button",
              Json.object().put("payload", payload).put("text", label),
              label,
              messageId);
      case "reply" -> {
        ObjectNode content = Json.object().put("type", "button_reply");
        content.putObject("button_reply").put("id", payload).put("title", label);
        yield inbound(phone, "interactive", content, label, messageId);
      }
      default -> null;
    };
  }

  /**
   * The user chooses a row of a list.
   *
   * @return the id of the inbound message, {@code null} when there is no such row
   */
  @Nullable String choose(Phone phone, String messageId, String rowId) {
    for (JsonNode section : bubble(phone, messageId).path("list").path("sections")) {
      for (JsonNode row : section.path("rows")) {
        if (row.path("id").asText().equals(rowId)) {
          ObjectNode content = Json.object().put("type", "list_reply");
          content.set("list_reply", row);
          return inbound(phone, "interactive", content, row.path("title").asText(), messageId);
        }
      }
    }
    return null;
  }

  private JsonNode bubble(Phone phone, String messageId) {
    ChatMessage message = phones.message(messageId);
    return message == null || !message.outbound() || !message.waId().equals(phone.waId())
        ? Json.object()
        : Bubbles.read(message);
  }

  private String inbound(
      Phone phone, String type, ObjectNode content, String shown, @Nullable String quoted) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String wamid = Wamid.inbound(phone.waId());
    ObjectNode bubble = Json.object().put("kind", "text").put("body", shown);
    ObjectNode message = Json.object();
    if (quoted != null) {
      bubble.put("quoted", quoted);
      message.putObject("context").put("from", account.displayPhoneNumber()).put("id", quoted);
    }
    message.setAll(shapes.inboundMessage(phone, wamid, now.getEpochSecond(), type));
    message.set(type, content);
    ChatMessage chat =
        new ChatMessage(
            wamid, phone.waId(), false, now, Json.string(bubble), null, null, java.util.List.of());
    phones.add(chat);
    stats.inbound.increment();
    changes.phone(phone.waId());
    journal
        .append(chat.toJournal(id -> false))
        .thenCompose(
            done -> webhooks.announce(clock.instant(), "messages", shapes.inbound(phone, message)))
        .join();
    return wamid;
  }
}
