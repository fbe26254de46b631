package io.dromedary.decisiontest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Changes single members of an event: {@code data.recipients.0.locale: fr-FR}. */
final class Paths {

  private Paths() {}

  /**
   * A copy with the changes; {@code null} removes a member.
   *
   * @throws IllegalArgumentException when a path leads nowhere
   */
  static JsonNode changed(JsonNode event, JsonNode changes) {
    if (changes.isMissingNode()) {
      return event;
    }
    JsonNode copy = event.deepCopy();
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      String[] names = change.getKey().split("\\.", -1);
      JsonNode at = copy;
      for (int i = 0; i < names.length - 1; i++) {
        at = at.isArray() ? at.path(Integer.parseInt(names[i])) : at.path(names[i]);
      }
      set(at, names[names.length - 1], change);
    }
    return copy;
  }

  private static void set(JsonNode at, String name, Map.Entry<String, JsonNode> change) {
    if (at instanceof ObjectNode object) {
      if (change.getValue().isNull()) {
        object.remove(name);
      } else {
        object.set(name, change.getValue());
      }
    } else if (at instanceof ArrayNode array && Integer.parseInt(name) < array.size()) {
      array.set(Integer.parseInt(name), change.getValue());
    } else {
      throw new IllegalArgumentException("with: the event has no place " + change.getKey());
    }
  }
}
