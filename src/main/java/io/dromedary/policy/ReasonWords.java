package io.dromedary.policy;

import static io.dromedary.policy.RuleWords.at;
import static io.dromedary.policy.RuleWords.by;
import static io.dromedary.policy.RuleWords.duration;
import static io.dromedary.policy.RuleWords.list;
import static io.dromedary.policy.RuleWords.proof;
import static io.dromedary.policy.RuleWords.quiet;
import static io.dromedary.policy.RuleWords.status;
import static io.dromedary.policy.RuleWords.templateName;
import static io.dromedary.policy.RuleWords.topic;

import java.util.Map;

/** What it means that something was refused for a reason, from the facts of the rule if known. */
final class ReasonWords {

  private ReasonWords() {}

  static String of(Reason reason, Map<String, String> facts, String who) {
    return switch (reason) {
      case NO_CONSENT -> who + " has not agreed to " + topic(facts);
      case CONSENT_WITHDRAWN ->
          facts.containsKey("entry")
              ? who
                  + " withdrew consent for "
                  + topic(facts)
                  + " on "
                  + at(facts, "recordedAt")
                  + by(facts)
                  + " (entry "
                  + facts.get("entry")
                  + ", proof "
                  + proof(facts)
                  + ")"
              : who + " withdrew consent for " + topic(facts);
      case WINDOW_CLOSED -> "the customer service window is closed, and there is only free-form text";
      case TEMPLATE_NOT_APPROVED ->
          templateName(facts) + " is not approved: " + status(facts);
      case TEMPLATE_PAUSED -> templateName(facts) + " is paused by Meta for its quality";
      case CATEGORY_DRIFT ->
          templateName(facts)
              + " is in another category at Meta than its file declares, and nobody has decided yet";
      case PARAMETER_MISSING ->
          facts.containsKey("parameter")
              ? "parameter " + facts.get("parameter") + " has no value: " + list(facts)
              : "a parameter has no value";
      case PARAMETER_INVALID ->
          facts.isEmpty()
              ? "Meta would refuse a parameter's value"
              : "Meta would refuse a parameter's value: " + list(facts);
      case RECIPIENT_UNKNOWN ->
          "nobody was found behind " + facts.getOrDefault("lookedFor", "the business key");
      case RECIPIENT_INVALID ->
          facts.containsKey("address")
              ? who + " is known by a user id only, and a one-time code needs a phone number"
              : "the phone number cannot exist: " + facts.getOrDefault("phone", "it is not valid");
      case DEADLINE_PASSED ->
          facts.containsKey("deadline")
              ? "the news was good until " + at(facts, "deadline") + ", it was "
                  + at(facts, facts.containsKey("notBefore") ? "notBefore" : "now")
                  + " at the earliest"
              : "the news was too old at its deadline";
      case SUPERSEDED -> "newer news of the same subject took its place";
      case DUPLICATE ->
          who + " stands behind more than one recipient of the event and is told once";
      case RETRACTED -> "the source took the news back";
      case NOT_YET -> "its time has not come";
      case QUIET_HOURS ->
          facts.containsKey("hours") ? "quiet hours " + quiet(facts) : "it is night where " + who + " lives";
      case FREQUENCY_CAP ->
          facts.containsKey("most")
              ? who + " was told of the topic " + facts.get("told") + " times in "
                  + duration(facts.get("per")) + ", at most " + facts.get("most") + " are permitted"
              : who + " was told of the topic too often";
      case BUDGET_EXHAUSTED ->
          facts.isEmpty()
              ? "the month's budget is spent"
              : "the month's budget is spent: " + list(facts);
      case REACH_EXHAUSTED ->
          facts.containsKey("limit")
              ? "the messaging limit is reached: " + facts.get("used") + " of " + facts.get("limit")
                  + " people in 24 hours"
              : "the messaging limit is reached";
      case SENSITIVE_DATA ->
          facts.isEmpty()
              ? "it would tell a card number, account number or national id"
              : "it would tell a card number, account number or national id: " + list(facts);
      case NOT_ALLOW_LISTED -> who + " is not on the trial mode's list";
      case COLLAPSED ->
          facts.containsKey("lastTold")
              ? "the last news of this subject went at " + at(facts, "lastTold")
                  + ", less than " + duration(facts.get("collapse")) + " before"
              : "news of the same subject went a moment ago";
      case PREDECESSOR_UNDER_WAY ->
          facts.containsKey("underWaySince")
              ? "older news of the subject is on its way since " + at(facts, "underWaySince")
              : "older news of the subject is still on its way";
      case CATEGORY_NOT_PERMITTED ->
          facts.containsKey("category")
              ? "a template of category " + facts.get("category") + " may not tell "
                  + facts.getOrDefault("type", "this event")
              : "the template's category does not permit this event";
      case NO_BINDING ->
          facts.containsKey("type")
              ? "no binding covers " + facts.get("type") + " with these data"
              : "no binding covers the event";
      case RULE_ERROR ->
          facts.containsKey("error")
              ? "the rule broke (" + facts.get("error") + "), and nothing is sent on a broken rule"
              : "a rule broke, and nothing is sent on a broken rule";
    };
  }
}
