package io.dromedary.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision in an auditor's words. Reads the record ({@link DecisionJson}), so that what was
 * decided years ago is explained from the facts of that day. Pure; knows nobody's name or number.
 */
public final class Explanation {

  private final JsonNode decision;
  private final String who;
  private final List<Ran> rules;

  private Explanation(JsonNode decision, @Nullable String ref) {
    this.decision = decision;
    this.who = who(ref);
    List<Ran> all = new ArrayList<>();
    decision.path("rules").forEach(rule -> all.add(Ran.of(rule)));
    this.rules = List.copyOf(all);
  }

  /**
   * Of a recorded decision.
   *
   * @param decision as {@link DecisionJson} writes it
   * @param ref the source's own name of the recipient; {@code null}: "the person"
   */
  public static Explanation of(JsonNode decision, @Nullable String ref) {
    return new Explanation(decision, ref);
  }

  /** How explanations call a recipient. */
  public static String who(@Nullable String ref) {
    return ref == null || ref.isBlank() ? "the person" : ref;
  }

  /** What the reason means when nothing more is known than the word. */
  public static String of(Reason reason, @Nullable String ref) {
    return ReasonWords.of(reason, Map.of(), who(ref));
  }

  /** The reason of this word; empty for words that are none of ours, or a later version's. */
  public static Optional<Reason> reason(@Nullable String word) {
    return Arrays.stream(Reason.values()).filter(one -> one.word().equals(word)).findFirst();
  }

  /** The deciding sentence, then a line for each rule. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    sentences.add(deciding());
    sentences.addAll(lines());
    return List.copyOf(sentences);
  }

  /** Whether, how and when, and the rule that decided. */
  public String deciding() {
    Ran rule = decidingRule().orElse(null);
    String because = rule == null ? reasonOnly() : rule.why(who) + " (rule " + rule.word + ")";
    return switch (decision.path("outcome").asText()) {
      case "send" -> "to be sent " + form();
      case "schedule" -> "waits " + until(rule) + ": " + because;
      case "collapse" -> "waits " + until(rule) + " for still newer news: " + because;
      case "hold" -> "waits: " + because;
      case "fall-back" ->
          "not sent on WhatsApp, to be told by "
              + decision.path("channel").asText("another channel")
              + ": "
              + because;
      case "suppress" -> "not sent: " + because;
      // an outcome of a later version
      default -> decision.path("outcome").asText("undecided") + ": " + because;
    };
  }

  /** The template or text, the agreement, the window and the price that it went by. */
  public String form() {
    Map<String, String> form = facts(Rule.FORM);
    Map<String, String> template = facts(Rule.TEMPLATE);
    List<String> parts = new ArrayList<>();
    parts.add(
        (Decision.Form.SESSION.word().equals(form.get("form"))
                ? "as free-form text in place of template "
                : "by template ")
            + template.getOrDefault("template", "unknown")
            + " in "
            + template.getOrDefault("language", "an unknown language"));
    parts.add(
        has(Rule.CONSENT)
            ? RuleWords.consentEntry(facts(Rule.CONSENT))
            : "the agreement was not looked at");
    if (!form.isEmpty()) {
      parts.add(RuleWords.window(form));
    }
    if (has(Rule.PRICE)) {
      parts.add(RuleWords.of(Rule.PRICE, facts(Rule.PRICE), who));
    }
    return String.join("; ", parts);
  }

  /** Each rule that ran, in order: whether it passed, and what it went by. */
  public List<String> lines() {
    return rules.stream().map(rule -> rule.line(who)).toList();
  }

  /** What a rule went by; empty when it did not run or kept nothing. */
  public Map<String, String> facts(Rule rule) {
    return rules.stream()
        .filter(one -> one.rule == rule)
        .findFirst()
        .map(one -> one.facts)
        .orElse(Map.of());
  }

  private boolean has(Rule rule) {
    return rules.stream().anyMatch(one -> one.rule == rule);
  }

  /** The rule by whose word it is so; empty when every rule agreed to a send. */
  public Optional<Rule> decidedBy() {
    return decidingRule().flatMap(one -> Optional.ofNullable(one.rule));
  }

  private Optional<Ran> decidingRule() {
    String outcome = decision.path("outcome").asText();
    if (outcome.equals("send")) {
      return Optional.empty();
    }
    String reason =
        outcome.equals("collapse")
            ? Reason.COLLAPSED.word()
            : decision.path("reason").textValue();
    // scheduled without a reason: the event or its binding says when, which the deadline's rule saw
    return rules.stream()
        .filter(
            one ->
                reason == null
                    ? outcome.equals("schedule") && one.rule == Rule.DEADLINE
                    : !one.passed && reason.equals(one.reason))
        .findFirst();
  }

  private String reasonOnly() {
    String word = decision.path("reason").asText("no reason is recorded");
    return reason(word).map(known -> ReasonWords.of(known, Map.of(), who)).orElse(word);
  }

  private String until(@Nullable Ran rule) {
    if (rule == null) {
      return "until a later time";
    }
    String until = rule.until == null ? rule.facts.get("notBefore") : rule.until;
    return "until " + (until == null ? "a later time" : when(until, rule.facts.get("zone")));
  }

  /** One rule of the record. */
  private record Ran(
      @Nullable Rule rule,
      String word,
      boolean passed,
      @Nullable String reason,
      @Nullable String until,
      Map<String, String> facts) {

    static Ran of(JsonNode json) {
      Map<String, String> facts = new LinkedHashMap<>();
      json.path("facts").properties().forEach(f -> facts.put(f.getKey(), f.getValue().asText()));
      String word = json.path("rule").asText();
      return new Ran(
          Arrays.stream(Rule.values()).filter(r -> r.word().equals(word)).findFirst().orElse(null),
          word,
          json.path("passed").asBoolean(),
          json.path("reason").textValue(),
          json.path("until").textValue(),
          facts);
    }

    String why(String who) {
      if (passed) {
        return facts.containsKey("notBefore")
            ? "its event or binding says not before"
            : holds(who);
      }
      return Explanation.reason(reason)
          .map(known -> ReasonWords.of(known, facts, who))
          .orElse(reason == null ? "refused" : reason);
    }

    private String holds(String who) {
      // a rule of a later version has no words here: its facts speak
      return rule == null ? facts.toString() : RuleWords.of(rule, facts, who);
    }

    String line(String who) {
      if (passed) {
        return "rule " + word + " passed: " + holds(who);
      }
      return "rule "
          + word
          + (until == null ? " refused (" : " waits until " + when(until, null) + " (")
          + reason
          + "): "
          + why(who);
    }
  }

  /** {@code 12 Nov 2026 09:14 UTC}, or on a clock {@code 13 Nov 2026 07:00 in Europe/Berlin}. */
  static String when(String instant, @Nullable String zone) {
    try {
      return when(Instant.parse(instant), zone);
    } catch (DateTimeException notAnInstant) {
      return instant;
    }
  }

  /** The same; seconds only when there are some. */
  public static String when(Instant instant, @Nullable String zone) {
    ZoneId clock = Facts.clock(zone, ZoneOffset.UTC);
    String pattern =
        Math.floorMod(instant.getEpochSecond(), 60L) == 0 ? "d MMM uuuu HH:mm" : "d MMM uuuu HH:mm:ss";
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(instant.atZone(clock))
        + (clock.equals(ZoneOffset.UTC) ? " UTC" : " in " + clock.getId());
  }
}
