package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Locations: latitude and longitude are needed, as number or as text; name and address are not. */
final class LocationRules {

  private LocationRules() {}

  static ObjectNode shown(JsonNode location) {
    ObjectNode shown =
        Json.object()
            .put("latitude", degrees(location, "latitude", 90))
            .put("longitude", degrees(location, "longitude", 180));
    for (String member : new String[] {"name", "address"}) {
      String text = Json.text(location, member);
      if (text != null) {
        shown.put(member, text);
      }
    }
    return shown;
  }

  private static double degrees(JsonNode location, String member, int most) {
    String text = Json.text(location, member);
    if (text == null) {
      throw GraphException.of(131008, "Parameter '" + member + "' of type location is missing");
    }
    try {
      double value = Double.parseDouble(text);
      if (Math.abs(value) <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw invalid(member);
    }
    throw invalid(member);
  }

  private static GraphException invalid(String member) {
    return GraphException.of(131009, "Parameter '" + member + "' of type location is not valid");
  }
}
