package io.dromedary.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.yaml.LinedYaml;
import java.util.function.BiConsumer;

/**
 * A YAML file under examination.
 *
 * @param name as in {@link Finding#file()}
 * @param text its content
 */
record LintedFile(String name, String text, LinedYaml yaml, Findings findings) {

  JsonNode json() {
    return yaml.json();
  }

  void report(String pointer, String rule, String message, String remedy) {
    findings.add(name, yaml.line(pointer), rule, message, remedy);
  }

  /** Every value with its JSON pointer, from the outside in. */
  void walk(BiConsumer<String, JsonNode> visit) {
    walk("", json(), visit);
  }

  static void walk(String pointer, JsonNode node, BiConsumer<String, JsonNode> visit) {
    visit.accept(pointer, node);
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry ->
                  walk(
                      pointer + "/" + entry.getKey().replace("~", "~0").replace("/", "~1"),
                      entry.getValue(),
                      visit));
    } else {
      for (int i = 0; i < node.size(); i++) {
        walk(pointer + "/" + i, node.get(i), visit);
      }
    }
  }
}
