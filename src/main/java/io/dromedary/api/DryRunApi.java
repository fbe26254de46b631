package io.dromedary.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.cost.Form;
import io.dromedary.dispatch.Requests;
import io.dromedary.intake.DryRun;
import io.dromedary.intake.EventConflict;
import io.dromedary.intake.EventRejected;
import io.dromedary.intake.Receipts;
import io.dromedary.notification.Explanation;
import io.dromedary.notification.NewNotification;
import io.dromedary.notification.State;
import io.dromedary.policy.Address;
import io.dromedary.policy.Decision;
import io.dromedary.policy.DecisionJson;
import io.dromedary.policy.Facts;
import io.dromedary.policy.Reason;
import io.dromedary.policy.Rule;
import io.dromedary.policy.RuleResult;
import io.dromedary.template.RenderedMessage;
import io.dromedary.template.Renderer;
import io.dromedary.template.Template;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/events?dryRun=true}: what would become of an event. Stores and sends nothing.
 */
public final class DryRunApi {

  /** So many are shown whole; the others are counted. */
  private static final int FIRST = 100;

  private final DryRun dryRun;
  private final Receipts receipts;

  /** The call on these. */
  public DryRunApi(DryRun dryRun, Receipts receipts) {
    this.dryRun = dryRun;
    this.receipts = receipts;
  }

  /** 200 with the decisions; 422 and 409 as the event itself would be answered. */
  public Answer run(JsonNode event) {
    Report report = new Report();
    DryRun.Outcome outcome;
    try {
      outcome = dryRun.run(event, report::add);
    } catch (EventRejected | EventConflict e) {
      return Answer.of(EventProblems.of(e).orElseThrow());
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dryRun", true);
    json.putObject("event").put("source", outcome.event().source()).put("id", outcome.event().id());
    json.put("retracts", outcome.event().retracts());
    json.put("repeat", outcome.before().isPresent());
    outcome.before().ifPresent(before -> json.set("accepted", receipts.of(before)));
    report.write(json);
    return Answer.ok(json);
  }

  /** Grows with the number of outcomes, not with the number of recipients. */
  private static final class Report {
    private final ArrayNode recipients = JsonNodeFactory.instance.arrayNode();
    private final Map<String, Map<String, Long>> totals = new TreeMap<>();
    private final Map<String, BigDecimal> costs = new TreeMap<>();
    private long all;
    private long unpriced;

    void add(DryRun.Rehearsed one) {
      all++;
      totals
          .computeIfAbsent(outcome(one), none -> new TreeMap<>())
          .merge(reason(one), 1L, Long::sum);
      if (leaves(one)) {
        cost(price(one));
      }
      if (recipients.size() < FIRST) {
        recipients.add(json(one));
      }
    }

    private void cost(Map<String, String> price) {
      if (price.containsKey("price")) {
        costs.merge(
            price.getOrDefault("currency", ""),
            new BigDecimal(price.get("price")),
            BigDecimal::add);
      } else if (!price.containsKey("free")) {
        unpriced++;
      }
    }

    void write(ObjectNode json) {
      json.putObject("fanOut").put("total", all);
      ArrayNode rows = json.putArray("totals");
      totals.forEach(
          (outcome, reasons) ->
              reasons.forEach(
                  (reason, count) ->
                      rows.addObject()
                          .put("outcome", outcome)
                          .put("reason", reason.isEmpty() ? null : reason)
                          .put("count", count)));
      ObjectNode cost = json.putObject("cost");
      costs.forEach((currency, amount) -> cost.put(currency, amount.toPlainString()));
      json.put("withoutPrice", unpriced);
      json.set("recipients", recipients);
    }
  }

  private static ObjectNode json(DryRun.Rehearsed one) {
    Facts facts = one.facts();
    NewNotification entry = one.entry();
    ObjectNode decision = DecisionJson.of(one.decision());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("ref", facts.recipient().ref());
    json.put("binding", entry.binding());
    json.put("state", entry.state().name());
    json.put("outcome", outcome(one));
    json.put("reason", reason(one).isEmpty() ? null : reason(one));
    json.put("deadline", entry.deadline().toString());
    json.put("notBefore", entry.dueAt() == null ? null : entry.dueAt().toString());
    ArrayNode explanation = json.putArray("explanation");
    if (ended(one)) {
      explanation.add("would not be sent: " + reason(one));
    }
    Explanation.ofDecision(decision).sentences().forEach(explanation::add);
    json.set("rules", decision.path("rules"));
    ObjectNode price = json.putObject("price");
    price(one).forEach(price::put);
    message(one, json);
    return json;
  }

  /** Whoever is not written to gets no text. */
  private static void message(DryRun.Rehearsed one, ObjectNode json) {
    Decision.Message message = message(one.decision());
    Template template = one.facts().template();
    if (message == null || template == null || !leaves(one)) {
      return;
    }
    json.put("id", one.entry().id().toString());
    json.put("form", message.form().word());
    json.put("template", message.template());
    json.put("language", message.language());
    json.set("text", text(one.facts(), template, message));
    try {
      json.set(
          "message",
          Requests.of(
              to(one.facts()),
              template,
              one.facts().binding(),
              message,
              one.entry().id().toString()));
    } catch (RuntimeException e) {
      // the real thing would end as DEAD with this reason
      json.put("problem", "cannot-be-built");
    }
  }

  private static ObjectNode text(Facts facts, Template template, Decision.Message message) {
    ObjectNode text = JsonNodeFactory.instance.objectNode();
    if (message.form() == Form.SESSION && facts.binding() != null) {
      return text.put(
          "body",
          facts.binding().session().filled(message.language(), message.parameters()).orElse(null));
    }
    RenderedMessage rendered = Renderer.render(template, message.language(), message.parameters());
    text.put("header", rendered.header()).put("body", rendered.body());
    text.put("footer", rendered.footer());
    rendered.buttons().forEach(text.putArray("buttons")::add);
    return text;
  }

  private static String to(Facts facts) {
    Address.Known known = (Address.Known) facts.address();
    String to = known.phone() == null ? known.userId() : known.phone();
    return String.valueOf(to);
  }

  private static Decision.@Nullable Message message(Decision decision) {
    if (decision instanceof Decision.Send send) {
      return send.message();
    }
    if (decision instanceof Decision.Schedule schedule) {
      return schedule.message();
    }
    if (decision instanceof Decision.Collapse collapse) {
      return collapse.message();
    }
    return decision instanceof Decision.Hold hold ? hold.message() : null;
  }

  /** Whether it would leave, now or later. */
  private static boolean leaves(DryRun.Rehearsed one) {
    return one.entry().dueAt() != null && !ended(one);
  }

  /** What the rules let through and the record ends: a duplicate, or outdated news. */
  private static boolean ended(DryRun.Rehearsed one) {
    return one.entry().state() == State.SUPERSEDED
        || Reason.DUPLICATE.word().equals(one.entry().reason());
  }

  private static String outcome(DryRun.Rehearsed one) {
    return ended(one) ? "suppress" : one.decision().outcome();
  }

  private static String reason(DryRun.Rehearsed one) {
    String reason = one.entry().reason();
    return reason == null ? "" : reason;
  }

  private static Map<String, String> price(DryRun.Rehearsed one) {
    return one.decision().rules().stream()
        .filter(rule -> rule.rule().equals(Rule.PRICE.word()))
        .findFirst()
        .map(RuleResult::facts)
        .orElse(Map.of());
  }
}
