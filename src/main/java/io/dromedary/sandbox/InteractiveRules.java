package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/** Interactive messages: reply buttons, lists and link buttons, each with its own limits. */
final class InteractiveRules {

  private static final Set<String> HEADER_MEDIA = Set.of("image", "video", "document");

  private final MediaRules media;

  InteractiveRules(MediaRules media) {
    this.media = media;
  }

  ObjectNode bubble(JsonNode interactive) {
    String type = Json.textOrEmpty(interactive, "type");
    boolean list = type.equals("list");
    JsonNode action = interactive.path("action");
    ObjectNode bubble = Json.object().put("kind", "interactive");
    header(interactive.path("header"), list, bubble);
    bubble.put("body", required(interactive.path("body"), "text", "body", list ? 4096 : 1024));
    if (interactive.has("footer")) {
      bubble.put("footer", required(interactive.path("footer"), "text", "footer", 60));
    }
    if (!action.isObject()) {
      throw GraphException.of(131008, "Parameter 'action' is mandatory for type 'interactive'");
    }
    switch (type) {
      case "button" -> bubble.set("buttons", buttons(action.path("buttons")));
      case "list" -> bubble.set("list", list(action));
      case "cta_url" -> bubble.set("buttons", link(action));
      default ->
          throw GraphException.of(
              131009, "Interactive messages of type '" + type + "' are not known to the sandbox");
    }
    return bubble;
  }

  private void header(JsonNode header, boolean textOnly, ObjectNode bubble) {
    if (header.isMissingNode()) {
      return;
    }
    String type = Json.textOrEmpty(header, "type");
    if (type.equals("text")) {
      bubble
          .putObject("header")
          .put("type", "text")
          .put("text", required(header, "text", "header", 60));
    } else if (!textOnly && HEADER_MEDIA.contains(type)) {
      bubble.set("header", media.shown(type, header.path(type)));
    } else {
      throw GraphException.of(131009, "Parameter 'header' has a type that is not allowed here");
    }
  }

  private static ArrayNode buttons(JsonNode buttons) {
    if (!buttons.isArray() || buttons.isEmpty() || buttons.size() > 3) {
      throw GraphException.of(131009, "Parameter 'buttons' must have 1 to 3 buttons");
    }
    ArrayNode shown = Json.array();
    Set<String> ids = new HashSet<>();
    Set<String> titles = new HashSet<>();
    for (JsonNode button : buttons) {
      if (!Json.textOrEmpty(button, "type").equals("reply")) {
        throw GraphException.of(131009, "Parameter 'type' of a button must be 'reply'");
      }
      String id = required(button.path("reply"), "id", "button", 256);
      String title = required(button.path("reply"), "title", "button", 20);
      if (!ids.add(id) || !titles.add(title)) {
        throw GraphException.of(131009, "Ids and titles of buttons must be unique");
      }
      shown
          .addObject()
          .put("index", shown.size() - 1)
          .put("type", "reply")
          .put("text", title)
          .put("payload", id);
    }
    return shown;
  }

  private static ObjectNode list(JsonNode action) {
    ObjectNode list = Json.object().put("button", required(action, "button", "action", 20));
    JsonNode sections = action.path("sections");
    if (!sections.isArray() || sections.isEmpty() || sections.size() > 10) {
      throw GraphException.of(131009, "Parameter 'sections' must have 1 to 10 sections");
    }
    Set<String> ids = new HashSet<>();
    ArrayNode shownSections = list.putArray("sections");
    for (JsonNode section : sections) {
      ObjectNode shown = shownSections.addObject();
      if (sections.size() > 1 || section.has("title")) {
        shown.put("title", required(section, "title", "section", 24));
      }
      JsonNode rows = section.path("rows");
      if (!rows.isArray() || rows.isEmpty()) {
        throw GraphException.of(131009, "A section needs at least one row");
      }
      ArrayNode shownRows = shown.putArray("rows");
      for (JsonNode row : rows) {
        ObjectNode shownRow = shownRows.addObject();
        String id = required(row, "id", "row", 200);
        if (!ids.add(id)) {
          throw GraphException.of(131009, "Ids of rows must be unique");
        }
        shownRow.put("id", id).put("title", required(row, "title", "row", 24));
        if (row.has("description")) {
          shownRow.put("description", required(row, "description", "row", 72));
        }
      }
    }
    if (ids.size() > 10) {
      throw GraphException.of(131009, "A list can have 10 rows in total");
    }
    return list;
  }

  private static ArrayNode link(JsonNode action) {
    if (!Json.textOrEmpty(action, "name").equals("cta_url")) {
      throw GraphException.of(131009, "Parameter 'name' of 'action' must be 'cta_url'");
    }
    JsonNode parameters = action.path("parameters");
    String url = required(parameters, "url", "parameters", 2000);
    if (!url.matches("https?://[^\\s/?#]+\\S*")) {
      throw GraphException.of(131009, "Parameter 'url' is not a valid URL");
    }
    ArrayNode buttons = Json.array();
    buttons
        .addObject()
        .put("index", 0)
        .put("type", "url")
        .put("text", required(parameters, "display_text", "parameters", 20))
        .put("url", url);
    return buttons;
  }

  private static String required(JsonNode node, String member, String where, int most) {
    String text = Json.text(node, member);
    if (text == null || text.isBlank()) {
      throw GraphException.of(131008, "Parameter '" + member + "' of '" + where + "' is missing");
    }
    if (text.codePointCount(0, text.length()) > most) {
      throw GraphException.of(
          131009,
          "Parameter '" + member + "' of '" + where + "' is longer than " + most + " characters");
    }
    return text;
  }
}
