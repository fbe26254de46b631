package io.dromedary.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What must hold between routes, Kamelets and the hub's own parts, so that nothing leads nowhere.
 */
final class RouteLint {

  private static final Pattern ENDPOINT = Pattern.compile("^(direct|seda|kamelet):([\\w-]+).*");
  private static final Pattern NAMED_BEAN = Pattern.compile("^#(?:bean:)?([\\w-]+)$");
  private static final Set<String> PRODUCERS =
      Set.of("to", "toD", "wireTap", "enrich", "pollEnrich");
  private static final Set<String> KAMELET_ENDS = Set.of("source", "sink");
  private static final List<String> SHOWS_MESSAGE = List.of("${body", "${header", "${in.");

  /** What the hub puts at the disposal of routes, by name. */
  private static final Map<String, String> BEANS = beans();

  private final List<LintedFile> files;
  private final Map<String, JsonNode> kamelets;
  private final Set<String> consumers = new TreeSet<>();
  private final Set<String> configurations = new TreeSet<>();
  private final Map<String, String> ids = new HashMap<>();

  /**
   * @param kamelets their definitions by name
   */
  RouteLint(List<LintedFile> files, Map<String, JsonNode> kamelets) {
    this.files = files;
    this.kamelets = kamelets;
  }

  void check() {
    for (LintedFile file : files) {
      each(file, "route", (at, route) -> endpoint(route.path("from")).ifPresent(consumers::add));
      each(file, "routeConfiguration", (at, one) -> configurations.add(one.path("id").asText()));
    }
    files.forEach(this::check);
  }

  private void check(LintedFile file) {
    if (!file.json().isArray() || file.json().isEmpty()) {
      file.report("", "no-route", "there is no route", "Begin with '- route:'.");
      return;
    }
    each(file, "route", (at, route) -> named(file, at, route));
    each(file, "routeConfiguration", (at, one) -> named(file, at, one));
    each(file, "route", (at, route) -> errorHandling(file, at, route));
    steps(file);
    file.walk((at, node) -> ends(file, at, node));
  }

  /** What holds in Kamelets as well as in routes. */
  static void steps(LintedFile file) {
    file.walk(
        (at, node) -> {
          if (node.isTextual()) {
            bean(file, at, node.asText());
          } else if (node.has("bean")) {
            call(file, at + "/bean", node.path("bean"));
          }
          exceptions(file, at, node.path("exception"));
          simple(file, at, node.path("simple"));
          log(file, at, node.path("log"));
        });
  }

  private void named(LintedFile file, String at, JsonNode route) {
    String id = route.path("id").asText();
    if (id.isBlank()) {
      file.report(at, "route-id", "the route has no id", "Add id: with words and hyphens.");
    } else {
      String other = ids.putIfAbsent(id, file.name());
      if (other != null) {
        file.report(at + "/id", "route-id", "the id " + id + " stands in " + other, "Rename one.");
      }
    }
    if (route.path("description").asText().isBlank()) {
      file.report(
          at,
          "route-description",
          "route " + id + " has no description",
          "Add description: with what it does for whom, in one line.");
    }
  }

  private void errorHandling(LintedFile file, String at, JsonNode route) {
    String named = route.path("routeConfigurationId").asText();
    if (!named.isEmpty() && !configurations.contains(named)) {
      file.report(
          at + "/routeConfigurationId",
          "error-handling-unknown",
          "there is no routeConfiguration " + named,
          known(configurations));
    }
    String from = route.at("/from/uri").asText();
    if (named.isEmpty() && from.startsWith("kamelet:")) {
      file.report(
          at,
          "error-handling-unknown",
          "a route of a connected system names no error handling",
          "Add routeConfigurationId: set-aside-what-cannot-be-read.");
    }
  }

  private void ends(LintedFile file, String at, JsonNode node) {
    if (!node.isObject()) {
      return;
    }
    for (String eip : PRODUCERS) {
      endpoint(node.path(eip))
          .filter(to -> !to.startsWith("kamelet:") && !consumers.contains(to))
          .ifPresent(
              to ->
                  file.report(
                      at + "/" + eip,
                      "nobody-listens",
                      "no route begins with " + to,
                      known(consumers)));
    }
    for (String eip : new TreeSet<>(PRODUCERS)) {
      kamelet(file, at + "/" + eip, node.path(eip));
    }
    kamelet(file, at + "/from", node.path("from"));
  }

  private void kamelet(LintedFile file, String at, JsonNode end) {
    String name =
        endpoint(end)
            .filter(uri -> uri.startsWith("kamelet:"))
            .map(uri -> uri.substring("kamelet:".length()))
            .orElse("");
    if (name.isEmpty() || KAMELET_ENDS.contains(name)) {
      return;
    }
    JsonNode definition = kamelets.get(name);
    if (definition == null) {
      file.report(
          at,
          "kamelet-unknown",
          "there is no Kamelet " + name,
          "Correct the name, or add " + name + ".kamelet.yaml to the connectors.");
      return;
    }
    JsonNode given = end.path("parameters");
    given
        .properties()
        .forEach(
            property -> {
              if (!definition.path("properties").has(property.getKey())) {
                file.report(
                    at + "/parameters/" + property.getKey(),
                    "kamelet-property",
                    name + " has no property " + property.getKey(),
                    known(names(definition.path("properties"))));
              }
            });
    for (JsonNode required : definition.path("required")) {
      if (!given.has(required.asText())) {
        file.report(
            at,
            "kamelet-property",
            name + " needs the property " + required.asText(),
            "Add it to parameters:.");
      }
    }
  }

  private static void call(LintedFile file, String at, JsonNode call) {
    String name = call.path("ref").asText();
    String method = call.path("method").asText().replaceAll("\\(.*", "");
    if (name.isEmpty() || name.contains("{{")) {
      return;
    }
    String type = BEANS.get(name);
    if (type == null) {
      file.report(at + "/ref", "bean-unknown", "nothing is called " + name, known(BEANS.keySet()));
    } else if (!method.isEmpty() && !methods(type).contains(method)) {
      file.report(
          at + "/method", "bean-unknown", name + " has no method " + method, known(methods(type)));
    }
  }

  private static void bean(LintedFile file, String at, String text) {
    Matcher named = NAMED_BEAN.matcher(text);
    // databases of connected systems are named in the settings
    boolean database = at.endsWith("/dataSource");
    if (named.matches() && !database && !BEANS.containsKey(named.group(1))) {
      file.report(at, "bean-unknown", "nothing is called " + named.group(1), known(BEANS.keySet()));
    }
  }

  private static void exceptions(LintedFile file, String at, JsonNode names) {
    for (int i = 0; i < names.size(); i++) {
      if (load(names.get(i).asText()) == null) {
        file.report(
            at + "/exception/" + i,
            "exception-unknown",
            "there is no exception " + names.get(i).asText(),
            "Write the whole name of the class, with its package.");
      }
    }
  }

  private static void simple(LintedFile file, String at, JsonNode expression) {
    String text =
        expression.isTextual() ? expression.asText() : expression.path("expression").asText();
    if (text.contains(" || ")) {
      file.report(
          at + "/simple",
          "expression",
          "Simple has no || between parts",
          "Take several when: branches, or a method of a bean.");
    }
  }

  private static void log(LintedFile file, String at, JsonNode log) {
    String message = log.isTextual() ? log.asText() : log.path("message").asText();
    if (SHOWS_MESSAGE.stream().anyMatch(message::contains)) {
      file.report(
          at + "/log",
          "log-shows-message",
          "the log line shows a body or header",
          "Log ids, types and counts only.");
    }
  }

  private static Optional<String> endpoint(JsonNode end) {
    Matcher uri = ENDPOINT.matcher(end.isTextual() ? end.asText() : end.path("uri").asText());
    return uri.matches() ? Optional.of(uri.group(1) + ":" + uri.group(2)) : Optional.empty();
  }

  private static void each(LintedFile file, String kind, BiConsumer<String, JsonNode> action) {
    for (int i = 0; i < file.json().size(); i++) {
      if (file.json().path(i).has(kind)) {
        action.accept("/" + i + "/" + kind, file.json().path(i).path(kind));
      }
    }
  }

  static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  static String known(Set<String> names) {
    return names.isEmpty() ? "None is known here." : "Known: " + String.join(", ", names) + ".";
  }

  private static Set<String> methods(String type) {
    Class<?> found = load(type);
    Set<String> names = new TreeSet<>();
    if (found != null) {
      Arrays.stream(found.getMethods())
          .filter(method -> method.getDeclaringClass() != Object.class)
          .map(Method::getName)
          .forEach(names::add);
    }
    return names;
  }

  private static @Nullable Class<?> load(String name) {
    try {
      return Class.forName(name, false, RouteLint.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError unknown) {
      return null;
    }
  }

  private static Map<String, String> beans() {
    Map<String, String> beans = new TreeMap<>();
    LintRules.resource("beans.yaml")
        .properties()
        .forEach(bean -> beans.put(bean.getKey(), bean.getValue().asText()));
    return beans;
  }
}
