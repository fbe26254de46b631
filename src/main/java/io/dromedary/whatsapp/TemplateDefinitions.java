package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.template.Button;
import io.dromedary.template.Header;
import io.dromedary.template.OneTimeCode;
import io.dromedary.template.Template;
import io.dromedary.template.Wording;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request that creates a template in the business account, in one language: {@code POST
 * /{business-account}/message_templates} with named parameters.
 */
public final class TemplateDefinitions {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TemplateDefinitions() {}

  /**
   * The request without an example of a header file; complete for every other kind of header.
   *
   * @throws IllegalArgumentException when the template has no such language
   */
  public static ObjectNode json(Template template, String language) {
    return json(template, language, null);
  }

  /**
   * The whole request.
   *
   * @param headerHandle handle of an uploaded example of the header's file; {@code null}: none,
   *     which Meta refuses for documents and images
   * @throws IllegalArgumentException when the template has no such language
   */
  public static ObjectNode json(Template template, String language, @Nullable String headerHandle) {
    Wording wording = template.wording(language);
    ObjectNode request = JSON.objectNode();
    request.put("name", template.name());
    request.put("language", language);
    request.put("category", template.category().word());
    OneTimeCode code = template.oneTimeCode();
    if (code == null) {
      request.put("parameter_format", "named");
    }
    if (template.timeToLive() != null) {
      request.put("message_send_ttl_seconds", Math.toIntExact(template.timeToLive().toSeconds()));
    }
    ArrayNode components = request.putArray("components");
    if (code != null) {
      authentication(code, wording, components);
    } else {
      utility(wording, headerHandle, components);
    }
    return request;
  }

  private static void utility(
      Wording wording, @Nullable String headerHandle, ArrayNode components) {
    header(wording, headerHandle, components);
    ObjectNode body = components.addObject().put("type", "body").put("text", wording.body());
    namedExamples(body, "body_text_named_params", wording.bodyParameters(), wording);
    if (wording.footer() != null) {
      components.addObject().put("type", "footer").put("text", wording.footer());
    }
    if (!wording.buttons().isEmpty()) {
      ArrayNode buttons = components.addObject().put("type", "buttons").putArray("buttons");
      wording.buttons().forEach(button -> buttons.add(button(button, wording)));
    }
  }

  private static void header(Wording wording, @Nullable String headerHandle, ArrayNode components) {
    Header header = wording.header();
    if (header instanceof Header.None) {
      return;
    }
    ObjectNode component = components.addObject().put("type", "header");
    if (header instanceof Header.Text text) {
      component.put("format", "text").put("text", text.text());
      namedExamples(component, "header_text_named_params", text.parameters(), wording);
    } else if (header instanceof Header.Location) {
      component.put("format", "location");
    } else {
      component.put("format", header instanceof Header.Document ? "document" : "image");
      if (headerHandle != null) {
        component.putObject("example").putArray("header_handle").add(headerHandle);
      }
    }
  }

  private static void namedExamples(
      ObjectNode component, String member, List<String> parameters, Wording wording) {
    if (parameters.isEmpty()) {
      return;
    }
    ArrayNode examples = component.putObject("example").putArray(member);
    for (String name : parameters) {
      examples.addObject().put("param_name", name).put("example", example(wording, name));
    }
  }

  private static String example(Wording wording, String name) {
    return wording.examples().getOrDefault(name, name);
  }

  private static ObjectNode button(Button button, Wording wording) {
    ObjectNode json = JSON.objectNode();
    if (button instanceof Button.Url url) {
      json.put("type", "url").put("text", url.text()).put("url", url.url());
      if (url.value() != null) {
        json.putArray("example").add(UrlSuffix.encode(example(wording, url.value())));
      }
    } else if (button instanceof Button.Phone phone) {
      json.put("type", "phone_number").put("text", phone.text()).put("phone_number", phone.phone());
    } else {
      json.put("type", "quick_reply").put("text", button.text());
    }
    return json;
  }

  private static void authentication(OneTimeCode code, Wording wording, ArrayNode components) {
    ObjectNode body = components.addObject().put("type", "body");
    if (code.securityRecommendation()) {
      body.put("add_security_recommendation", true);
    }
    if (code.expirationMinutes() != null) {
      components
          .addObject()
          .put("type", "footer")
          .put("code_expiration_minutes", code.expirationMinutes());
    }
    ObjectNode button =
        components.addObject().put("type", "buttons").putArray("buttons").addObject();
    button.put("type", "otp").put("otp_type", otpType(code.button()));
    wording.buttons().forEach(label -> button.put("text", label.text()));
    if (code.button() == OneTimeCode.OtpButton.ZERO_TAP) {
      button.put("zero_tap_terms_accepted", true);
    }
    if (!code.apps().isEmpty()) {
      ArrayNode apps = button.putArray("supported_apps");
      for (OneTimeCode.App app : code.apps()) {
        apps.addObject()
            .put("package_name", app.packageName())
            .put("signature_hash", app.signatureHash());
      }
    }
  }

  private static String otpType(OneTimeCode.OtpButton button) {
    return switch (button) {
      case COPY_CODE -> "copy_code";
      case ONE_TAP -> "one_tap";
      case ZERO_TAP -> "zero_tap";
    };
  }
}
