package io.dromedary.policy;

import io.dromedary.consent.Consent;
import io.dromedary.consent.Standing;
import io.dromedary.template.Category;
import io.dromedary.template.ParameterRules;
import io.dromedary.template.Template;
import io.dromedary.template.TemplateStatus;
import io.dromedary.template.UsableTemplates;
import io.dromedary.window.ServiceWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules, one method each: pure, and named as they appear in explanations. */
public final class Rules {

  /** How long news counts when neither event nor binding says: the outer contract. */
  static final Duration DEFAULT_LIFE = Duration.ofHours(24);

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
        ? RuleResult.refuse(
            "recipient-known", Reason.RECIPIENT_UNKNOWN, Map.of("lookedFor", unknown.lookedFor()))
        : RuleResult.pass("recipient-known", Map.of());
  }

  /** The number must be one that can exist (E.164, libphonenumber). */
  public static RuleResult recipientValid(Address address) {
    return address instanceof Address.Invalid invalid
        ? RuleResult.refuse(
            "recipient-valid", Reason.RECIPIENT_INVALID, Map.of("phone", invalid.reason()))
        : RuleResult.pass("recipient-valid", Map.of());
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
      facts.put("proof", standing.hash());
    }
    if (consent.covers(topic)) {
      return RuleResult.pass("consent", facts);
    }
    return RuleResult.refuse(
        "consent", standing == null ? Reason.NO_CONSENT : Reason.CONSENT_WITHDRAWN, facts);
  }

  /** A template may leave at any time; the window is noted because it sets form and price. */
  public static RuleResult window(ServiceWindow window, Instant now) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("form", "template");
    facts.put("open", String.valueOf(window.isOpenAt(now)));
    window.closesAt().ifPresent(closes -> facts.put("closesAt", closes.toString()));
    return RuleResult.pass("window", facts);
  }

  /** Only an approved template may be sent; one under review or paused is worth waiting for. */
  public static RuleResult template(UsableTemplates templates, String name, String language) {
    TemplateStatus status = templates.status(name, language);
    Map<String, String> facts =
        Map.of("template", name, "language", language, "status", status.name());
    String whyNot = templates.whyNot(name, language).orElse(null);
    if (whyNot == null) {
      return RuleResult.pass("template", facts);
    }
    if (whyNot.equals(Reason.CATEGORY_DRIFT.word())) {
      return RuleResult.refuse("template", Reason.CATEGORY_DRIFT, facts);
    }
    if (status == TemplateStatus.PAUSED) {
      return RuleResult.wait("template", Reason.TEMPLATE_PAUSED, facts);
    }
    return UNDECIDED.contains(status)
        ? RuleResult.wait("template", Reason.TEMPLATE_NOT_APPROVED, facts)
        : RuleResult.refuse("template", Reason.TEMPLATE_NOT_APPROVED, facts);
  }

  /** One-time codes go to phone numbers only: Meta refuses a user id with error 131062. */
  public static RuleResult reachable(Template template, Address address) {
    Map<String, String> facts = Map.of("category", template.category().word());
    boolean byUserIdOnly = address instanceof Address.Known known && known.phone() == null;
    return template.category() == Category.AUTHENTICATION && byUserIdOnly
        ? RuleResult.refuse(
            "reachable",
            Reason.RECIPIENT_INVALID,
            Map.of("category", template.category().word(), "address", "user id only"))
        : RuleResult.pass("reachable", facts);
  }

  /** What Meta would refuse in a parameter is refused here. */
  public static RuleResult parameters(
      Template template, String language, Map<String, String> parameters) {
    List<ParameterRules.Violation> violations =
        ParameterRules.check(template, language, parameters);
    return violations.isEmpty()
        ? RuleResult.pass("parameters", Map.of("count", String.valueOf(parameters.size())))
        : RuleResult.refuse(
            "parameters",
            Reason.PARAMETER_INVALID,
            violations.stream()
                .collect(
                    Collectors.toMap(
                        ParameterRules.Violation::parameter,
                        violation -> violation.rule().name().toLowerCase(java.util.Locale.ROOT),
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
        ? RuleResult.pass("deadline", facts)
        : RuleResult.refuse("deadline", Reason.DEADLINE_PASSED, facts);
  }
}
