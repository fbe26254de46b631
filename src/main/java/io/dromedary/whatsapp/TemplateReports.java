package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.template.Category;
import io.dromedary.template.TemplateNotice;
import io.dromedary.template.TemplateState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Template states and synchronisation reports as JSON: one form for API and command line. */
public final class TemplateReports {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TemplateReports() {}

  /** {@code {"templates": [{"name", "language", "status", …}]}}; unknown members are null. */
  public static ObjectNode states(List<TemplateState> states) {
    ObjectNode json = JSON.objectNode();
    ArrayNode templates = json.putArray("templates");
    states.forEach(state -> templates.add(state(state)));
    return json;
  }

  /** One member of {@link #states}. */
  public static ObjectNode state(TemplateState state) {
    return JSON.objectNode()
        .put("name", state.name())
        .put("language", state.language())
        .put("status", state.status().name())
        .put("usable", state.usable())
        .put("category", word(state.category()))
        .put("declaredCategory", word(state.declaredCategory()))
        .put("announcedCategory", word(state.announcedCategory()))
        .put("driftedAt", state.driftedAt() == null ? null : state.driftedAt().toString())
        .put("quality", state.quality())
        .put("reason", state.reason())
        .put("id", state.metaId())
        .put("updatedAt", state.updatedAt().toString());
  }

  /** What Meta told of templates, and what people confirmed. */
  public static ArrayNode notices(List<TemplateNotice> notices) {
    ArrayNode json = JSON.arrayNode();
    for (TemplateNotice notice : notices) {
      json.addObject()
          .put("name", notice.name())
          .put("language", notice.language())
          .put("kind", notice.kind())
          .put("detail", notice.detail())
          .put("at", notice.at().toString());
    }
    return json;
  }

  private static @Nullable String word(@Nullable Category category) {
    return category == null ? null : category.name();
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
