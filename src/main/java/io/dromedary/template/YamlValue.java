package io.dromedary.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value of a YAML file with its line. Scalars are read as the text that stands there, so that
 * {@code no} stays a language and {@code 1e3} a code.
 */
record YamlValue(Node node, Findings findings) {

  int line() {
    return node.getStartMark().getLine() + 1;
  }

  boolean isNothing() {
    return node.getTag().equals(Tag.NULL);
  }

  boolean isMap() {
    return node instanceof MappingNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isText() {
    return node instanceof ScalarNode && !isNothing();
  }

  /** The text; something else is reported and gives {@code null}. */
  @Nullable String text() {
    if (node instanceof ScalarNode scalar && !isNothing()) {
      return scalar.getValue().stripTrailing();
    }
    findings.add(this, "wrong-kind", "a text is expected here", "Write a single value.");
    return null;
  }

  /** The mapping; something else is reported. */
  Optional<YamlMap> map() {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new YamlMap(mapping, findings));
    }
    findings.add(this, "wrong-kind", "a mapping is expected here", "Write key: value pairs.");
    return Optional.empty();
  }

  /** The elements of a list; something else is reported. */
  List<YamlValue> list() {
    if (node instanceof SequenceNode sequence) {
      List<YamlValue> values = new ArrayList<>();
      sequence.getValue().forEach(each -> values.add(new YamlValue(each, findings)));
      return values;
    }
    findings.add(this, "wrong-kind", "a list is expected here", "Write [a, b] or lines with '- '.");
    return List.of();
  }

  /** The elements of a list, or the one value that stands in its place. */
  List<YamlValue> oneOrMany() {
    return isList() ? list() : List.of(this);
  }
}
