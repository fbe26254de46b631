package io.dromedary.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.cost.Form;
import io.dromedary.policy.Decision;
import io.dromedary.template.Binding;
import io.dromedary.template.Template;
import io.dromedary.whatsapp.SessionMessages;
import io.dromedary.whatsapp.TemplateMessages;
import org.jspecify.annotations.Nullable;

/** What leaves for the platform: the Cloud API's request body of a message. */
public final class Requests {

  private Requests() {}

  /**
   * The body.
   *
   * @param to E.164 with plus sign, or a business-scoped user id
   * @param binding whose free-form text is sent; {@code null}: the template is
   * @param callbackData the notification's id
   * @throws IllegalArgumentException when template and message do not fit; quotes nothing
   */
  public static ObjectNode of(
      String to,
      Template template,
      @Nullable Binding binding,
      Decision.Message message,
      String callbackData) {
    return message.form() == Form.SESSION && binding != null
        ? SessionMessages.text(
            to, binding.session(), message.language(), message.parameters(), callbackData)
        : TemplateMessages.json(
            to, template, message.language(), message.parameters(), callbackData);
  }
}
