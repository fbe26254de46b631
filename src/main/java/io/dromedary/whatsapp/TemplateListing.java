package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.template.Category;
import io.dromedary.template.Header;
import io.dromedary.template.Template;
import io.dromedary.template.Wording;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads all templates of a business account, page by page. */
final class TemplateListing {

  private static final String FIELDS =
      "id,name,language,status,category,components,parameter_format,quality_score,"
          + "rejected_reason,correct_category,previous_category,message_send_ttl_seconds";

  /** More than any account may hold. */
  private static final int MAX_PAGES = 1000;

  private final GraphApi api;
  private final String first;

  TemplateListing(GraphApi api, String businessAccountId, int pageSize) {
    this.api = api;
    this.first = businessAccountId + "/message_templates?fields=" + FIELDS + "&limit=" + pageSize;
  }

  /**
   * All of it or nothing.
   *
   * @param failure why it could not be read; {@code null}: it was
   */
  record Read(Map<TemplateKey, JsonNode> templates, @Nullable String failure) {}

  /** Follows the cursors; the addresses in {@code paging.next} hold the token and are not used. */
  Read read() {
    Map<TemplateKey, JsonNode> templates = new LinkedHashMap<>();
    String page = first;
    for (int number = 0; number < MAX_PAGES; number++) {
      GraphAnswer answer = api.get(page);
      if (!(answer instanceof GraphAnswer.Answered answered)) {
        return new Read(Map.of(), answer.toString());
      }
      JsonNode data = answered.body().path("data");
      if (!data.isArray()) {
        return new Read(Map.of(), "an answer without data");
      }
      data.forEach(each -> templates.put(key(each), each));
      String after = nextCursor(answered.body(), data);
      if (after == null) {
        return new Read(templates, null);
      }
      page = first + "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
    }
    return new Read(Map.of(), "the pages have no end");
  }

  private static TemplateKey key(JsonNode template) {
    return new TemplateKey(
        template.path("name").asText(""),
        TemplateWebhooks.language(template.path("language").asText("")));
  }

  private static @Nullable String nextCursor(JsonNode body, JsonNode data) {
    boolean more = body.path("paging").hasNonNull("next") && !data.isEmpty();
    return more ? body.path("paging").path("cursors").path("after").textValue() : null;
  }

  /** {@code null} for none, which Meta spells {@code NONE} or leaves out. */
  static @Nullable String rejectedReason(JsonNode template) {
    String reason = template.path("rejected_reason").asText("");
    return reason.isBlank() || reason.equals("NONE") || reason.equals("null") ? null : reason;
  }

  /** Whether header text, body or footer in the account is not the file's. */
  static boolean differs(JsonNode account, Template template, String language) {
    if (template.category() == Category.AUTHENTICATION || !account.path("components").isArray()) {
      return false;
    }
    Wording wording = template.wording(language);
    String header = wording.header() instanceof Header.Text text ? text.text() : "";
    String footer = wording.footer() == null ? "" : wording.footer();
    return !same(text(account, "HEADER"), header)
        || !same(text(account, "BODY"), wording.body())
        || !same(text(account, "FOOTER"), footer);
  }

  private static String text(JsonNode account, String type) {
    for (JsonNode component : account.path("components")) {
      if (component.path("type").asText().equalsIgnoreCase(type)) {
        return component.path("text").asText("");
      }
    }
    return "";
  }

  private static boolean same(String one, String other) {
    return one.replace("\r\n", "\n").strip().equals(other.replace("\r\n", "\n").strip());
  }
}
