package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares JSON by structure: member names and types, not values. */
final class Shape {

  private Shape() {}

  /**
   * What differs.
   *
   * @param optional member names that may be missing or added on either side
   */
  static List<String> differences(JsonNode expected, JsonNode actual, Set<String> optional) {
    List<String> differences = new ArrayList<>();
    compare("", expected, actual, optional, differences);
    return differences;
  }

  private static void compare(
      String path, JsonNode expected, JsonNode actual, Set<String> optional, List<String> out) {
    if (!expected.getNodeType().equals(actual.getNodeType())) {
      out.add(path + " is " + actual.getNodeType() + " instead of " + expected.getNodeType());
    } else if (expected.isObject()) {
      for (Map.Entry<String, JsonNode> member : expected.properties()) {
        JsonNode found = actual.get(member.getKey());
        if (found != null) {
          compare(path + "/" + member.getKey(), member.getValue(), found, optional, out);
        } else if (!optional.contains(member.getKey())) {
          out.add(path + "/" + member.getKey() + " is missing");
        }
      }
      for (Map.Entry<String, JsonNode> member : actual.properties()) {
        if (!expected.has(member.getKey()) && !optional.contains(member.getKey())) {
          out.add(path + "/" + member.getKey() + " is not in the sample");
        }
      }
    } else if (expected.isArray() && !expected.isEmpty()) {
      for (int i = 0; i < actual.size(); i++) {
        compare(path + "/" + i, expected.get(0), actual.get(i), optional, out);
      }
    }
  }
}
