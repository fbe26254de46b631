package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is checked at once when a template is created or edited: names, lengths, places of
 * placeholders, examples. Gives the components in the form in which they are read back.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components">Template
 *     components</a>
 */
final class TemplateForm {

  private static final int TOO_LONG = 2388040;
  private static final int MISSING = 2388043;
  private static final int HEADER = 2388047;
  private static final int BODY = 2388072;
  private static final int FOOTER = 2388073;
  private static final int RATIO = 2388293;
  private static final int EDGE = 2388299;
  private static final Set<String> MEDIA = Set.of("IMAGE", "VIDEO", "DOCUMENT");

  private final String category;
  private final String language;
  private final boolean named;

  TemplateForm(String category, String language, boolean named) {
    this.category = category;
    this.language = language;
    this.named = named;
  }

  /**
   * @throws GraphException when something is wrong
   */
  ArrayNode check(JsonNode components) {
    if (!components.isArray() || components.isEmpty()) {
      throw GraphException.invalidParameter("The parameter components is required.");
    }
    if (category.equals("AUTHENTICATION")) {
      return new AuthenticationForm(language).check(components);
    }
    ArrayNode checked = Json.array();
    Set<String> seen = new HashSet<>();
    for (JsonNode component : components) {
      String type = upper(component, "type");
      if (!seen.add(type)) {
        throw wrong(MISSING, "A template has at most one component of type " + type + ".");
      }
      checked.add(
          switch (type) {
            case "HEADER" -> header(component);
            case "BODY" -> body(component);
            case "FOOTER" -> footer(component);
            case "BUTTONS" -> new ButtonsForm().check(component);
            default ->
                throw GraphException.invalidParameter(
                    "Param components["
                        + checked.size()
                        + "]['type'] must be one of {HEADER, BODY, FOOTER, BUTTONS}");
          });
    }
    if (!seen.contains("BODY")) {
      throw wrong(MISSING, "A template needs a component of type BODY.");
    }
    return checked;
  }

  private ObjectNode header(JsonNode component) {
    String format = upper(component, "format");
    ObjectNode header = Json.object().put("type", "HEADER").put("format", format);
    if (MEDIA.contains(format)) {
      if (component.path("example").path("header_handle").path(0).asText().isEmpty()) {
        throw wrong(MISSING, "component of type HEADER is missing expected field(s) (example)");
      }
    } else if (format.equals("TEXT")) {
      String text = text(component, "HEADER");
      limit(text, 60, "header", TOO_LONG);
      if (text.contains("\n")) {
        throw wrong(HEADER, "The header can't have new lines.");
      }
      List<String> placeholders = placeholders(text, HEADER, "header");
      if (placeholders.size() > 1) {
        throw wrong(HEADER, "The header can have one variable at most.");
      }
      examples(component, placeholders, "header_text", HEADER, "HEADER");
      header.put("text", text);
    } else if (!format.equals("LOCATION")) {
      throw wrong(HEADER, "The header's format must be TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION.");
    }
    copyExample(component, header);
    return header;
  }

  private ObjectNode body(JsonNode component) {
    String text = text(component, "BODY");
    limit(text, 1024, "body", TOO_LONG);
    List<String> placeholders = placeholders(text, BODY, "body");
    if (Placeholders.atAnEdge(text)) {
      throw wrong(EDGE, "Variables can't be at the start or end of the template.");
    }
    if (Placeholders.words(text) < 2 * placeholders.size() + 1) {
      throw wrong(
          RATIO,
          "This template contains too many variable parameters relative to the message length."
              + " Decrease the number of variables or increase the message length.");
    }
    examples(component, placeholders, "body_text", BODY, "BODY");
    ObjectNode body = Json.object().put("type", "BODY").put("text", text);
    copyExample(component, body);
    return body;
  }

  private ObjectNode footer(JsonNode component) {
    String text = text(component, "FOOTER");
    limit(text, 60, "footer", TOO_LONG);
    if (!Placeholders.in(text).isEmpty()) {
      throw wrong(FOOTER, "The footer can't have variables.");
    }
    return Json.object().put("type", "FOOTER").put("text", text);
  }

  private List<String> placeholders(String text, int subcode, String where) {
    List<String> placeholders = Placeholders.in(text);
    for (String placeholder : placeholders) {
      boolean fits =
          named ? Placeholders.isName(placeholder) : Placeholders.isPosition(placeholder);
      if (!fits) {
        throw wrong(
            subcode,
            "The "
                + where
                + " has a variable that does not fit parameter_format "
                + (named ? "NAMED" : "POSITIONAL")
                + ": {{"
                + placeholder
                + "}}");
      }
    }
    if (!named && !Placeholders.consecutive(placeholders)) {
      throw wrong(subcode, "The variables of the " + where + " must be {{1}}, {{2}} and so on.");
    }
    return placeholders;
  }

  private void examples(
      JsonNode component, List<String> placeholders, String member, int subcode, String type) {
    if (placeholders.isEmpty()) {
      return;
    }
    JsonNode example = component.path("example");
    if (named) {
      Set<String> given = new HashSet<>();
      for (JsonNode param : example.path(member + "_named_params")) {
        if (!param.path("example").asText().isEmpty()) {
          given.add(param.path("param_name").asText());
        }
      }
      if (!given.containsAll(placeholders)) {
        throw missingExample(type, subcode);
      }
      return;
    }
    JsonNode values = example.path(member);
    if (values.path(0).isArray()) {
      values = values.path(0);
    } else if (member.equals("body_text")) {
      throw missingExample(type, subcode);
    }
    if (values.size() != placeholders.size()) {
      throw missingExample(type, subcode);
    }
  }

  private static GraphException missingExample(String type, int subcode) {
    return wrong(subcode, "component of type " + type + " is missing expected field(s) (example)");
  }

  private static void copyExample(JsonNode from, ObjectNode to) {
    if (from.path("example").isObject()) {
      to.set("example", from.path("example").deepCopy());
    }
  }

  private static String text(JsonNode component, String type) {
    String text = Json.textOrEmpty(component, "text");
    if (text.isBlank()) {
      throw wrong(MISSING, "component of type " + type + " is missing expected field(s) (text)");
    }
    return text;
  }

  static String upper(JsonNode node, String member) {
    return Json.textOrEmpty(node, member).toUpperCase(Locale.ROOT);
  }

  static void limit(String text, int characters, String what, int subcode) {
    if (text.codePointCount(0, text.length()) > characters) {
      throw wrong(subcode, "The " + what + " can have " + characters + " characters at most.");
    }
  }

  static GraphException wrong(int subcode, String userMessage) {
    return new GraphException(
        GraphError.template(subcode, "Message template is not valid", userMessage));
  }
}
