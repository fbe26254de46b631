package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Graph's {@code fields} parameter: an answer has what was asked for, and always the id. */
final class Fields {

  private Fields() {}

  static List<String> of(@Nullable String asked, List<String> usual) {
    return asked == null || asked.isBlank() ? usual : List.of(asked.split("\\s*,\\s*"));
  }

  static ObjectNode pick(ObjectNode all, List<String> fields) {
    ObjectNode picked = Json.object();
    for (String field : fields) {
      if (all.has(field)) {
        picked.set(field, all.get(field));
      }
    }
    if (all.has("id")) {
      picked.set("id", all.get("id"));
    }
    return picked;
  }
}
