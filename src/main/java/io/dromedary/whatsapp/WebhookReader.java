package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads webhook payloads, tolerantly: what is missing or new does not keep the rest from being
 * read.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview">Webhooks</a>
 */
public final class WebhookReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private WebhookReader() {}

  /**
   * The news in a payload, in its order.
   *
   * @throws IllegalArgumentException when it is no JSON object
   */
  public static List<WebhookItem> read(byte[] body) {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (IOException e) {
      // the parser's message would quote the payload
      throw new IllegalArgumentException("A webhook that is not JSON");
    }
    if (json == null || !json.isObject()) {
      throw new IllegalArgumentException("A webhook that is no JSON object");
    }
    List<WebhookItem> items = new ArrayList<>();
    for (JsonNode entry : json.path("entry")) {
      JsonNode time = entry.path("time");
      Instant at = time.canConvertToLong() ? seconds(time.asText()) : null;
      for (JsonNode change : entry.path("changes")) {
        String field = change.path("field").asText("");
        JsonNode value = change.path("value");
        if (field.equals("messages")) {
          messages(value, items);
        } else {
          items.add(new WebhookItem.Account(field, value, at));
        }
      }
    }
    return items;
  }

  /** One status on its own, as JSON; empty when it is none. */
  public static Optional<WebhookItem.Status> status(byte[] json) {
    try {
      return status(JSON.readTree(json));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<WebhookItem.Status> status(JsonNode status) {
    Instant at = seconds(status.path("timestamp").asText(""));
    String wamid = status.path("id").asText("");
    return wamid.isEmpty() || at == null
        ? Optional.empty()
        : Optional.of(
            new WebhookItem.Status(
                wamid,
                status.path("biz_opaque_callback_data").textValue(),
                status.path("status").asText(""),
                at,
                status));
  }

  private static void messages(JsonNode value, List<WebhookItem> items) {
    value.path("statuses").forEach(status -> status(status).ifPresent(items::add));
    String number = value.path("metadata").path("phone_number_id").asText("");
    for (JsonNode message : value.path("messages")) {
      items.add(new WebhookItem.Inbound(number, message, contact(value.path("contacts"), message)));
    }
  }

  private static JsonNode contact(JsonNode contacts, JsonNode message) {
    for (JsonNode contact : contacts) {
      if (same(contact.path("wa_id"), message.path("from"))
          || same(contact.path("user_id"), message.path("from_user_id"))) {
        return contact;
      }
    }
    return contacts.size() == 1 ? contacts.get(0) : MissingNode.getInstance();
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return one.isTextual() && !one.textValue().isEmpty() && one.equals(other);
  }

  private static @Nullable Instant seconds(String text) {
    try {
      return Instant.ofEpochSecond(Long.parseLong(text));
    } catch (NumberFormatException | java.time.DateTimeException e) {
      return null;
    }
  }
}
