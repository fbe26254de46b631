package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.template.SessionForm;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests that send free-form text, which the platform takes inside the customer service window
 * only (error 131047 outside).
 */
public final class SessionMessages {

  private SessionMessages() {}

  /**
   * A binding's session text with its values.
   *
   * @param to E.164 with plus sign, or a business-scoped user id
   * @param callbackData our own id, which every status webhook of the message repeats
   * @throws IllegalArgumentException when there is no text in this language, or it is too long with
   *     its values; the message quotes nothing
   */
  public static ObjectNode text(
      String to,
      SessionForm session,
      String language,
      Map<String, String> parameters,
      String callbackData) {
    String text =
        session
            .filled(language, parameters)
            .orElseThrow(() -> new IllegalArgumentException("no session text in " + language));
    if (text.length() > SessionForm.MAX_TEXT) {
      throw new IllegalArgumentException("the session text is too long with its values");
    }
    return text(to, text, callbackData);
  }

  /**
   * Any text.
   *
   * @param callbackData {@code null}: nobody waits for the statuses of this message
   */
  public static ObjectNode text(String to, String text, @Nullable String callbackData) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("messaging_product", "whatsapp");
    request.put("recipient_type", "individual");
    request.put(TemplateMessages.addressee(to), to);
    request.put("type", "text");
    request.putObject("text").put("body", text);
    if (callbackData != null) {
      request.put("biz_opaque_callback_data", callbackData);
    }
    return request;
  }
}
