package io.dromedary.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.TreeMap;

/**
 * One text for all spellings of the same JSON value: member order, space and 1.0 or 1 make no
 * difference.
 */
public final class CanonicalJson {

  private CanonicalJson() {}

  /** The canonical text of {@code json}; equal values give equal texts. */
  public static String of(JsonNode json) {
    StringBuilder out = new StringBuilder();
    write(json, out);
    return out.toString();
  }

  private static void write(JsonNode json, StringBuilder out) {
    if (json.isObject()) {
      TreeMap<String, JsonNode> members = new TreeMap<>();
      json.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
      out.append('{');
      members.forEach(
          (name, value) -> {
            out.append(JsonNodeFactory.instance.textNode(name)).append(':');
            write(value, out);
            out.append(',');
          });
      out.append('}');
    } else if (json.isArray()) {
      out.append('[');
      for (JsonNode element : json) {
        write(element, out);
        out.append(',');
      }
      out.append(']');
    } else if (json.isFloatingPointNumber()
        && !Double.isFinite(json.doubleValue())
        && !json.isBigDecimal()) {
      // larger than the reader's numbers: it has kept no more than this
      out.append(json.doubleValue());
    } else if (json.isNumber()) {
      BigDecimal number = json.decimalValue();
      out.append(number.signum() == 0 ? "0" : number.stripTrailingZeros().toString());
    } else {
      out.append(json);
    }
  }
}
