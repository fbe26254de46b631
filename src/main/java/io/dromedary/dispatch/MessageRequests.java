package io.dromedary.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.notification.Payload;
import io.dromedary.template.Template;
import io.dromedary.whatsapp.TemplateMessages;

/** Builds the request of a queued notification. */
final class MessageRequests {

  private MessageRequests() {}

  /** By phone number, or by user id in {@code recipient} where no number is known. */
  static ObjectNode json(Payload payload, Template template, String language, String callback) {
    String to = payload.to();
    ObjectNode json =
        TemplateMessages.json(
            to == null ? String.valueOf(payload.userId()) : to,
            template,
            language,
            payload.parameters(),
            callback);
    if (to == null && json.has("to")) {
      json.set("recipient", json.remove("to"));
    }
    return json;
  }
}
