package io.dromedary.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
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
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML file as JSON that still knows the line of everything, by its JSON pointer. */
public final class LinedYaml {

  private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

  private final Map<String, Integer> lines = new HashMap<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final JsonNode json;

  private LinedYaml(@Nullable Node root) throws Broken {
    this.json = root == null ? JSON.nullNode() : read(root, "");
  }

  /** The file cannot be read; the message says why, for people. */
  public static final class Broken extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable Integer line;

    Broken(@Nullable Integer line, String message) {
      super(message);
      this.line = line;
    }

    /** From 1; {@code null} when the parser tells none. */
    public @Nullable Integer line() {
      return line;
    }
  }

  /**
   * Reads a document; nothing at all is JSON's null.
   *
   * @throws Broken when it is not YAML, a key is no text or stands twice, or a value holds itself
   */
  public static LinedYaml parse(String text) throws Broken {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(100);
    try {
      return new LinedYaml(new Yaml(options).compose(new StringReader(text)));
    } catch (MarkedYAMLException broken) {
      Mark mark =
          broken.getProblemMark() == null ? broken.getContextMark() : broken.getProblemMark();
      throw new Broken(
          mark == null ? null : mark.getLine() + 1, "the file is not YAML: " + broken.getProblem());
    } catch (YAMLException broken) {
      throw new Broken(null, "the file is not YAML");
    }
  }

  /** The whole document. */
  public JsonNode json() {
    return json;
  }

  /** The line of a value, or of the nearest one around it. */
  public int line(String pointer) {
    for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      Integer line = lines.get(at);
      if (line != null) {
        return line;
      }
    }
    return lines.getOrDefault("", 1);
  }

  private JsonNode read(Node node, String pointer) throws Broken {
    if (!open.add(node)) {
      throw new Broken(line(node), "this value holds itself");
    }
    JsonNode read = content(node, pointer);
    open.remove(node);
    return read;
  }

  private JsonNode content(Node node, String pointer) throws Broken {
    lines.putIfAbsent(pointer, line(node));
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JSON.objectNode();
      for (NodeTuple tuple : mapping.getValue()) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
          throw new Broken(line(tuple.getKeyNode()), "a key must be a text");
        }
        String name = key.getValue();
        if (object.has(name)) {
          throw new Broken(line(key), name + " stands here twice");
        }
        // a value may begin on the line after its key, where nobody looks for the mistake
        String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
        lines.put(at, line(key));
        object.set(name, read(tuple.getValueNode(), at));
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JSON.arrayNode();
      for (Node element : sequence.getValue()) {
        array.add(read(element, pointer + "/" + array.size()));
      }
      return array;
    }
    return scalar((ScalarNode) node);
  }

  /** Numbers exactly as they are written; dates stay text. */
  private static JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    if (scalar.getTag().equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (scalar.getTag().equals(Tag.BOOL) && (text.equals("true") || text.equals("false"))) {
      return JSON.booleanNode(text.equals("true"));
    }
    if (scalar.getTag().equals(Tag.INT) && text.matches("0|-?[1-9][0-9]{0,17}")) {
      return JSON.numberNode(Long.parseLong(text));
    }
    if (scalar.getTag().equals(Tag.FLOAT) && text.matches("-?[0-9]{0,12}\\.[0-9]{1,12}")) {
      return JSON.numberNode(new BigDecimal(text));
    }
    return JSON.textNode(text);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
