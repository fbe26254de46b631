package io.dromedary.feedback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.notification.NotificationRecord;
import io.dromedary.template.RenderedMessage;
import io.dromedary.template.Renderer;
import io.dromedary.template.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fallback as a gateway gets it: who, and the words, in clear. */
public final class FallbackJson {

  private FallbackJson() {}

  /**
   * The message for the queue. The text is the template's, in the language that was chosen: header,
   * body and footer, each in a line of its own.
   *
   * @param template {@code null}: its file was taken away; then there is no text
   */
  public static ObjectNode of(Fallback fallback, @Nullable Template template) {
    NotificationRecord one = fallback.notification();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("notification", one.id().toString());
    json.put("channel", fallback.channel());
    json.put("reason", one.reason());
    json.put("type", one.type());
    json.put("topic", one.topic());
    json.put("ref", one.ref());
    json.put("deadline", one.deadline().toString());
    ObjectNode recipient = json.putObject("recipient");
    recipient.put("phone", fallback.payload().to());
    recipient.put("userId", fallback.payload().userId());
    recipient.put("locale", fallback.payload().locale());
    recipient.put("zone", fallback.payload().zone());
    json.put("language", one.language());
    json.put("text", text(fallback, template));
    return json;
  }

  private static @Nullable String text(Fallback fallback, @Nullable Template template) {
    String language = fallback.notification().language();
    if (template == null || language == null || !template.languages().containsKey(language)) {
      return null;
    }
    RenderedMessage message = Renderer.render(template, language, fallback.payload().parameters());
    List<String> parts = new ArrayList<>();
    if (message.header() != null) {
      parts.add(message.header());
    }
    parts.add(message.body());
    if (message.footer() != null) {
      parts.add(message.footer());
    }
    return String.join("\n", parts);
  }
}
