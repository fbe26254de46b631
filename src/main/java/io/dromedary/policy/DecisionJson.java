package io.dromedary.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A decision as it is kept and shown: without the message's text, which is personal. */
public final class DecisionJson {

  private DecisionJson() {}

  /** Outcome, reason and rules with their facts. */
  public static ObjectNode of(Decision decision) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("outcome", decision.outcome());
    Reason reason = reason(decision);
    if (reason == null) {
      json.putNull("reason");
    } else {
      json.put("reason", reason.word());
    }
    if (decision instanceof Decision.FallBack fallBack) {
      json.put("channel", fallBack.channel());
    }
    ArrayNode rules = json.putArray("rules");
    for (RuleResult rule : decision.rules()) {
      ObjectNode one = rules.addObject();
      one.put("rule", rule.rule());
      one.put("passed", rule.passed());
      if (rule.refusal() != null) {
        one.put("reason", rule.refusal().word());
      }
      if (rule.until() != null) {
        one.put("until", rule.until().toString());
      }
      ObjectNode facts = one.putObject("facts");
      rule.facts().forEach(facts::put);
    }
    return json;
  }

  /** Why it is not sent, or not now; {@code null} when it is. */
  public static @Nullable Reason reason(Decision decision) {
    if (decision instanceof Decision.Suppress suppress) {
      return suppress.reason();
    }
    if (decision instanceof Decision.Hold hold) {
      return hold.reason();
    }
    if (decision instanceof Decision.FallBack fallBack) {
      return fallBack.reason();
    }
    return decision instanceof Decision.Schedule schedule ? schedule.reason() : null;
  }
}
