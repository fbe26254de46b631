package io.dromedary.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.yaml.LinedYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The rules by name, from {@code lint/rules.yaml}. */
public final class LintRules {

  private static final Map<String, LintRule> RULES = read();

  private LintRules() {}

  /**
   * A rule.
   *
   * @param why the reason, to be read after "because"
   */
  public record LintRule(String name, Severity severity, String why) {}

  /** All of them, in the order of the file. */
  public static Map<String, LintRule> all() {
    return RULES;
  }

  /**
   * The rule of this name.
   *
   * @throws IllegalArgumentException when there is none, which is a mistake of the linter
   */
  public static LintRule of(String name) {
    LintRule rule = RULES.get(name);
    if (rule == null) {
      throw new IllegalArgumentException("There is no rule " + name);
    }
    return rule;
  }

  private static Map<String, LintRule> read() {
    Map<String, LintRule> rules = new LinkedHashMap<>();
    JsonNode file = resource("rules.yaml");
    file.properties()
        .forEach(
            entry ->
                rules.put(
                    entry.getKey(),
                    new LintRule(
                        entry.getKey(),
                        Severity.valueOf(
                            entry.getValue().path("severity").asText().toUpperCase(Locale.ROOT)),
                        entry.getValue().path("why").asText())));
    return Collections.unmodifiableMap(rules);
  }

  /** A YAML file of the linter's own. */
  static JsonNode resource(String name) {
    try (InputStream in = LintRules.class.getResourceAsStream("/lint/" + name)) {
      if (in == null) {
        throw new IllegalStateException("lint/" + name + " is not in the jar");
      }
      return LinedYaml.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)).json();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (LinedYaml.Broken e) {
      throw new IllegalStateException("lint/" + name + ": " + e.getMessage(), e);
    }
  }
}
