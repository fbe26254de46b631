package io.dromedary.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** The JSON from which the phone page draws its list and its conversations. */
final class Bubbles {

  private Bubbles() {}

  static ObjectNode read(ChatMessage message) {
    try {
      return Json.MAPPER.readTree(message.bubble()) instanceof ObjectNode object
          ? object
          : Json.object();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored message is no JSON", e);
    }
  }

  /** One line of the list of phones. */
  static ObjectNode summary(Phone phone, Instant now) {
    ObjectNode json =
        Json.object()
            .put("waId", phone.waId())
            .put("number", Numbers.display(phone.waId()))
            .put("name", phone.name())
            .put("userId", phone.userId())
            .put("hidesNumber", phone.hidesNumber())
            .put("unread", phone.unread())
            .put("activity", phone.activity())
            .put("windowOpen", phone.windowOpenAt(now));
    Instant closes = phone.windowClosesAt();
    if (closes != null) {
      json.put("windowClosesAt", closes.toEpochMilli());
    }
    SpecialNumber special = SpecialNumber.of(phone.waId());
    if (special != null) {
      json.put("special", special.meaning());
    }
    ChatMessage last = phone.lastMessage();
    if (last != null) {
      json.set("last", message(last, now));
    }
    return json;
  }

  /** A phone with its newest messages, oldest first. */
  static ObjectNode conversation(Phone phone, int limit, Instant now) {
    ObjectNode json = summary(phone, now);
    List<ChatMessage> messages = phone.messages();
    ArrayNode list = json.putArray("messages");
    messages
        .subList(Math.max(0, messages.size() - limit), messages.size())
        .forEach(message -> list.add(message(message, now)));
    return json.put("total", messages.size());
  }

  static ObjectNode message(ChatMessage message, Instant now) {
    ObjectNode json =
        Json.object()
            .put("id", message.id())
            .put("direction", message.outbound() ? "out" : "in")
            .put("at", message.at().toEpochMilli());
    json.set("bubble", read(message));
    if (message.callbackData() != null) {
      json.put("callbackData", message.callbackData());
    }
    if (message.outbound()) {
      PlannedStatus status = message.statusAt(now);
      json.put("status", status == null ? "accepted" : status.status());
      if (status != null && status.errorCode() != null) {
        json.putObject("error")
            .put("code", status.errorCode())
            .put("title", ErrorCatalog.of(status.errorCode()).title());
      }
    }
    return json;
  }
}
