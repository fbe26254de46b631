package io.dromedary.notification;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.policy.Reason;
import io.dromedary.policy.Rule;
import io.dromedary.policy.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Why a notification is where it is, for an auditor: the first sentence answers, the others say
 * what every rule found. Made from the record alone; without personal data.
 *
 * @param sentences at least one
 */
public record Explanation(List<String> sentences) {

  private static final String BEFORE_THE_SEND = "immediately before the send: ";
  private static final String AT_ACCEPTANCE = "at acceptance: ";

  /** What sentences begin with where a notification was decided about twice. */
  public static final List<String> WHEN = List.of(BEFORE_THE_SEND, AT_ACCEPTANCE);

  public Explanation {
    sentences = List.copyOf(sentences);
  }

  /**
   * Explains a record.
   *
   * @param first the decision at acceptance
   * @param last the decision immediately before the send, or the one that ended it; missing when
   *     there was none
   * @param errors the platform's error array; missing when there is none
   * @param advice what is known of the platform's error code, in words
   */
  public static Explanation of(
      NotificationRecord record,
      JsonNode first,
      JsonNode last,
      JsonNode errors,
      IntFunction<String> advice) {
    JsonNode deciding = last.isObject() ? last : first;
    List<String> sentences = new ArrayList<>();
    sentences.add(headline(record, deciding, errors));
    JsonNode code = errors.path(0).path("code");
    if (code.canConvertToInt()) {
      sentences.add(
          "the platform's error " + code.intValue() + ": " + advice.apply(code.intValue()));
    }
    if (last.isObject()) {
      sentences.addAll(rules(BEFORE_THE_SEND, last));
    }
    sentences.addAll(rules(last.isObject() ? AT_ACCEPTANCE : "", first));
    return new Explanation(sentences);
  }

  /** Explains what would become of a notification, which there is none of yet. */
  public static Explanation ofDecision(JsonNode decision) {
    List<String> sentences = new ArrayList<>();
    String why = why(decision).orElseGet(() -> words(decision.path("reason").textValue()));
    sentences.add(
        switch (decision.path("outcome").asText()) {
          case "send" -> "would be sent as soon as limits allow";
          case "schedule" ->
              "would wait: " + why(decision).orElse("its event or binding says when");
          case "collapse" -> "would wait for still newer news: news went a moment ago";
          case "hold" -> "would wait: " + why;
          case "fall-back" ->
              "would not be sent on WhatsApp, but told by "
                  + decision.path("channel").asText()
                  + ": "
                  + why;
          default -> "would not be sent: " + why;
        });
    sentences.addAll(rules("", decision));
    return new Explanation(sentences);
  }

  /** The rule that decided: the first one that did not pass, for good or for now. */
  public static Optional<String> decidingRule(JsonNode decision) {
    String reason = decision.path("reason").asText("");
    for (JsonNode rule : decision.path("rules")) {
      if (!rule.path("passed").asBoolean() && rule.path("reason").asText("").equals(reason)) {
        return Optional.of(rule.path("rule").asText());
      }
    }
    return Optional.empty();
  }

  private static String headline(NotificationRecord one, JsonNode deciding, JsonNode errors) {
    return switch (one.state()) {
      case SCHEDULED -> "not sent yet: " + why(deciding).orElse("its event or binding says when");
      case QUEUED -> "not sent yet: " + why(deciding).orElse("it waits for its turn") + reason(one);
      case SENDING -> "being sent: the request has left or is about to";
      case UNKNOWN ->
          "may have been sent: the platform's answer was lost"
              + reason(one)
              + "; the status webhook, the binding's rule or a person settles it";
      case ACCEPTED -> "sent: the platform took it; no news of its delivery yet";
      case SENT -> "sent: the platform has passed it on; it is not on the phone yet";
      case DELIVERED -> "sent and delivered" + delivered(one);
      case READ -> "sent, delivered and read" + delivered(one);
      case SUPPRESSED -> "not sent: " + why(deciding).orElseGet(() -> words(one.reason()));
      case SUPERSEDED -> "not sent: newer news of the same subject took its place";
      case EXPIRED ->
          one.wamid() == null
              ? "not sent: its time ran out before it could leave"
              : "sent, but its time ran out before it was delivered";
      case CANCELLED ->
          Reason.RETRACTED.word().equals(one.reason())
              ? "not sent: its source took the news back"
              : "not sent: it was cancelled before it left";
      case FAILED -> "not delivered: the platform refused it" + error(errors);
      case DEAD -> "not sent: it needs a person" + reason(one) + error(errors);
    };
  }

  private static Optional<String> why(JsonNode decision) {
    String reason = decision.path("reason").asText("");
    for (JsonNode rule : decision.path("rules")) {
      if (!rule.path("passed").asBoolean() && rule.path("reason").asText("").equals(reason)) {
        return sentence(rule);
      }
    }
    return Optional.empty();
  }

  private static String words(@Nullable String reason) {
    if (Reason.DUPLICATE.word().equals(reason)) {
      return "the same person is told already by another entry of this event";
    }
    return reason == null ? "no reason was recorded" : reason.replace('-', ' ');
  }

  private static String reason(NotificationRecord one) {
    return one.reason() == null ? "" : " (" + one.reason() + ")";
  }

  private static String delivered(NotificationRecord one) {
    return one.deliveredAt() == null ? "" : " on " + Words.instant(one.deliveredAt().toString());
  }

  private static String error(JsonNode errors) {
    JsonNode error = errors.path(0);
    if (error.isMissingNode()) {
      return "";
    }
    // the details may quote what was sent; the title does not
    return " with error "
        + error.path("code").asText("?")
        + (error.path("title").isTextual() ? ", " + error.path("title").asText() : "");
  }

  private static List<String> rules(String when, JsonNode decision) {
    List<String> sentences = new ArrayList<>();
    for (JsonNode rule : decision.path("rules")) {
      sentence(rule)
          .ifPresent(
              words ->
                  sentences.add(
                      when
                          + (rule.path("passed").asBoolean() ? "" : "refused by ")
                          + rule.path("rule").asText()
                          + ": "
                          + words));
    }
    return sentences;
  }

  /** Empty for a rule of another version, which has no words here. */
  private static Optional<String> sentence(JsonNode json) {
    Map<String, String> facts = new LinkedHashMap<>();
    json.path("facts").fields().forEachRemaining(f -> facts.put(f.getKey(), f.getValue().asText()));
    boolean passed = json.path("passed").asBoolean();
    Reason reason = passed ? null : reasonOf(json.path("reason").asText(""));
    return Arrays.stream(Rule.values())
        .filter(rule -> rule.word().equals(json.path("rule").asText()))
        .filter(rule -> passed || reason != null)
        .findFirst()
        .map(rule -> Words.of(rule, reason, facts));
  }

  private static @Nullable Reason reasonOf(String word) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.word().equals(word))
        .findFirst()
        .orElse(null);
  }
}
