package io.dromedary.template;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A mapping of a YAML file. Keys that nobody asked for are reported at the end. */
final class YamlMap {

  private final MappingNode node;
  private final Findings findings;
  private final Map<String, YamlValue> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  YamlMap(MappingNode node, Findings findings) {
    this.node = node;
    this.findings = findings;
    node.getValue().forEach(this::put);
  }

  private void put(NodeTuple tuple) {
    int line = tuple.getKeyNode().getStartMark().getLine() + 1;
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      findings.add(line, "wrong-kind", "a key must be a text", "Write key: value.");
      return;
    }
    if (values.put(key.getValue(), new YamlValue(tuple.getValueNode(), findings)) != null) {
      findings.add(
          line, "key-twice", key.getValue() + " stands here twice", "Remove one of the two.");
    }
    lines.put(key.getValue(), line);
  }

  /** Reads a document that is one mapping; anything else is reported. */
  static Optional<YamlMap> parse(String text, Findings findings) {
    try {
      LoaderOptions options = new LoaderOptions();
      options.setNestingDepthLimit(20);
      Node root = new Yaml(options).compose(new StringReader(text));
      if (root instanceof MappingNode mapping) {
        return Optional.of(new YamlMap(mapping, findings));
      }
      findings.add(1, "not-a-template", "the file holds no mapping", "Begin with name: …");
    } catch (MarkedYAMLException broken) {
      Mark mark =
          broken.getProblemMark() == null ? broken.getContextMark() : broken.getProblemMark();
      findings.add(
          mark == null ? null : mark.getLine() + 1,
          "yaml",
          "the file is not YAML: " + broken.getProblem(),
          "Repair the syntax; texts with ': ' or '{{' need quotes.");
    } catch (YAMLException broken) {
      findings.add(
          (Integer) null, "yaml", "the file is not YAML", "Save it as UTF-8 without controls.");
    }
    return Optional.empty();
  }

  int line() {
    return node.getStartMark().getLine() + 1;
  }

  /** The line of a key, or of the mapping when it lacks the key. */
  int line(String key) {
    return lines.getOrDefault(key, line());
  }

  Set<String> keys() {
    return values.keySet();
  }

  /** The value; {@code null} when it is missing or empty. */
  @Nullable YamlValue get(String key) {
    asked.add(key);
    YamlValue value = values.get(key);
    return value == null || value.isNothing() ? null : value;
  }

  @Nullable String text(String key) {
    YamlValue value = get(key);
    return value == null ? null : value.text();
  }

  /** The text of a key that must be there; its lack is reported. */
  @Nullable String required(String key) {
    String text = text(key);
    if (text == null || text.isBlank()) {
      missing(key);
      return null;
    }
    return text;
  }

  void missing(String key) {
    findings.add(line(), "missing", key + " is missing", "Add " + key + ": …");
  }

  /** Every entry as text, in the order of the file. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String key : keys()) {
      String text = required(key);
      if (text != null) {
        texts.put(key, text);
      }
    }
    return texts;
  }

  /** Reports the keys that nobody asked for. */
  void reportUnknownKeys() {
    List<String> unknown = new ArrayList<>(values.keySet());
    unknown.removeAll(asked);
    for (String key : unknown) {
      findings.add(
          line(key),
          "unknown-key",
          key + " means nothing here",
          "Known: " + String.join(", ", asked) + ".");
    }
  }
}
