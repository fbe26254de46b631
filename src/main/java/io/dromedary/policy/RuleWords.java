package io.dromedary.policy;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What it means that a rule passed, from its facts; none of them may be missing in old records. */
final class RuleWords {

  private static final int PROOF_SHOWN = 12;

  private RuleWords() {}

  static String of(Rule rule, Map<String, String> facts, String who) {
    return switch (rule) {
      case RETRACTED -> "the source has not taken the news back";
      case RECIPIENT_KNOWN -> "somebody was found to be told";
      case RECIPIENT_VALID -> "the number can exist, or none is needed";
      case BINDING -> "binding " + facts.getOrDefault("binding", "unknown") + " covers the event";
      case ALLOW_LIST -> "everybody may be written to, or " + who + " is on the trial mode's list";
      case CONSENT -> agreement(facts, who);
      case CATEGORY ->
          "a template of category "
              + facts.getOrDefault("category", "unknown")
              + " may tell "
              + facts.getOrDefault("type", "the event");
      case REACHABLE ->
          "a template of category "
              + facts.getOrDefault("category", "unknown")
              + " may go to this kind of address";
      case FORM ->
          "to go as " + facts.getOrDefault("form", "template") + "; " + window(facts);
      case TEMPLATE -> template(facts);
      case PARAMETERS ->
          facts.getOrDefault("count", "all") + " parameters have values that Meta accepts";
      case SENSITIVE_DATA ->
          facts.containsKey("masked")
              ? "masked to the last four: " + list(facts)
              : "no card number, account number or national id is in it";
      case ORDER ->
          facts.containsKey("underWaySince")
              ? "older news is under way since " + at(facts, "underWaySince") + ", waited long enough"
              : "no older news is on its way";
      case DEADLINE ->
          "there is time until "
              + at(facts, "deadline")
              + (facts.containsKey("notBefore") ? ", not before " + at(facts, "notBefore") : "");
      case QUIET_HOURS ->
          "none".equals(facts.get("hours"))
              ? "there are no quiet hours"
              : "outside the quiet hours " + quiet(facts);
      case FREQUENCY ->
          facts.containsKey("most")
              ? "told " + facts.get("told") + " of at most " + facts.get("most") + " times per "
                  + duration(facts.get("per"))
              : "the topic has no greatest number of messages";
      case COLLAPSE ->
          facts.containsKey("lastTold")
              ? "the last news of this subject went at "
                  + at(facts, "lastTold")
                  + ", long enough ago, or waiting would make this one old"
              : "no news of this subject went a moment ago";
      case REACH ->
          facts.containsKey("limit")
              ? facts.get("used") + " of " + facts.get("limit") + " people in 24 hours"
                  + ("true".equals(facts.get("counted")) ? ", " + who + " is one of them" : "")
              : "the messaging limit is not counted here";
      case PRICE -> price(facts);
      case BUDGET ->
          facts.containsKey("limit")
              ? facts.getOrDefault("spent", "0")
                  + " of "
                  + facts.get("limit")
                  + " are spent of budget "
                  + facts.getOrDefault("budget", "")
              : "no budget is set";
    };
  }

  private static String agreement(Map<String, String> facts, String who) {
    return who + " agreed to " + topic(facts) + ": " + consentEntry(facts);
  }

  /** {@code consent entry 3 of 12 Nov 2026 09:14 UTC by checkout, proof 0a1b2c3d4e5f…}. */
  static String consentEntry(Map<String, String> facts) {
    return facts.containsKey("entry")
        ? "consent entry "
            + facts.get("entry")
            + " of "
            + at(facts, "recordedAt")
            + by(facts)
            + ", proof "
            + proof(facts)
        : "no consent entry";
  }

  static String by(Map<String, String> facts) {
    return facts.containsKey("channel") ? " by " + facts.get("channel") : "";
  }

  static String topic(Map<String, String> facts) {
    return facts.getOrDefault("topic", "messages of this topic");
  }

  static String proof(Map<String, String> facts) {
    String proof = facts.getOrDefault("proof", "unknown");
    return proof.length() > PROOF_SHOWN ? proof.substring(0, PROOF_SHOWN) + "…" : proof;
  }

  static String window(Map<String, String> facts) {
    boolean open = "true".equals(facts.get("open"));
    if (!facts.containsKey("closesAt")) {
      return "window closed, the person never wrote";
    }
    return open ? "window open until " + at(facts, "closesAt") : "window closed since " + at(facts, "closesAt");
  }

  private static String template(Map<String, String> facts) {
    return "not needed".equals(facts.get("status"))
        ? "free-form text needs no template"
        : templateName(facts) + " is " + status(facts);
  }

  static String templateName(Map<String, String> facts) {
    return facts.containsKey("template")
        ? "template "
            + facts.get("template")
            + " in "
            + facts.getOrDefault("language", "its language")
        : "the template";
  }

  /** Meta's word as it is: {@code APPROVED}. */
  static String status(Map<String, String> facts) {
    return facts.getOrDefault("status", "of unknown status");
  }

  static String quiet(Map<String, String> facts) {
    return facts.getOrDefault("hours", "of the night") + " in " + facts.getOrDefault("zone", "its zone");
  }

  private static String price(Map<String, String> facts) {
    if ("true".equals(facts.get("free"))) {
      return "free of charge";
    }
    return facts.containsKey("price")
        ? "costs " + facts.get("price") + " " + facts.getOrDefault("currency", "")
        : "the price is not known";
  }

  /** The facts one after the other, for rules whose facts are named by what they found. */
  static String list(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + " " + fact.getValue())
        .collect(Collectors.joining(", "));
  }

  static String at(Map<String, String> facts, String name) {
    String instant = facts.get(name);
    return instant == null ? "an unknown time" : Explanation.when(instant, null);
  }

  /** {@code 10 min}, {@code 24 h}. */
  static String duration(@Nullable String text) {
    try {
      Duration length = Duration.parse(text == null ? "" : text);
      if (length.toSeconds() % 3600 == 0) {
        return length.toHours() + " h";
      }
      return length.toSeconds() % 60 == 0 ? length.toMinutes() + " min" : length.toSeconds() + " s";
    } catch (DateTimeParseException e) {
      return text == null ? "a period" : text;
    }
  }
}
