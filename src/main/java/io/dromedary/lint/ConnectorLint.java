package io.dromedary.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kamelets, whose schema is their manual, and the mappings that they use. */
final class ConnectorLint {

  static final String ENDING = ".kamelet.yaml";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([A-Za-z]\\w*)(:[^}]*)?}}");
  private static final Pattern MAPPING =
      Pattern.compile("\\{\\{dromedary\\.connectors-dir}}/([\\w.-]+)");
  private static final Pattern SECRET =
      Pattern.compile("secret|token$|password|apikey", Pattern.CASE_INSENSITIVE);
  private static final Pattern GUARANTEE =
      Pattern.compile("at least once|at most once|exactly once", Pattern.CASE_INSENSITIVE);
  private static final List<String> TYPES = List.of("source", "action", "sink");

  /** Camel's own, in a Kamelet's template. */
  private static final Set<String> GIVEN = Set.of("routeId", "templateId");

  private static final int SHORTEST_MANUAL = 40;

  private final Path folder;
  private final Set<String> eventTypes;
  private final Findings findings;
  private final Map<String, JsonNode> definitions = new HashMap<>();

  ConnectorLint(Path folder, Set<String> eventTypes, Findings findings) {
    this.folder = folder;
    this.eventTypes = eventTypes;
    this.findings = findings;
  }

  /** The definitions by the name of the Kamelet, also of those with findings. */
  Map<String, JsonNode> check(List<LintedFile> kamelets) {
    kamelets.forEach(this::check);
    return definitions;
  }

  private void check(LintedFile file) {
    JsonNode kamelet = file.json();
    String name = kamelet.at("/metadata/name").asText();
    String type = kamelet.at("/metadata/labels/camel.apache.org~1kamelet.type").asText();
    definitions.put(name, kamelet.at("/spec/definition"));
    if (!file.name().endsWith(name + ENDING)
        || !TYPES.contains(type)
        || !name.endsWith("-" + type)) {
      file.report(
          "/metadata/name",
          "kamelet-name",
          "name, label and file do not agree",
          "Call it NAME-source, NAME-action or NAME-sink, as its label kamelet.type says, and the"
              + " file after it.");
    }
    manual(file, kamelet.at("/spec/definition"));
    used(file, kamelet);
    dependencies(file, kamelet);
    RouteLint.steps(file);
    if (type.equals("source")) {
      source(file, kamelet);
    }
    int transformed = file.text().indexOf("xslt-saxon:");
    if (transformed >= 0
        && !file.text().substring(0, transformed).contains("type: org.w3c.dom.Document")) {
      file.report(
          "/spec/template",
          "xml-unguarded",
          "XML is transformed before it is a document",
          "Put convertBodyTo: { type: org.w3c.dom.Document } before xslt-saxon.");
    }
    Matcher mapping = MAPPING.matcher(file.text());
    while (mapping.find()) {
      if (!Files.exists(folder.resolve(mapping.group(1)))) {
        int line = (int) file.text().substring(0, mapping.start()).lines().count();
        findings.add(
            file.name(),
            line,
            "mapping-missing",
            "there is no " + mapping.group(1),
            "Correct the name, or add the file beside the Kamelet.");
      }
    }
  }

  private static void manual(LintedFile file, JsonNode definition) {
    String at = "/spec/definition";
    if (definition.path("title").asText().isBlank()
        || definition.path("description").asText().length() < SHORTEST_MANUAL) {
      file.report(
          at,
          "kamelet-manual",
          "the definition has no title, or says too little",
          "Add title: and a description: of what is read, from where, and how often it may come.");
    }
    definition
        .path("properties")
        .properties()
        .forEach(
            entry ->
                property(
                    file, at + "/properties/" + entry.getKey(), entry.getKey(), entry.getValue()));
    for (JsonNode required : definition.path("required")) {
      if (!definition.path("properties").has(required.asText())) {
        file.report(
            at + "/required",
            "kamelet-unused-property",
            required.asText() + " is required and not declared",
            "Add it to properties:, or drop it.");
      }
    }
  }

  private static void property(LintedFile file, String at, String name, JsonNode property) {
    List<String> lacking = new ArrayList<>();
    for (String member : List.of("title", "description", "type")) {
      if (property.path(member).asText().isBlank()) {
        lacking.add(member);
      }
    }
    if (!property.has("default") && !property.has("example")) {
      lacking.add("default or example");
    }
    if (!lacking.isEmpty()) {
      file.report(
          at,
          "kamelet-manual",
          "the property " + name + " has no " + String.join(", no ", lacking),
          "Add what is lacking.");
    }
    if (SECRET.matcher(name).find() && !property.path("format").asText().equals("password")) {
      file.report(at, "kamelet-secret", name + " looks like a secret", "Add format: password.");
    }
  }

  private static void used(LintedFile file, JsonNode kamelet) {
    Set<String> declared = RouteLint.names(kamelet.at("/spec/definition/properties"));
    Set<String> used = new TreeSet<>();
    PLACEHOLDER
        .matcher(kamelet.at("/spec/template").toString())
        .results()
        .map(each -> each.group(1))
        .filter(name -> !GIVEN.contains(name))
        .forEach(used::add);
    for (String name : declared) {
      if (!used.contains(name)) {
        file.report(
            "/spec/definition/properties/" + name,
            "kamelet-unused-property",
            "nothing uses the property " + name,
            "Use {{" + name + "}} in the template, or drop it.");
      }
    }
    used.removeAll(declared);
    for (String name : used) {
      file.report(
          "/spec/template",
          "kamelet-unused-property",
          "{{" + name + "}} is used and not declared",
          "Add " + name + " to properties:.");
    }
  }

  private static void dependencies(LintedFile file, JsonNode kamelet) {
    Set<String> named = new HashSet<>();
    kamelet.at("/spec/dependencies").forEach(each -> named.add(each.asText()));
    Set<String> lacking = new TreeSet<>();
    for (String uri : kamelet.at("/spec/template").findValuesAsText("uri")) {
      String dependency = "camel:" + uri.replaceAll(":.*", "");
      if (!uri.startsWith("{{") && !named.contains(dependency)) {
        lacking.add(dependency);
      }
    }
    for (String dependency : lacking) {
      file.report(
          "/spec/dependencies",
          "kamelet-dependency",
          dependency + " is used and not named",
          "Add it to dependencies:.");
    }
  }

  private void source(LintedFile file, JsonNode kamelet) {
    JsonNode annotations = kamelet.at("/metadata/annotations");
    if (annotations.path("dromedary.io/transport").asText().isBlank()
        || !GUARANTEE.matcher(kamelet.at("/spec/definition/description").asText()).find()) {
      file.report(
          "/metadata/annotations",
          "kamelet-guarantee",
          "it does not say how messages come, and how often",
          "Add the annotation dromedary.io/transport, and to the description: at least once, at most"
              + " once or exactly once.");
    }
    String types = annotations.path("dromedary.io/event-types").asText().strip();
    for (String type : types.split("\\s*,\\s*")) {
      if (!eventTypes.contains(type)) {
        file.report(
            "/metadata/annotations/dromedary.io~1event-types",
            "kamelet-event-type",
            type.isEmpty() ? "it names no event type" : "there is no event type " + type,
            "Name those that its mapping makes, with a comma between them: "
                + String.join(", ", eventTypes)
                + ".");
      }
    }
    long mappings =
        kamelet.at("/spec/template").findValues("step").stream()
            .filter(step -> step.path("id").asText().equals("mapping"))
            .count();
    if (mappings != 1) {
      file.report(
          "/spec/template",
          "kamelet-mapping",
          "there are " + mappings + " steps with the id mapping",
          "Put what turns a message into events into one step: { id: mapping, steps: … }.");
    }
  }
}
