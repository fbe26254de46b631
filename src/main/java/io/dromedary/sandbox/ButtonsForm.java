package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules for the buttons of utility and marketing templates. */
final class ButtonsForm {

  private static final int WRONG = 2388043;
  private static final int TOO_LONG = 2388040;
  private static final Map<String, Integer> MOST =
      Map.of("QUICK_REPLY", 10, "URL", 2, "PHONE_NUMBER", 1, "COPY_CODE", 1, "FLOW", 1);

  ObjectNode check(JsonNode component) {
    JsonNode buttons = component.path("buttons");
    if (!buttons.isArray() || buttons.isEmpty()) {
      throw TemplateForm.wrong(WRONG, "component of type BUTTONS is missing field(s) (buttons)");
    }
    if (buttons.size() > 10) {
      throw TemplateForm.wrong(WRONG, "A template can have 10 buttons at most.");
    }
    ObjectNode checked = Json.object().put("type", "BUTTONS");
    ArrayNode list = checked.putArray("buttons");
    Map<String, Integer> counts = new HashMap<>();
    Set<String> labels = new HashSet<>();
    for (JsonNode button : buttons) {
      ObjectNode one = button(button);
      String type = one.path("type").asText();
      if (counts.merge(type, 1, Integer::sum) > MOST.getOrDefault(type, 0)) {
        throw TemplateForm.wrong(WRONG, "Too many buttons of type " + type + ".");
      }
      if (!labels.add(one.path("text").asText())) {
        throw TemplateForm.wrong(WRONG, "Two buttons have the same text.");
      }
      list.add(one);
    }
    quickRepliesTogether(list);
    return checked;
  }

  private static ObjectNode button(JsonNode button) {
    String type = TemplateForm.upper(button, "type");
    String text = Json.textOrEmpty(button, "text");
    if (type.equals("COPY_CODE")) {
      text = "Copy offer code";
    }
    if (text.isBlank()) {
      throw TemplateForm.wrong(WRONG, "A button needs a text.");
    }
    TemplateForm.limit(text, 25, "button's text", TOO_LONG);
    if (!Placeholders.in(text).isEmpty()) {
      throw TemplateForm.wrong(WRONG, "A button's text can't have variables.");
    }
    ObjectNode checked = Json.object().put("type", type).put("text", text);
    switch (type) {
      case "QUICK_REPLY" -> {
        return checked;
      }
      case "URL" -> url(button, checked);
      case "PHONE_NUMBER" -> {
        String number = Json.textOrEmpty(button, "phone_number");
        if (!number.matches("\\+?[0-9]{5,20}") || number.length() > 20) {
          throw TemplateForm.wrong(WRONG, "The phone number of a button is not valid.");
        }
        checked.put("phone_number", number.startsWith("+") ? number : "+" + number);
      }
      case "COPY_CODE" -> {
        JsonNode example = button.path("example");
        String code = example.isArray() ? example.path(0).asText() : example.asText();
        if (code.isEmpty() || code.length() > 20) {
          throw TemplateForm.wrong(WRONG, "A copy code button needs an example of 1 to 20 signs.");
        }
        checked.putArray("example").add(code);
      }
      case "FLOW" -> {
        for (String member : List.of("flow_id", "flow_name", "flow_action", "navigate_screen")) {
          if (button.has(member)) {
            checked.set(member, button.get(member));
          }
        }
        if (!button.has("flow_id") && !button.has("flow_name") && !button.has("flow_json")) {
          throw TemplateForm.wrong(WRONG, "A flow button needs flow_id, flow_name or flow_json.");
        }
      }
      default -> throw TemplateForm.wrong(WRONG, "Buttons of type " + type + " are not known.");
    }
    return checked;
  }

  private static void url(JsonNode button, ObjectNode checked) {
    String url = Json.textOrEmpty(button, "url");
    TemplateForm.limit(url, 2000, "button's URL", TOO_LONG);
    List<String> placeholders = Placeholders.in(url);
    String fixed = Placeholders.fill(url, any -> "x");
    if (!fixed.matches("https?://[^\\s/?#]+\\S*")) {
      throw TemplateForm.wrong(WRONG, "The URL of a button is not valid.");
    }
    checked.put("url", url);
    if (placeholders.isEmpty()) {
      return;
    }
    if (placeholders.size() > 1 || !url.endsWith("}}")) {
      throw TemplateForm.wrong(WRONG, "A URL can have one variable, at its end.");
    }
    JsonNode example = button.path("example");
    String value = example.isArray() ? example.path(0).asText() : example.asText();
    if (value.isEmpty()) {
      throw TemplateForm.wrong(WRONG, "A URL with a variable needs an example.");
    }
    checked.putArray("example").add(value);
  }

  /** Quick replies stand in one group, before or after the other buttons. */
  private static void quickRepliesTogether(ArrayNode buttons) {
    int groups = 0;
    boolean inGroup = false;
    for (JsonNode button : buttons) {
      boolean quickReply = button.path("type").asText().equals("QUICK_REPLY");
      if (quickReply && !inGroup) {
        groups++;
      }
      inGroup = quickReply;
    }
    if (groups > 1) {
      throw TemplateForm.wrong(WRONG, "Quick replies must stand together.");
    }
  }
}
