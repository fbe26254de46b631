package io.dromedary.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * When a binding applies; all rules must hold, none holds always.
 *
 * @param rules in the order of the file
 */
public record Condition(List<Rule> rules) {

  /** Holds for every event. */
  public static final Condition ALWAYS = new Condition(List.of());

  public Condition {
    rules = List.copyOf(rules);
  }

  /** Whether all rules hold. Scalars are compared by their JSON text; never throws. */
  public boolean matches(JsonNode event) {
    return rules.stream().allMatch(rule -> rule.holds(event));
  }

  /** What is asked of one value. */
  public sealed interface Rule {

    /** Where the value stands. */
    EventPath path();

    /** Whether the event fulfils it. */
    boolean holds(JsonNode event);
  }

  /** The value is one of these. */
  public record OneOf(EventPath path, Set<String> values) implements Rule {

    public OneOf {
      values = Set.copyOf(values);
    }

    @Override
    public boolean holds(JsonNode event) {
      JsonNode value = path.read(event);
      return value.isValueNode() && values.contains(value.asText());
    }
  }

  /** There is a value: neither missing nor null nor blank. */
  public record Present(EventPath path) implements Rule {
    @Override
    public boolean holds(JsonNode event) {
      return !path.read(event).isMissingNode();
    }
  }

  /** There is no value: missing, null or blank. */
  public record Absent(EventPath path) implements Rule {
    @Override
    public boolean holds(JsonNode event) {
      return path.read(event).isMissingNode();
    }
  }
}
