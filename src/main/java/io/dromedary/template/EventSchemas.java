package io.dromedary.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that events carry, from {@code events/<type>.schema.json}: enough to find a misspelt
 * path. Without any schema every path is accepted.
 */
final class EventSchemas {

  static final String SUFFIX = ".schema.json";
  static final String FOLDER = "events/";

  private static final Set<String> ATTRIBUTES =
      Set.of("id", "source", "type", "time", "subject", "sequence", "deadline", "notbefore");
  private static final Set<String> RECIPIENT =
      Set.of("phone", "name", "locale", "zone", "ref", "data");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, JsonNode> byType = new LinkedHashMap<>();

  /** A schema that cannot be read is reported by {@code findings} and known without its names. */
  void add(String eventType, String schema, Findings findings) {
    try {
      byType.put(eventType, JSON.readTree(schema));
    } catch (JsonProcessingException broken) {
      byType.put(eventType, MissingNode.getInstance());
      findings.add(
          broken.getLocation() == null ? null : broken.getLocation().getLineNr(),
          "schema",
          "the file is not JSON",
          "Repair the syntax.");
    }
  }

  boolean knows(String eventType) {
    return byType.isEmpty() || byType.containsKey(eventType);
  }

  /** Whether events of this type may have something there. */
  boolean knows(String eventType, EventPath path) {
    List<String> segments = path.segments();
    return switch (segments.get(0)) {
      case "data" -> segments.size() > 1 && knowsData(eventType, segments);
      case EventPath.RECIPIENT -> segments.size() > 1 && RECIPIENT.contains(segments.get(1));
      default -> segments.size() == 1 && ATTRIBUTES.contains(segments.get(0));
    };
  }

  private boolean knowsData(String eventType, List<String> segments) {
    JsonNode root = byType.getOrDefault(eventType, MissingNode.getInstance());
    JsonNode schema = root;
    for (String segment : segments.subList(1, segments.size())) {
      schema = resolve(schema, root);
      if (!schema.path("properties").isObject() || isComposed(schema)) {
        return true;
      }
      schema = schema.path("properties").path(segment);
      if (schema.isMissingNode()) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode resolve(JsonNode schema, JsonNode root) {
    String reference = schema.path("$ref").asText("");
    return reference.startsWith("#/") ? root.at(reference.substring(1)) : schema;
  }

  /** Whether members may come from another place than its own properties. */
  private static boolean isComposed(JsonNode schema) {
    for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
      for (JsonNode branch : schema.path(keyword)) {
        if (branch.has("properties") || branch.has("$ref")) {
          return true;
        }
      }
    }
    return schema.has("$ref");
  }
}
