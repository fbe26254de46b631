package io.dromedary.decisiontest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.policy.RuleResult;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds expectations against outcomes. An expectation holds for every outcome that its {@code
 * file}, {@code ref}, {@code binding}, {@code type} and {@code silent} choose, and must choose one;
 * an outcome that none chose fails.
 */
final class Comparison {

  private static final List<String> SELECTORS = List.of("file", "ref", "binding", "type");

  private Comparison() {}

  static void check(String when, JsonNode expect, List<Outcome> outcomes, List<String> failures) {
    List<JsonNode> all = new ArrayList<>();
    if (expect.isArray()) {
      expect.forEach(all::add);
    } else {
      all.add(expect);
    }
    Set<Outcome> left = new LinkedHashSet<>(outcomes);
    for (JsonNode one : all) {
      List<Outcome> chosen = outcomes.stream().filter(outcome -> chooses(one, outcome)).toList();
      if (chosen.isEmpty()) {
        failures.add(when + "nothing came out for " + one + ", but " + seen(outcomes));
      }
      for (Outcome outcome : chosen) {
        left.remove(outcome);
        compare(when, one, outcome, failures);
      }
    }
    left.forEach(outcome -> failures.add(when + "not expected at all: " + brief(outcome.seen())));
  }

  private static boolean chooses(JsonNode expect, Outcome outcome) {
    return expect.path("silent").equals(outcome.seen().path("silent"))
        && SELECTORS.stream()
            .filter(expect::has)
            .allMatch(key -> expect.get(key).equals(outcome.seen().path(key)));
  }

  private static void compare(
      String when, JsonNode expect, Outcome outcome, List<String> failures) {
    StringBuilder text = new StringBuilder();
    expect
        .properties()
        .forEach(
            entry -> {
              JsonNode seen = outcome.seen().path(entry.getKey());
              if (!same(entry.getKey(), entry.getValue(), seen)) {
                difference(text, entry.getKey(), entry.getValue(), seen);
              }
            });
    if (!text.isEmpty()) {
      failures.add(when + brief(outcome.seen()) + text + decidedBy(outcome));
    }
  }

  private static boolean same(String key, JsonNode expected, JsonNode seen) {
    if (key.equals("until") && expected.isTextual() && seen.isTextual()) {
      return OffsetDateTime.parse(expected.asText()).isEqual(OffsetDateTime.parse(seen.asText()));
    }
    // null: there must be none
    return expected.isNull() ? seen.isMissingNode() : equal(expected, seen);
  }

  /** A number in YAML may stand for the text that a message holds: 4711, B22, 10. */
  private static boolean equal(JsonNode expected, JsonNode seen) {
    if (expected.isObject() && seen.isObject()) {
      return expected.size() == seen.size()
          && expected.properties().stream()
              .allMatch(entry -> equal(entry.getValue(), seen.path(entry.getKey())));
    }
    if (expected.isArray() && seen.isArray()) {
      boolean same = expected.size() == seen.size();
      for (int i = 0; same && i < seen.size(); i++) {
        same = equal(expected.get(i), seen.get(i));
      }
      return same;
    }
    return expected.isValueNode() && seen.isValueNode()
        ? expected.asText().strip().equals(seen.asText().strip())
        : expected.equals(seen);
  }

  private static void difference(StringBuilder text, String key, JsonNode expected, JsonNode seen) {
    if (expected.isObject() && seen.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      expected.fieldNames().forEachRemaining(names::add);
      seen.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        if (!equal(expected.path(name), seen.path(name))) {
          difference(text, key + "." + name, expected.path(name), seen.path(name));
        }
      }
      return;
    }
    if (expected.asText().contains("\n") && seen.isTextual()) {
      lines(text, key, expected.asText().strip(), seen.asText().strip());
      return;
    }
    text.append("\n    ").append(key).append(": expected ").append(word(expected));
    text.append("\n    ").append(" ".repeat(key.length())).append("       was ").append(word(seen));
  }

  private static void lines(StringBuilder text, String key, String expected, String seen) {
    text.append("\n    ").append(key).append(":");
    String[] wanted = expected.split("\n", -1);
    String[] found = seen.split("\n", -1);
    for (int i = 0; i < Math.max(wanted.length, found.length); i++) {
      String left = i < wanted.length ? wanted[i] : null;
      String right = i < found.length ? found[i] : null;
      if (left != null && left.equals(right)) {
        text.append("\n        ").append(left);
      } else {
        text.append(left == null ? "" : "\n      - " + left);
        text.append(right == null ? "" : "\n      + " + right);
      }
    }
  }

  private static String word(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? "none" : node.toString();
  }

  private static String decidedBy(Outcome outcome) {
    String word = outcome.seen().path("refusedBy").asText();
    for (RuleResult rule : outcome.rules()) {
      if (rule.rule().equals(word)) {
        return "\n    decided by rule " + word + " with " + facts(rule.facts());
      }
    }
    return outcome.rules().isEmpty()
        ? ""
        : "\n    every rule passed: "
            + String.join(", ", outcome.rules().stream().map(RuleResult::rule).toList());
  }

  private static String facts(Map<String, String> facts) {
    return facts.isEmpty() ? "no facts" : facts.toString();
  }

  private static String seen(List<Outcome> outcomes) {
    return outcomes.isEmpty()
        ? "nothing at all"
        : String.join("; ", outcomes.stream().map(outcome -> brief(outcome.seen())).toList());
  }

  private static String brief(ObjectNode seen) {
    List<String> words = new ArrayList<>();
    for (String key :
        List.of(
            "file",
            "type",
            "ref",
            "binding",
            "outcome",
            "reason",
            "template",
            "silent",
            "faults")) {
      if (seen.has(key)) {
        words.add(seen.path(key).isTextual() ? seen.path(key).asText() : seen.get(key).toString());
      }
    }
    return String.join(" ", words);
  }
}
