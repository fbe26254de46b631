package io.dromedary.decisiontest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.template.CatalogueProblem;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML file as JSON that still knows the line of each value. Only YAML's numbers, booleans and
 * nulls are no texts; in particular an instant stays the text that it was written as.
 */
final class Document {

  private final String file;
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<CatalogueProblem> problems = new ArrayList<>();
  private JsonNode root = JsonNodeFactory.instance.missingNode();

  private Document(String file) {
    this.file = file;
  }

  /** Never throws: what cannot be read is one of {@link #problems()}. */
  static Document parse(String file, String text) {
    Document document = new Document(file);
    try {
      LoaderOptions options = new LoaderOptions();
      options.setNestingDepthLimit(40);
      Node node = new Yaml(options).compose(new StringReader(text));
      if (node != null) {
        document.root = document.json(node, "");
      }
    } catch (MarkedYAMLException broken) {
      document.problems.add(
          new CatalogueProblem(
              file,
              broken.getProblemMark() == null ? null : broken.getProblemMark().getLine() + 1,
              "yaml",
              "the file is not YAML: " + broken.getProblem(),
              "Repair the syntax; texts with ': ' need quotes."));
    } catch (YAMLException broken) {
      document.problems.add(
          new CatalogueProblem(
              file, null, "yaml", "the file is not YAML", "Save it as UTF-8 without controls."));
    }
    return document;
  }

  JsonNode root() {
    return root;
  }

  String file() {
    return file;
  }

  /** The line of the value at a JSON pointer, else of what surrounds it. */
  int line(String pointer) {
    String at = pointer;
    while (!at.isEmpty() && !lines.containsKey(at)) {
      at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
    }
    return lines.getOrDefault(at, 1);
  }

  void report(String pointer, String rule, String message, String remedy) {
    problems.add(new CatalogueProblem(file, line(pointer), rule, message, remedy));
  }

  List<CatalogueProblem> problems() {
    return List.copyOf(problems);
  }

  private JsonNode json(Node node, String pointer) {
    lines.putIfAbsent(pointer, node.getStartMark().getLine() + 1);
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (NodeTuple tuple : mapping.getValue()) {
        put(object, tuple, pointer);
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (Node each : sequence.getValue()) {
        array.add(json(each, pointer + "/" + array.size()));
      }
      return array;
    }
    return node instanceof ScalarNode scalar
        ? scalar(scalar)
        : JsonNodeFactory.instance.missingNode();
  }

  private void put(ObjectNode object, NodeTuple tuple, String pointer) {
    String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
    String at = pointer + "/" + key;
    lines.put(at, tuple.getKeyNode().getStartMark().getLine() + 1);
    if (object.has(key)) {
      report(at, "key-twice", key + " stands here twice", "Remove one of the two.");
    }
    object.set(key, json(tuple.getValueNode(), at));
  }

  private static JsonNode scalar(ScalarNode scalar) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    String text = scalar.getValue();
    JsonNode number = isNumber(scalar.getTag()) ? number(text) : null;
    if (number != null) {
      return number;
    }
    if (scalar.getTag().equals(Tag.BOOL) && (text.equals("true") || text.equals("false"))) {
      return json.booleanNode(text.equals("true"));
    }
    return scalar.getTag().equals(Tag.NULL) ? json.nullNode() : json.textNode(text);
  }

  private static boolean isNumber(Tag tag) {
    return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT);
  }

  /** {@code null} for YAML's exotic numbers, such as sexagesimal ones, which stay texts. */
  private static @Nullable JsonNode number(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      return number.scale() <= 0 && number.precision() < 18
          ? JsonNodeFactory.instance.numberNode(number.longValueExact())
          : JsonNodeFactory.instance.numberNode(number);
    } catch (NumberFormatException | ArithmeticException exotic) {
      return null;
    }
  }
}
