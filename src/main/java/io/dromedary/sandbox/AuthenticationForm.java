package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Authentication templates: no text of one's own, one OTP button. They are read back with the
 * platform's text and a {@code URL} button, as Meta does.
 */
final class AuthenticationForm {

  private static final int WRONG = 2388043;

  private final AuthenticationText texts;

  AuthenticationForm(String language) {
    texts = AuthenticationText.in(language);
  }

  ArrayNode check(JsonNode components) {
    boolean recommendation = false;
    boolean hasBody = false;
    @Nullable Integer minutes = null;
    @Nullable ObjectNode button = null;
    for (JsonNode component : components) {
      if (component.has("text") || component.has("format")) {
        throw TemplateForm.wrong(
            WRONG, "Authentication templates have fixed text: leave text and format out.");
      }
      switch (TemplateForm.upper(component, "type")) {
        case "BODY" -> {
          hasBody = true;
          recommendation = component.path("add_security_recommendation").asBoolean();
        }
        case "FOOTER" -> {
          minutes = component.path("code_expiration_minutes").asInt();
          if (minutes < 1 || minutes > 90) {
            throw TemplateForm.wrong(WRONG, "code_expiration_minutes must be 1 to 90.");
          }
        }
        case "BUTTONS" -> button = button(component.path("buttons"));
        default ->
            throw TemplateForm.wrong(
                WRONG, "Authentication templates have a body, a footer and an OTP button only.");
      }
    }
    if (!hasBody || button == null) {
      throw TemplateForm.wrong(WRONG, "Authentication templates need a body and an OTP button.");
    }
    return readBack(recommendation, minutes, button);
  }

  private ObjectNode button(JsonNode buttons) {
    JsonNode button = buttons.path(0);
    if (buttons.size() != 1 || !TemplateForm.upper(button, "type").equals("OTP")) {
      throw TemplateForm.wrong(WRONG, "Authentication templates have exactly one OTP button.");
    }
    String kind = TemplateForm.upper(button, "otp_type");
    String text = Json.textOrEmpty(button, "text");
    TemplateForm.limit(text, 25, "button's text", 2388040);
    switch (kind) {
      case "COPY_CODE" -> {}
      case "ONE_TAP" -> apps(button);
      case "ZERO_TAP" -> {
        apps(button);
        if (!button.path("zero_tap_terms_accepted").asBoolean()) {
          throw TemplateForm.wrong(WRONG, "Zero-tap needs zero_tap_terms_accepted.");
        }
      }
      default ->
          throw TemplateForm.wrong(WRONG, "otp_type must be COPY_CODE, ONE_TAP or ZERO_TAP.");
    }
    return Json.object()
        .put("type", "URL")
        .put("text", text.isBlank() ? texts.button() : text)
        .put("otp_type", kind);
  }

  /** Since v21 the app stands in {@code supported_apps}, no longer beside the button's text. */
  private static void apps(JsonNode button) {
    JsonNode apps = button.path("supported_apps");
    if (!apps.isArray() || apps.isEmpty() || apps.size() > 5) {
      throw TemplateForm.wrong(WRONG, "One-tap and zero-tap need 1 to 5 supported_apps.");
    }
    for (JsonNode app : apps) {
      if (Json.textOrEmpty(app, "package_name").isBlank()
          || Json.textOrEmpty(app, "signature_hash").length() != 11) {
        throw TemplateForm.wrong(
            WRONG, "A supported app needs package_name and a signature_hash of 11 characters.");
      }
    }
  }

  private ArrayNode readBack(boolean recommendation, @Nullable Integer minutes, ObjectNode button) {
    ArrayNode components = Json.array();
    ObjectNode body =
        components
            .addObject()
            .put("type", "BODY")
            .put("text", texts.body(recommendation))
            .put("add_security_recommendation", recommendation);
    body.putObject("example").putArray("body_text").addArray().add("123456");
    if (minutes != null) {
      components
          .addObject()
          .put("type", "FOOTER")
          .put("text", texts.footer(minutes))
          .put("code_expiration_minutes", minutes);
    }
    String kind = button.remove("otp_type").asText();
    String url = "https://www.whatsapp.com/otp/code/?otp_type=" + kind + "&code=otp{{1}}";
    button.put("url", url);
    button.putArray("example").add(url.replace("{{1}}", "123456"));
    components.addObject().put("type", "BUTTONS").putArray("buttons").add(button);
    return components;
  }
}
