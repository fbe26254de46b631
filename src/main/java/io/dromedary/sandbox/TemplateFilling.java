package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the components of a template message against the approved template and fills them in. The
 * result is the bubble that the phone shows.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview">Templates</a>
 */
final class TemplateFilling {

  private static final Set<String> MEDIA = Set.of("image", "video", "document");

  private final Template template;
  private final ParameterText texts;
  private final MediaRules media;
  private final Map<String, JsonNode> components = new HashMap<>();
  private final Map<Integer, JsonNode> buttons = new HashMap<>();

  TemplateFilling(Template template, JsonNode sent, ParameterText texts, MediaRules media) {
    this.template = template;
    this.texts = texts;
    this.media = media;
    if (!sent.isMissingNode() && !sent.isNull() && !sent.isArray()) {
      throw GraphException.invalidParameter("Param template['components'] must be an array.");
    }
    for (JsonNode component : sent) {
      sort(component);
    }
  }

  private void sort(JsonNode component) {
    String type = Json.textOrEmpty(component, "type").toLowerCase(Locale.ROOT);
    switch (type) {
      case "header", "body" -> {
        if (components.put(type, component) != null) {
          throw GraphException.of(131009, "Component " + type + " is there more than once");
        }
      }
      case "button" -> {
        String index = Json.textOrEmpty(component, "index");
        if (!index.matches("[0-9]")) {
          throw GraphException.of(131008, "Component of type button is missing a valid index");
        }
        if (buttons.put(Integer.parseInt(index), component) != null) {
          throw GraphException.of(131009, "Button index " + index + " is there more than once");
        }
      }
      case "footer" -> throw GraphException.of(132012, "footer: Unexpected parameters");
      default ->
          throw GraphException.invalidParameter(
              "Param template['components']['type'] must be one of {HEADER, BODY, BUTTON}.");
    }
  }

  /**
   * @throws GraphException when a parameter is missing, too many, of the wrong kind or too long
   */
  ObjectNode bubble() {
    ObjectNode bubble = Json.object().put("kind", "template");
    bubble
        .putObject("template")
        .put("name", template.name())
        .put("language", template.language())
        .put("category", template.category());
    boolean headerSeen = false;
    String code = null;
    for (JsonNode component : template.components()) {
      switch (component.path("type").asText()) {
        case "HEADER" -> {
          headerSeen = true;
          bubble.set("header", header(component));
        }
        case "BODY" -> {
          Map<String, String> values = parameters("body", component.path("text").asText());
          String body = Placeholders.fill(component.path("text").asText(), values::get);
          if (body.codePointCount(0, body.length()) > 1024) {
            throw GraphException.of(132005, "body: text length exceeds 1024 characters");
          }
          code = values.get("1");
          bubble.put("body", body);
        }
        case "FOOTER" -> bubble.put("footer", component.path("text").asText());
        case "BUTTONS" -> bubble.set("buttons", buttons(component.path("buttons"), code));
        default -> throw new IllegalStateException("Unknown component of a stored template");
      }
    }
    if (!headerSeen && components.containsKey("header")) {
      throw GraphException.of(132000, "header: the template has no header");
    }
    if (!bubble.has("buttons") && !buttons.isEmpty()) {
      throw GraphException.of(132000, "buttons: the template has no buttons");
    }
    return bubble;
  }

  private ObjectNode header(JsonNode component) {
    String format = component.path("format").asText().toLowerCase(Locale.ROOT);
    JsonNode sent = components.get("header");
    if (format.equals("text")) {
      Map<String, String> values = parameters("header", component.path("text").asText());
      String text = Placeholders.fill(component.path("text").asText(), values::get);
      if (text.codePointCount(0, text.length()) > 60) {
        throw GraphException.of(132005, "header: text length exceeds 60 characters");
      }
      return Json.object().put("type", "text").put("text", text);
    }
    JsonNode parameters = sent == null ? Json.array() : sent.path("parameters");
    String kind = Json.textOrEmpty(parameters.path(0), "type").toLowerCase(Locale.ROOT);
    if (!kind.equals(format)) {
      throw GraphException.of(
          132012,
          "header: Format mismatch, expected "
              + format.toUpperCase(Locale.ROOT)
              + ", received "
              + (kind.isEmpty() ? "UNKNOWN" : kind.toUpperCase(Locale.ROOT)));
    }
    if (parameters.size() != 1) {
      throw count("header", parameters.size(), 1);
    }
    JsonNode content = parameters.path(0).path(format);
    return MEDIA.contains(format)
        ? media.shown(format, content)
        : LocationRules.shown(content).put("type", "location");
  }

  /** The values of a text component's placeholders. */
  private Map<String, String> parameters(String type, String text) {
    List<String> placeholders = Placeholders.in(text);
    JsonNode component = components.get(type);
    JsonNode sent = component == null ? Json.array() : component.path("parameters");
    if (sent.size() != placeholders.size()) {
      throw count(type, sent.size(), placeholders.size());
    }
    Map<String, String> values = new HashMap<>();
    int position = 0;
    for (JsonNode parameter : sent) {
      position++;
      String name = "" + position;
      if (template.named()) {
        name = Json.textOrEmpty(parameter, "parameter_name");
        if (!placeholders.contains(name) || values.containsKey(name)) {
          throw GraphException.of(
              132012,
              name.isEmpty()
                  ? type + ": Parameter name is missing or empty"
                  : type + ": Parameter name does not match the template: " + name);
        }
      } else if (parameter.has("parameter_name")) {
        throw GraphException.of(
            132012, type + ": the template has positional parameters, but a name was given");
      }
      values.put(name, value(type, parameter));
    }
    return values;
  }

  private String value(String type, JsonNode parameter) {
    String kind = Json.textOrEmpty(parameter, "type");
    return switch (kind) {
      case "text" -> {
        String text = Json.text(parameter, "text");
        yield template.authentication() ? texts.checkCode(text) : texts.check(text);
      }
      case "currency", "date_time" ->
          texts.check(Json.text(parameter.path(kind), "fallback_value"));
      default ->
          throw GraphException.of(
              132012,
              type
                  + ": Format mismatch, expected TEXT, received "
                  + (kind.isEmpty() ? "UNKNOWN" : kind.toUpperCase(Locale.ROOT)));
    };
  }

  private ArrayNode buttons(JsonNode approved, @Nullable String code) {
    ArrayNode shown = Json.array();
    for (Integer index : buttons.keySet()) {
      if (index >= approved.size()) {
        throw GraphException.of(131009, "buttons: the template has no button at index " + index);
      }
    }
    int index = 0;
    for (JsonNode button : approved) {
      shown.add(button(button, index, code));
      index++;
    }
    return shown;
  }

  private ObjectNode button(JsonNode button, int index, @Nullable String code) {
    String type = button.path("type").asText().toLowerCase(Locale.ROOT);
    JsonNode sent = buttons.get(index);
    if (sent != null) {
      String subType = Json.textOrEmpty(sent, "sub_type").toLowerCase(Locale.ROOT);
      if (!subType.equals(type)) {
        throw GraphException.of(
            132012,
            "buttons: Button at index " + index + " is of type " + type + ", not " + subType);
      }
    }
    String label = button.path("text").asText();
    ObjectNode shown = Json.object().put("index", index).put("type", type).put("text", label);
    switch (type) {
      case "quick_reply" -> {
        String payload = sent == null ? null : Json.text(only(sent, index), "payload");
        if (sent != null && (payload == null || payload.isEmpty())) {
          throw GraphException.of(131008, "Parameter of type payload is missing payload value");
        }
        shown.put("payload", payload == null ? label : payload);
      }
      case "url" -> {
        if (template.authentication()) {
          return otp(shown, sent, index, code);
        }
        shown.put("url", url(button.path("url").asText(), sent, index));
      }
      case "copy_code" -> {
        String coupon = sent == null ? null : Json.text(only(sent, index), "coupon_code");
        if (coupon == null || coupon.isEmpty()) {
          throw missing(index, "Copy code");
        }
        if (coupon.length() > 20) {
          throw texts.refused("coupon_code cannot have more than 20 characters");
        }
        shown.put("code", coupon);
      }
      case "phone_number" -> {
        if (sent != null) {
          throw GraphException.of(
              132000, "buttons: Button at index " + index + " takes no parameter");
        }
        shown.put("type", "phone").put("phone", button.path("phone_number").asText());
      }
      default -> shown.put("type", type);
    }
    return shown;
  }

  private String url(String approved, @Nullable JsonNode sent, int index) {
    boolean variable = !Placeholders.in(approved).isEmpty();
    if (sent == null) {
      if (variable) {
        throw missing(index, "Url");
      }
      return approved;
    }
    if (!variable) {
      throw GraphException.of(132000, "buttons: Button at index " + index + " takes no parameter");
    }
    String value = texts.check(Json.text(only(sent, index), "text"));
    if (value.contains(" ")) {
      throw texts.refused("The URL of the button at index " + index + " is not valid");
    }
    return Placeholders.fill(approved, any -> value);
  }

  private ObjectNode otp(
      ObjectNode shown, @Nullable JsonNode sent, int index, @Nullable String code) {
    if (sent == null) {
      throw missing(index, "Url");
    }
    String onButton = texts.checkCode(Json.text(only(sent, index), "text"));
    if (!onButton.equals(code)) {
      throw texts.refused("The code of the button differs from the code of the body");
    }
    return shown.put("type", "copy_code").put("code", onButton);
  }

  private static JsonNode only(JsonNode sent, int index) {
    JsonNode parameters = sent.path("parameters");
    if (parameters.size() != 1) {
      throw GraphException.of(
          132000,
          "buttons: Button at index "
              + index
              + ": number of parameters ("
              + parameters.size()
              + ") does not match the expected number of params (1)");
    }
    return parameters.path(0);
  }

  private static GraphException missing(int index, String kind) {
    return GraphException.of(
        131008, "buttons: Button at index " + index + " of type " + kind + " requires a parameter");
  }

  private static GraphException count(String type, int sent, int expected) {
    return GraphException.of(
        132000,
        type
            + ": number of localizable_params ("
            + sent
            + ") does not match the expected number of params ("
            + expected
            + ")");
  }
}
