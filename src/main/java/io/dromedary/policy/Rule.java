package io.dromedary.policy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rules in the order in which they run. The first refusal decides; the others run all the same,
 * so that an explanation shows everything that stood in the way. {@code docs/decisions.md} is made
 * from this table.
 */
public enum Rule {
  RETRACTED(
      "the source has not taken the news back",
      List.of(Reason.RETRACTED),
      List.of(),
      "docs/operations.md"),
  RECIPIENT_KNOWN(
      "somebody was found behind the recipient or the business key",
      List.of(Reason.RECIPIENT_UNKNOWN),
      List.of("lookedFor"),
      "docs/operations.md"),
  RECIPIENT_VALID(
      "the number can exist in its country's numbering plan",
      List.of(Reason.RECIPIENT_INVALID),
      List.of("phone"),
      "E.164, libphonenumber"),
  BINDING(
      "a binding covers the event",
      List.of(Reason.NO_BINDING),
      List.of("binding", "type"),
      "docs/templates.md"),
  ALLOW_LIST(
      "while the trial mode is on, the person is on its list",
      List.of(Reason.NOT_ALLOW_LISTED),
      List.of(),
      "docs/configuration.md"),
  CONSENT(
      "the person agreed to messages of the topic and has not taken it back, as of this instant",
      List.of(Reason.NO_CONSENT, Reason.CONSENT_WITHDRAWN),
      List.of("topic", "state", "entry", "recordedAt", "channel", "proof"),
      "Meta: get opt-in"),
  CATEGORY(
      "marketing is never sent; one-time codes go by authentication templates only, and nothing else"
          + " does",
      List.of(Reason.CATEGORY_NOT_PERMITTED),
      List.of("category", "type"),
      "Meta: template categorization"),
  REACHABLE(
      "an authentication template needs a phone number; a business-scoped user id alone will not do",
      List.of(Reason.RECIPIENT_INVALID),
      List.of("category", "address"),
      "Meta: error 131062"),
  WINDOW(
      "free-form text only inside the customer service window, a minute before it closes at the"
          + " latest; otherwise the template",
      List.of(),
      List.of("form", "open", "closesAt", "preference"),
      "Meta: customer service windows"),
  TEMPLATE(
      "the template is approved in a language of the person's and in the category that its file"
          + " declares; what is under review or paused is waited for",
      List.of(Reason.TEMPLATE_NOT_APPROVED, Reason.TEMPLATE_PAUSED, Reason.CATEGORY_DRIFT),
      List.of("template", "language", "status", "correction"),
      "Meta: template status"),
  PARAMETERS(
      "every parameter has a value, and none that Meta refuses",
      List.of(Reason.PARAMETER_MISSING, Reason.PARAMETER_INVALID),
      List.of("count", "parameter", "path", "detail", "*"),
      "Meta: errors 132000, 132005, 132012"),
  SENSITIVE_DATA(
      "no full card number, account number or national id leaves; only the last four characters",
      List.of(Reason.SENSITIVE_DATA),
      List.of("masked", "kinds", "parameters"),
      "PCI DSS 3.4; docs/templates.md"),
  ORDER(
      "where the binding asks for order, older news is on the phone first, waited for at most 30 s",
      List.of(Reason.PREDECESSOR_UNDER_WAY),
      List.of("underWaySince"),
      "Meta: messages are not delivered in order"),
  DEADLINE(
      "the send starts before the earliest of the event's and the binding's deadline",
      List.of(Reason.DEADLINE_PASSED),
      List.of("deadline", "now", "notBefore"),
      "docs/templates.md"),
  QUIET_HOURS(
      "it is not night where the person lives, for lanes and bindings that have quiet hours",
      List.of(Reason.QUIET_HOURS),
      List.of("hours", "zone", "end"),
      "docs/templates.md"),
  FREQUENCY(
      "the person has not been told of the topic too often",
      List.of(Reason.FREQUENCY_CAP),
      List.of("told", "most", "per"),
      "docs/templates.md"),
  COLLAPSE(
      "news of the same subject did not go a moment ago; in a storm only the last is told",
      List.of(Reason.COLLAPSED),
      List.of("lastTold", "collapse"),
      "docs/templates.md"),
  REACH(
      "the tier of the messaging limit admits one more person in 24 hours, or the window is open",
      List.of(Reason.REACH_EXHAUSTED),
      List.of("limit", "used", "counted"),
      "Meta: messaging limits"),
  PRICE(
      "what the message costs by the price table of the day, in the cheapest permitted form",
      List.of(),
      List.of("price", "currency", "free", "unknown", "market", "category", "table", "rule"),
      "docs/prices.md"),
  BUDGET(
      "the month's budget of the source or topic allows for the price",
      List.of(Reason.BUDGET_EXHAUSTED),
      List.of("budget", "limit", "left"),
      "docs/prices.md");

  private final String says;
  private final List<Reason> refusals;
  private final List<String> facts;
  private final String source;

  Rule(String says, List<Reason> refusals, List<String> facts, String source) {
    this.says = says;
    this.refusals = refusals;
    this.facts = facts;
    this.source = source;
  }

  /** The stable name in records and explanations: {@code quiet-hours}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What must hold, in a reader's words. */
  public String says() {
    return says;
  }

  /** What it refuses with; empty: it only notes facts. A rule that breaks: {@code rule-error}. */
  public List<Reason> refusals() {
    return refusals;
  }

  /** The names of the facts that it keeps; {@code *}: and names of parameters or tables. */
  public List<String> facts() {
    return facts;
  }

  /** Where the rule comes from. */
  public String source() {
    return source;
  }

  RuleResult pass(Map<String, String> found) {
    return RuleResult.pass(word(), found);
  }

  RuleResult refuse(Reason reason, Map<String, String> found) {
    return RuleResult.refuse(word(), reason, found);
  }

  RuleResult wait(Reason reason, Map<String, String> found) {
    return RuleResult.wait(word(), reason, found);
  }

  RuleResult waitUntil(Reason reason, Instant until, Map<String, String> found) {
    return RuleResult.waitUntil(word(), reason, until, found);
  }
}
