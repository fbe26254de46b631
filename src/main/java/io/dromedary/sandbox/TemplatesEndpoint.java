package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /{waba-id}/message_templates} and {@code /{template-id}}. */
final class TemplatesEndpoint {

  private static final Set<String> CATEGORIES = Set.of("UTILITY", "AUTHENTICATION", "MARKETING");
  private static final List<String> USUAL =
      List.of(
          "name",
          "parameter_format",
          "components",
          "language",
          "status",
          "category",
          "previous_category",
          "message_send_ttl_seconds",
          "id");

  private final TemplateStore store;
  private final Templates templates;

  TemplatesEndpoint(TemplateStore store, Templates templates) {
    this.store = store;
    this.templates = templates;
  }

  ObjectNode create(ObjectNode request) {
    String name = Json.textOrEmpty(request, "name");
    String language = Json.textOrEmpty(request, "language");
    String category = TemplateForm.upper(request, "category");
    if (name.isEmpty() || language.isEmpty() || category.isEmpty()) {
      throw GraphException.invalidParameter(
          "The parameters name, language, category and components are required.");
    }
    if (!name.matches("[a-z0-9_]{1,512}")) {
      throw TemplateForm.wrong(
          2388040, "A name can have lower case letters, digits and underscores, 512 at most.");
    }
    if (!TemplateLanguages.supported(language)) {
      throw GraphException.invalidParameter(
          "Param language must be one of the supported language codes, not " + language);
    }
    if (!CATEGORIES.contains(category)) {
      throw GraphException.invalidParameter(
          "Param category must be one of {AUTHENTICATION, MARKETING, UTILITY}");
    }
    boolean named = named(request, false);
    Integer ttl = ttl(request, category);
    ArrayNode components =
        new TemplateForm(category, language, named).check(request.path("components"));
    Template template = templates.create(name, language, category, named, components, ttl);
    return Json.object()
        .put("id", template.id())
        .put("status", "PENDING")
        .put("category", template.category());
  }

  private static boolean named(ObjectNode request, boolean otherwise) {
    String format = TemplateForm.upper(request, "parameter_format");
    return switch (format) {
      case "" -> otherwise;
      case "NAMED" -> true;
      case "POSITIONAL" -> false;
      default ->
          throw GraphException.invalidParameter(
              "Param parameter_format must be one of {NAMED, POSITIONAL}");
    };
  }

  private static @Nullable Integer ttl(ObjectNode request, String category) {
    JsonNode node = request.get("message_send_ttl_seconds");
    if (node == null || node.isNull()) {
      return null;
    }
    int seconds = node.asInt(Integer.MIN_VALUE);
    int min = category.equals("MARKETING") ? 43_200 : 30;
    int max =
        switch (category) {
          case "AUTHENTICATION" -> 900;
          case "UTILITY" -> 43_200;
          default -> 2_592_000;
        };
    boolean thirtyDays = seconds == -1 && !category.equals("MARKETING");
    if (!thirtyDays && (seconds < min || seconds > max)) {
      throw GraphException.invalidParameter(
          "Param message_send_ttl_seconds must be between "
              + min
              + " and "
              + max
              + " for the category "
              + category);
    }
    return seconds;
  }

  /**
   * @param query the query parameters; {@code here} is the request's address without them
   */
  ObjectNode list(Map<String, String> query, String here) {
    List<Template> all = filtered(query).toList();
    int limit = limit(query.getOrDefault("limit", "25"));
    int from = 0;
    int to = Math.min(all.size(), limit);
    String after = query.get("after");
    String before = query.get("before");
    if (after != null) {
      from = Cursor.read(after);
      to = Math.min(all.size(), from + limit);
    } else if (before != null) {
      to = Math.min(all.size(), Cursor.read(before));
      from = Math.max(0, to - limit);
    }
    if (from > all.size()) {
      throw GraphException.of(131059, "The cursor does not belong to this list.");
    }
    ObjectNode answer = Json.object();
    ArrayNode data = answer.putArray("data");
    List<String> fields = Fields.of(query.get("fields"), USUAL);
    all.subList(from, to).forEach(template -> data.add(Fields.pick(template.toGraph(), fields)));
    if (!data.isEmpty()) {
      ObjectNode paging = answer.putObject("paging");
      paging.putObject("cursors").put("before", Cursor.write(from)).put("after", Cursor.write(to));
      if (to < all.size()) {
        paging.put("next", Cursor.link(here, query, "after", Cursor.write(to)));
      }
      if (from > 0) {
        paging.put("previous", Cursor.link(here, query, "before", Cursor.write(from)));
      }
    }
    return answer;
  }

  private Stream<Template> filtered(Map<String, String> query) {
    String name = query.getOrDefault("name", "");
    String status = query.getOrDefault("status", "").toUpperCase(Locale.ROOT);
    String category = query.getOrDefault("category", "").toUpperCase(Locale.ROOT);
    String language = query.getOrDefault("language", "");
    return store.all().stream()
        .filter(t -> t.name().contains(name))
        .filter(t -> status.isEmpty() || t.is(status))
        .filter(t -> category.isEmpty() || t.category().equals(category))
        .filter(t -> language.isEmpty() || t.language().equals(language));
  }

  private static int limit(String text) {
    if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) == 0) {
      throw GraphException.invalidParameter("Param limit must be a positive number");
    }
    return Integer.parseInt(text);
  }

  ObjectNode get(Template template, Map<String, String> query) {
    ObjectNode all = template.toGraph();
    String fields = query.getOrDefault("fields", "");
    if (List.of(fields.split(",")).contains("health_status")) {
      all.set("health_status", health(template));
    }
    return Fields.pick(all, Fields.of(fields, USUAL));
  }

  private static ObjectNode health(Template template) {
    boolean approved = template.is("APPROVED");
    ObjectNode health = Json.object().put("can_send_message", approved ? "AVAILABLE" : "BLOCKED");
    ObjectNode entity =
        health
            .putArray("entities")
            .addObject()
            .put("entity_type", "MESSAGE_TEMPLATE")
            .put("id", template.id())
            .put("can_send_message", approved ? "AVAILABLE" : "BLOCKED");
    if (!approved) {
      entity
          .putArray("errors")
          .addObject()
          .put("error_code", 141002)
          .put("error_description", "The template is not approved.")
          .put("possible_solution", "Wait for the review, or edit the template.");
    }
    return health;
  }

  ObjectNode edit(Template template, ObjectNode request) {
    if (request.has("category")
        && !TemplateForm.upper(request, "category").equals(template.category())) {
      if (template.approvedAt() != null) {
        throw TemplateForm.wrong(2388026, "The category of an approved template can't be changed.");
      }
      templates.recategorise(template.id(), TemplateForm.upper(request, "category"), false);
    }
    if (request.has("components")) {
      if (!Set.of("APPROVED", "REJECTED", "PAUSED").contains(template.status())) {
        throw TemplateForm.wrong(
            2388027, "Only approved, rejected or paused templates can be edited.");
      }
      boolean named = named(request, template.named());
      ArrayNode components =
          new TemplateForm(template.category(), template.language(), named)
              .check(request.path("components"));
      templates.edit(template, components, named);
    }
    if (request.has("message_send_ttl_seconds")) {
      templates.changeTtl(template, ttl(request, template.category()));
    }
    return Json.object().put("success", true);
  }

  ObjectNode delete(Map<String, String> query) {
    String name = query.getOrDefault("name", "");
    String id = query.get("hsm_id");
    if (name.isEmpty()) {
      throw GraphException.invalidParameter("The parameter name is required.");
    }
    List<Template> gone =
        store.all().stream()
            .filter(t -> t.name().equals(name) && (id == null || t.id().equals(id)))
            .toList();
    if (gone.isEmpty()) {
      throw TemplateForm.wrong(2593002, "The template was not found.");
    }
    if (gone.stream().anyMatch(t -> t.is("DISABLED"))) {
      throw TemplateForm.wrong(2388028, "A disabled template can't be deleted.");
    }
    templates.delete(gone);
    return Json.object().put("success", true);
  }
}
