package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.template.TemplateState;
import java.util.List;
import java.util.Map;

/** Template states and synchronisation reports as JSON: one form for API and command line. */
public final class TemplateReports {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TemplateReports() {}

  /** {@code {"templates": [{"name", "language", "status", …}]}}; unknown members are null. */
  public static ObjectNode states(List<TemplateState> states) {
    ObjectNode json = JSON.objectNode();
    ArrayNode templates = json.putArray("templates");
    for (TemplateState state : states) {
      templates
          .addObject()
          .put("name", state.name())
          .put("language", state.language())
          .put("status", state.status().name())
          .put("usable", state.usable())
          .put("category", state.category() == null ? null : state.category().name())
          .put(
              "declaredCategory",
              state.declaredCategory() == null ? null : state.declaredCategory().name())
          .put(
              "announcedCategory",
              state.announcedCategory() == null ? null : state.announcedCategory().name())
          .put("quality", state.quality())
          .put("reason", state.reason())
          .put("id", state.metaId())
          .put("updatedAt", state.updatedAt().toString());
    }
    return json;
  }

  /** The members of {@link SyncReport}, with {@code clean}. */
  public static ObjectNode report(SyncReport report) {
    ObjectNode json = JSON.objectNode();
    json.put("clean", report.clean());
    json.put("pulled", report.pulled());
    keys(json.putArray("submitted"), report.submitted());
    reasons(json.putArray("refused"), report.refused());
    reasons(json.putArray("withheld"), report.withheld());
    keys(json.putArray("waiting"), report.waiting());
    keys(json.putArray("contentDrift"), report.contentDrift());
    keys(json.putArray("categoryDrift"), report.categoryDrift());
    keys(json.putArray("foreign"), report.foreign());
    json.put("stopped", report.stopped());
    return json;
  }

  private static void keys(ArrayNode array, List<TemplateKey> keys) {
    keys.forEach(key -> array.add(json(key)));
  }

  private static void reasons(ArrayNode array, Map<TemplateKey, String> reasons) {
    reasons.forEach((key, reason) -> array.add(json(key).put("reason", reason)));
  }

  private static ObjectNode json(TemplateKey key) {
    return JSON.objectNode().put("name", key.name()).put("language", key.language());
  }
}
