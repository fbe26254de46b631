package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Checks the content of a free-form message and makes the bubble of it.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages">Sending
 *     messages</a>
 */
final class FreeFormRules {

  private final MediaRules media;

  FreeFormRules(MediaRules media) {
    this.media = media;
  }

  ObjectNode bubble(String type, JsonNode request) {
    JsonNode content = request.path(type);
    boolean list = type.equals("contacts");
    if (list ? !content.isArray() || content.isEmpty() : !content.isObject()) {
      throw GraphException.of(
          131008, "Parameter '" + type + "' is mandatory for type '" + type + "'");
    }
    return switch (type) {
      case "text" -> text(content);
      case "image", "video", "document", "audio", "sticker" -> mediaMessage(type, content);
      case "location" ->
          Json.object()
              .put("kind", "location")
              .set("header", LocationRules.shown(content).put("type", "location"));
      case "reaction" -> reaction(content);
      case "contacts" -> contacts(content);
      case "interactive" -> new InteractiveRules(media).bubble(content);
      default -> throw GraphException.of(131051, "Message type '" + type + "' is not supported");
    };
  }

  private static ObjectNode text(JsonNode content) {
    String body = Json.text(content, "body");
    if (body == null || body.isBlank()) {
      throw GraphException.of(131008, "Parameter 'body' is mandatory for type 'text'");
    }
    MediaRules.limit(body, 4096, "text['body']");
    JsonNode preview = content.path("preview_url");
    if (!preview.isMissingNode() && !preview.isBoolean()) {
      throw GraphException.invalidParameter("Param text['preview_url'] must be a boolean.");
    }
    return Json.object().put("kind", "text").put("body", body);
  }

  private ObjectNode mediaMessage(String type, JsonNode content) {
    ObjectNode shown = media.shown(type, content);
    if (shown.has("caption") && (type.equals("audio") || type.equals("sticker"))) {
      throw GraphException.invalidParameter(
          "Unexpected key \"caption\" on param \"" + type + "\".");
    }
    ObjectNode bubble = Json.object().put("kind", type);
    String caption = Json.text(shown, "caption");
    bubble.set("header", shown);
    if (caption != null) {
      shown.remove("caption");
      bubble.put("body", caption);
    }
    return bubble;
  }

  private static ObjectNode reaction(JsonNode content) {
    String target = Json.textOrEmpty(content, "message_id");
    if (target.isEmpty() || !content.has("emoji")) {
      throw GraphException.of(
          131008, "Parameters 'message_id' and 'emoji' are mandatory for type 'reaction'");
    }
    String emoji = Json.textOrEmpty(content, "emoji");
    if (emoji.codePointCount(0, emoji.length()) > 10 || emoji.matches(".*[\\p{Alnum}\\s].*")) {
      throw GraphException.of(131009, "Parameter 'emoji' must be a single emoji");
    }
    ObjectNode bubble = Json.object().put("kind", "reaction");
    bubble.putObject("reaction").put("messageId", target).put("emoji", emoji);
    return bubble;
  }

  private static ObjectNode contacts(JsonNode content) {
    StringBuilder names = new StringBuilder();
    for (JsonNode contact : content) {
      String name = Json.textOrEmpty(contact.path("name"), "formatted_name");
      if (name.isBlank() || contact.path("name").size() < 2) {
        throw GraphException.of(
            131008, "Parameter 'name' needs 'formatted_name' and one other part of the name");
      }
      names.append(names.isEmpty() ? "" : "\n").append(name);
      for (JsonNode phone : contact.path("phones")) {
        names.append('\n').append(phone.path("phone").asText());
      }
    }
    return Json.object().put("kind", "contacts").put("body", names.toString());
  }
}
