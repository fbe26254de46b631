package io.dromedary.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.consent.Consent;
import io.dromedary.consent.Standing;
import io.dromedary.cost.BudgetState;
import io.dromedary.cost.Form;
import io.dromedary.cost.Quote;
import io.dromedary.template.Category;
import io.dromedary.template.Frequency;
import io.dromedary.template.ParameterRules;
import io.dromedary.template.QuietHours;
import io.dromedary.template.SessionForm;
import io.dromedary.template.Template;
import io.dromedary.template.TemplateStatus;
import io.dromedary.template.UsableTemplates;
import io.dromedary.window.ServiceWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules, one method each: pure, and named as they appear in explanations. */
public final class Rules {

  /** How long news counts when neither event nor binding says: the outer contract. */
  static final Duration DEFAULT_LIFE = Duration.ofHours(24);

  /** Free-form text leaves so long before the window closes at the latest. */
  static final Duration WINDOW_MARGIN = Duration.ofMinutes(1);

  /** Nobody waits longer for a predecessor that may never be delivered. */
  static final Duration LONGEST_WAIT_FOR_ORDER = Duration.ofSeconds(30);

  /** The event type of one-time codes: the outer contract. */
  private static final String ONE_TIME_CODE = "otp.requested";

  /** Reviews that time or Meta may still turn into an approval. */
  private static final Set<TemplateStatus> UNDECIDED =
      EnumSet.of(
          TemplateStatus.NOT_SUBMITTED,
          TemplateStatus.PENDING,
          TemplateStatus.IN_APPEAL,
          TemplateStatus.UNKNOWN);

  private Rules() {}

  /** Somebody must have been found behind the recipient or the business key. */
  public static RuleResult recipientKnown(Address address) {
    return address instanceof Address.Unknown unknown
        ? Rule.RECIPIENT_KNOWN.refuse(
            Reason.RECIPIENT_UNKNOWN, Map.of("lookedFor", unknown.lookedFor()))
        : Rule.RECIPIENT_KNOWN.pass(Map.of());
  }

  /** The number must be one that can exist (E.164, libphonenumber). */
  public static RuleResult recipientValid(Address address) {
    return address instanceof Address.Invalid invalid
        ? Rule.RECIPIENT_VALID.refuse(Reason.RECIPIENT_INVALID, Map.of("phone", invalid.reason()))
        : Rule.RECIPIENT_VALID.pass(Map.of());
  }

  /** In the trial mode only listed people are written to. */
  public static RuleResult allowList(boolean permitted) {
    return permitted
        ? Rule.ALLOW_LIST.pass(Map.of())
        : Rule.ALLOW_LIST.refuse(Reason.NOT_ALLOW_LISTED, Map.of());
  }

  /** Every template needs the person's consent for its topic, in the window too. */
  public static RuleResult consent(Consent consent, String topic) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("topic", topic);
    Standing standing = consent.standing(topic).orElse(null);
    if (standing != null) {
      facts.put("state", standing.state().word());
      facts.put("entry", String.valueOf(standing.number()));
      facts.put("recordedAt", standing.recordedAt().toString());
      put(facts, "channel", standing.channel());
      facts.put("proof", standing.hash());
    }
    if (consent.covers(topic)) {
      return Rule.CONSENT.pass(facts);
    }
    return Rule.CONSENT.refuse(
        standing == null ? Reason.NO_CONSENT : Reason.CONSENT_WITHDRAWN, facts);
  }

  /** Marketing never; one-time codes and authentication templates belong together. */
  public static RuleResult category(Template template, String eventType, JsonNode event) {
    Map<String, String> facts = Map.of("category", template.category().word(), "type", eventType);
    boolean code = eventType.equals(ONE_TIME_CODE) || event.path("data").has("code");
    boolean permitted =
        switch (template.category()) {
          case MARKETING -> false;
          case AUTHENTICATION -> code;
          case UTILITY -> !eventType.equals(ONE_TIME_CODE);
        };
    return permitted
        ? Rule.CATEGORY.pass(facts)
        : Rule.CATEGORY.refuse(Reason.CATEGORY_NOT_PERMITTED, facts);
  }

  /** Which form may leave now: free-form text needs the window, and a binding that wants it. */
  public static RuleResult form(
      ServiceWindow window, SessionForm session, Form chosen, Instant now) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("form", chosen.word());
    facts.put("preference", session.preference().name().toLowerCase(Locale.ROOT));
    facts.put("open", String.valueOf(window.isOpenAt(now)));
    window.closesAt().ifPresent(closes -> facts.put("closesAt", closes.toString()));
    return Rule.WINDOW.pass(facts);
  }

  /** Whether free-form text would still be inside the window when it arrives at the platform. */
  static boolean safelyOpen(ServiceWindow window, Instant now) {
    return window.isOpenAt(now.plus(WINDOW_MARGIN));
  }

  /** Only an approved template may be sent; one under review or paused is worth waiting for. */
  public static RuleResult template(UsableTemplates templates, String name, String language) {
    TemplateStatus status = templates.status(name, language);
    Map<String, String> facts =
        Map.of("template", name, "language", language, "status", status.name());
    String whyNot = templates.whyNot(name, language).orElse(null);
    if (whyNot == null) {
      return Rule.TEMPLATE.pass(facts);
    }
    if (whyNot.equals(Reason.CATEGORY_DRIFT.word())) {
      return Rule.TEMPLATE.refuse(Reason.CATEGORY_DRIFT, facts);
    }
    if (status == TemplateStatus.PAUSED) {
      return Rule.TEMPLATE.wait(Reason.TEMPLATE_PAUSED, facts);
    }
    return UNDECIDED.contains(status)
        ? Rule.TEMPLATE.wait(Reason.TEMPLATE_NOT_APPROVED, facts)
        : Rule.TEMPLATE.refuse(Reason.TEMPLATE_NOT_APPROVED, facts);
  }

  /** One-time codes go to phone numbers only: Meta refuses a user id with error 131062. */
  public static RuleResult reachable(Template template, Address address) {
    Map<String, String> facts = Map.of("category", template.category().word());
    boolean byUserIdOnly = address instanceof Address.Known known && known.phone() == null;
    return template.category() == Category.AUTHENTICATION && byUserIdOnly
        ? Rule.REACHABLE.refuse(
            Reason.RECIPIENT_INVALID,
            Map.of("category", template.category().word(), "address", "user id only"))
        : Rule.REACHABLE.pass(facts);
  }

  /** What Meta would refuse in a parameter is refused here. */
  public static RuleResult parameters(
      Template template, String language, Map<String, String> parameters) {
    List<ParameterRules.Violation> violations =
        ParameterRules.check(template, language, parameters);
    return violations.isEmpty()
        ? Rule.PARAMETERS.pass(Map.of("count", String.valueOf(parameters.size())))
        : Rule.PARAMETERS.refuse(
            Reason.PARAMETER_INVALID,
            violations.stream()
                .collect(
                    Collectors.toMap(
                        ParameterRules.Violation::parameter,
                        violation -> violation.rule().name().toLowerCase(Locale.ROOT),
                        (one, two) -> one + ", " + two,
                        LinkedHashMap::new)));
  }

  /** Old news is not sent: a send starts only before the deadline. */
  public static RuleResult deadline(Instant deadline, @Nullable Instant notBefore, Instant now) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("deadline", deadline.toString());
    facts.put("now", now.toString());
    if (notBefore != null) {
      facts.put("notBefore", notBefore.toString());
    }
    Instant start = notBefore != null && notBefore.isAfter(now) ? notBefore : now;
    return start.isBefore(deadline)
        ? Rule.DEADLINE.pass(facts)
        : Rule.DEADLINE.refuse(Reason.DEADLINE_PASSED, facts);
  }

  /** The platform keeps no order: what must arrive in order waits for its predecessor. */
  public static RuleResult order(boolean inOrder, Predecessor predecessor, Instant now) {
    Instant since = predecessor.underWaySince();
    if (since == null) {
      return Rule.ORDER.pass(Map.of());
    }
    Map<String, String> facts = Map.of("underWaySince", since.toString());
    Instant patience = since.plus(LONGEST_WAIT_FOR_ORDER);
    return inOrder && now.isBefore(patience)
        ? Rule.ORDER.waitUntil(Reason.PREDECESSOR_UNDER_WAY, patience, facts)
        : Rule.ORDER.pass(facts);
  }

  /**
   * Nobody is woken. What would be old news in the morning is not sent at all.
   *
   * @param start when the send would start
   * @param zone the clock on the recipient's wall
   */
  public static RuleResult quietHours(
      QuietHours hours, Instant start, ZoneId zone, Instant deadline) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("hours", hours.toString());
    facts.put("zone", zone.getId());
    if (!hours.isQuietAt(start, zone)) {
      return Rule.QUIET_HOURS.pass(facts);
    }
    Instant end = hours.endAfter(start, zone);
    facts.put("end", end.toString());
    return end.isBefore(deadline)
        ? Rule.QUIET_HOURS.waitUntil(Reason.QUIET_HOURS, end, facts)
        : Rule.QUIET_HOURS.refuse(Reason.QUIET_HOURS, facts);
  }

  /** Enough is enough: a topic has a greatest number of messages per period. */
  public static RuleResult frequency(@Nullable Frequency frequency, int told) {
    if (frequency == null) {
      return Rule.FREQUENCY.pass(Map.of());
    }
    Map<String, String> facts =
        Map.of(
            "told", String.valueOf(told),
            "most", String.valueOf(frequency.most()),
            "per", frequency.per().toString());
    return told < frequency.most()
        ? Rule.FREQUENCY.pass(facts)
        : Rule.FREQUENCY.refuse(Reason.FREQUENCY_CAP, facts);
  }

  /**
   * In a storm the news waits for its successor. What would be old news by then is told at once.
   */
  public static RuleResult collapse(
      @Nullable Duration collapse, @Nullable Instant lastTold, Instant now, Instant deadline) {
    if (collapse == null || lastTold == null) {
      return Rule.COLLAPSE.pass(Map.of());
    }
    Map<String, String> facts =
        Map.of("lastTold", lastTold.toString(), "collapse", collapse.toString());
    Instant calm = lastTold.plus(collapse);
    return now.isBefore(calm) && calm.isBefore(deadline)
        ? Rule.COLLAPSE.waitUntil(Reason.COLLAPSED, calm, facts)
        : Rule.COLLAPSE.pass(facts);
  }

  /** Meta's messaging limit counts people, outside open windows only. */
  public static RuleResult reach(Reach reach, ServiceWindow window, Instant now) {
    if (reach.limit() == Long.MAX_VALUE) {
      return Rule.REACH.pass(Map.of());
    }
    Map<String, String> facts =
        Map.of(
            "limit", String.valueOf(reach.limit()),
            "used", String.valueOf(reach.used()),
            "counted", String.valueOf(reach.counted()));
    return reach.admits() || window.isOpenAt(now)
        ? Rule.REACH.pass(facts)
        : Rule.REACH.wait(Reason.REACH_EXHAUSTED, facts);
  }

  /** What it costs is noted, with where the figure comes from; the budgets decide. */
  public static RuleResult price(Quote quote) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (quote instanceof Quote.Priced priced) {
      facts.put("price", priced.money().amount().toPlainString());
      facts.put("currency", priced.money().currency().getCurrencyCode());
    } else {
      facts.put(quote instanceof Quote.Free ? "free" : "unknown", quote.word());
    }
    put(facts, "market", quote.facts().market());
    facts.put("category", quote.facts().category().name().toLowerCase(Locale.ROOT));
    put(facts, "table", quote.facts().table());
    put(facts, "rule", quote.facts().rule());
    return Rule.PRICE.pass(facts);
  }

  private static void put(Map<String, String> facts, String name, @Nullable Object value) {
    if (value != null) {
      facts.put(name, value.toString());
    }
  }

  /** One more message must fit into every budget that pays for it. */
  public static RuleResult budget(List<BudgetState> budgets, Quote quote) {
    for (BudgetState state : budgets) {
      if (!state.budgetAllows(quote)) {
        return Rule.BUDGET.refuse(
            Reason.BUDGET_EXHAUSTED,
            Map.of(
                "budget", state.budget().name(),
                "limit", state.budget().limit().toString(),
                "left", state.left().toString()));
      }
    }
    return budgets.isEmpty()
        ? Rule.BUDGET.pass(Map.of())
        : Rule.BUDGET.pass(
            Map.of(
                "budget",
                budgets.stream()
                    .map(state -> state.budget().name())
                    .collect(Collectors.joining(", "))));
  }
}
