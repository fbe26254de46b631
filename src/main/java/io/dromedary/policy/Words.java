package io.dromedary.policy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a rule said, in an auditor's words. Made from facts as they are recorded, so that decisions
 * of years ago can be read; a fact that an older record lacks is left out. Nothing personal is
 * among facts, so nothing personal is among words.
 */
public final class Words {

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Words() {}

  /** An instant as {@code 12 Nov 2026 09:14:00 UTC}; what is none stays as it is. */
  public static String instant(String text) {
    try {
      return INSTANT.format(Instant.parse(text));
    } catch (DateTimeException noInstant) {
      return text;
    }
  }

  /**
   * One sentence without a full stop.
   *
   * @param reason why it did not pass; {@code null} when it did
   */
  public static String of(Rule rule, @Nullable Reason reason, Map<String, String> facts) {
    if (reason == Reason.RULE_ERROR) {
      return "the rule " + rule.word() + " broke" + in(facts, " (", "error", ")");
    }
    boolean passed = reason == null;
    return switch (rule) {
      case RETRACTED -> passed ? "it was not taken back" : "its source has taken the news back";
      case RECIPIENT_KNOWN ->
          passed
              ? "the recipient is known"
              : "nobody was found" + in(facts, " behind ", "lookedFor", "");
      case RECIPIENT_VALID ->
          passed ? "the address can exist" : "the phone number " + fact(facts, "phone", "is none");
      case BINDING ->
          passed
              ? "binding " + fact(facts, "binding", "?") + " covers the event"
              : "no binding covers events of type " + fact(facts, "type", "?") + " like this one";
      case ALLOW_LIST ->
          passed
              ? "the trial mode permits the person, or is off"
              : "the trial mode is on and the person is not on its list";
      case CONSENT -> consent(reason, facts);
      case CATEGORY ->
          passed
              ? "the category " + fact(facts, "category", "?") + " is permitted for this event"
              : "the category "
                  + fact(facts, "category", "?")
                  + " is not permitted for events of type "
                  + fact(facts, "type", "?");
      case REACHABLE ->
          passed
              ? "the address can be reached by this category"
              : "a one-time code needs a phone number, and only a user id is known";
      case WINDOW -> form(facts);
      case TEMPLATE -> template(reason, facts);
      case PARAMETERS -> parameters(reason, facts);
      case SENSITIVE_DATA -> sensitive(passed, facts);
      case ORDER ->
          passed
              ? "no older message had to be waited for"
              : "an older message of the same news is still on its way"
                  + since(facts, "underWaySince");
      case DEADLINE ->
          passed
              ? "its deadline was not reached" + at(facts, " (", "deadline", ")")
              : "its deadline had passed" + at(facts, " (", "deadline", ")");
      case QUIET_HOURS -> quietHours(passed, facts);
      case FREQUENCY -> frequency(passed, facts);
      case COLLAPSE ->
          passed
              ? "no news of this subject went a moment before"
              : "news of this subject went"
                  + at(facts, " at ", "lastTold", "")
                  + ", so it waited for still newer news";
      case REACH ->
          passed
              ? "the messaging limit admitted the person"
              : "the messaging limit of "
                  + fact(facts, "limit", "?")
                  + " people in 24 hours was used up";
      case PRICE -> price(facts);
      case BUDGET ->
          passed
              ? "the budget allowed it, or there is none"
              : "the month's budget"
                  + in(facts, " ", "budget", "")
                  + in(facts, " of ", "limit", "")
                  + " is used up";
    };
  }

  private static String consent(@Nullable Reason reason, Map<String, String> facts) {
    String topic = fact(facts, "topic", "the topic");
    String entry =
        at(facts, " on ", "recordedAt", "")
            + in(facts, " by ", "channel", "")
            + in(facts, " (entry ", "entry", "")
            + in(facts, ", proof ", "proof", "")
            + (facts.containsKey("entry") ? ")" : "");
    if (reason == null) {
      return "the person agreed to " + topic + entry;
    }
    return reason == Reason.NO_CONSENT
        ? "the person never agreed to " + topic
        : "the person withdrew consent for " + topic + entry;
  }

  private static String form(Map<String, String> facts) {
    String window =
        "true".equals(facts.get("open"))
            ? "the customer service window is open" + at(facts, " until ", "closesAt", "")
            : "the customer service window is closed";
    return "session".equals(facts.get("form"))
        ? window + ", so free-form text is sent"
        : window + "; the template is sent";
  }

  private static String template(@Nullable Reason reason, Map<String, String> facts) {
    String name =
        "template " + fact(facts, "template", "?") + " in " + fact(facts, "language", "?");
    if (reason == null) {
      return "not needed".equals(facts.get("status"))
          ? "no approved template is needed for free-form text"
          : name + " is approved";
    }
    if (reason == Reason.CATEGORY_DRIFT) {
      return name + " was moved to another category by Meta and stops until someone confirms it";
    }
    return reason == Reason.TEMPLATE_PAUSED
        ? name + " is paused by Meta"
        : name + " is not approved" + in(facts, " (", "status", ")");
  }

  private static String parameters(@Nullable Reason reason, Map<String, String> facts) {
    if (reason == null) {
      return "all values are there and permitted";
    }
    if (facts.containsKey("parameter")) {
      return "the value of "
          + fact(facts, "parameter", "?")
          + in(facts, " (", "path", ")")
          + (reason == Reason.PARAMETER_MISSING ? " is missing" : " cannot be used")
          + in(facts, ": ", "detail", "");
    }
    if (reason == Reason.PARAMETER_MISSING) {
      return "a value is missing";
    }
    return "Meta would refuse values: "
        + facts.entrySet().stream()
            .map(one -> one.getKey() + " " + one.getValue().replace('_', ' '))
            .sorted()
            .collect(Collectors.joining("; "));
  }

  private static String sensitive(boolean passed, Map<String, String> facts) {
    String kinds = in(facts, " (", "kinds", ")");
    if (!passed) {
      return "a value holds sensitive data" + kinds + ", which the binding refuses";
    }
    return facts.containsKey("masked")
        ? "sensitive data was masked to its last four characters" + kinds
        : "no value holds sensitive data";
  }

  private static String quietHours(boolean passed, Map<String, String> facts) {
    String hours = "quiet hours " + fact(facts, "hours", "?") + in(facts, " in ", "zone", "");
    if (passed) {
      return "none".equals(facts.get("hours"))
          ? "there are no quiet hours"
          : "it was not in the " + hours;
    }
    return "it was night for the person: " + hours + at(facts, ", which end ", "end", "");
  }

  private static String frequency(boolean passed, Map<String, String> facts) {
    if (!facts.containsKey("most")) {
      return passed
          ? "the topic has no greatest number of messages"
          : "the person was told of the topic often enough";
    }
    return "the person was told of the topic "
        + fact(facts, "told", "?")
        + " times in "
        + fact(facts, "per", "?")
        + ", and at most "
        + fact(facts, "most", "?")
        + (passed ? " are allowed" : " are allowed: that is enough");
  }

  private static String price(Map<String, String> facts) {
    String where =
        in(facts, ", market ", "market", "") + in(facts, ", price table of ", "table", "");
    if (facts.containsKey("price")) {
      return "it costs " + facts.get("price") + in(facts, " ", "currency", "") + where;
    }
    return facts.containsKey("free")
        ? "it is free: " + facts.get("free") + where
        : "its price is not known" + in(facts, ": ", "unknown", "") + where;
  }

  private static String fact(Map<String, String> facts, String name, String otherwise) {
    return facts.getOrDefault(name, otherwise);
  }

  private static String in(Map<String, String> facts, String before, String name, String after) {
    String value = facts.get(name);
    return value == null ? "" : before + value + after;
  }

  private static String at(Map<String, String> facts, String before, String name, String after) {
    String value = facts.get(name);
    return value == null ? "" : before + instant(value) + after;
  }

  private static String since(Map<String, String> facts, String name) {
    return at(facts, " since ", name, "");
  }
}
