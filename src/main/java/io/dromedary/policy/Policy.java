package io.dromedary.policy;

import io.dromedary.consent.Consent;
import io.dromedary.template.Binding;
import io.dromedary.template.Languages;
import io.dromedary.template.Mapping;
import io.dromedary.template.Template;
import io.dromedary.template.UsableTemplates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides. The rules run in the order below; the first refusal wins, and every rule that could run
 * is kept with its facts.
 */
public final class Policy {

  private final UsableTemplates templates;

  public Policy(UsableTemplates templates) {
    this.templates = templates;
  }

  /** Whether, how and when the recipient is told. Never throws: a broken rule is a refusal. */
  public Decision decide(Facts facts) {
    List<RuleResult> rules = new ArrayList<>();
    if (facts.event().retracts()) {
      rules.add(RuleResult.refuse("retracted", Reason.RETRACTED, Map.of()));
    }
    run(rules, "recipient-known", () -> Rules.recipientKnown(facts.address()));
    run(rules, "recipient-valid", () -> Rules.recipientValid(facts.address()));
    Binding binding = facts.binding();
    Template template = facts.template();
    if (binding == null || template == null) {
      rules.add(
          RuleResult.refuse("binding", Reason.NO_BINDING, Map.of("type", facts.event().type())));
      return new Decision.Suppress(Reason.NO_BINDING, List.copyOf(rules));
    }
    rules.add(RuleResult.pass("binding", Map.of("binding", binding.id())));
    run(rules, "consent", () -> Rules.consent(facts.consent(), binding.topic()));
    run(rules, "window", () -> Rules.window(facts.window(), facts.now()));
    run(rules, "reachable", () -> Rules.reachable(template, facts.address()));
    String language = language(template, facts.recipient().locale());
    run(rules, "template", () -> Rules.template(templates, template.name(), language));
    Map<String, String> parameters = new LinkedHashMap<>();
    run(rules, "parameters", () -> parameters(facts, binding, template, language, parameters));
    run(rules, "deadline", () -> Rules.deadline(facts.deadline(), facts.notBefore(), facts.now()));
    return conclude(
        rules,
        new Decision.Message(template.name(), language, parameters),
        facts.notBefore(),
        facts.now());
  }

  /**
   * The same decision again, immediately before the send, on what can have changed since: consent,
   * template, deadline.
   */
  public Decision confirm(
      Decision.Message message, String topic, Consent consent, Instant deadline, Instant now) {
    List<RuleResult> rules = new ArrayList<>();
    run(rules, "consent", () -> Rules.consent(consent, topic));
    run(rules, "template", () -> Rules.template(templates, message.template(), message.language()));
    run(rules, "deadline", () -> Rules.deadline(deadline, null, now));
    return conclude(rules, message, null, now);
  }

  private static Decision conclude(
      List<RuleResult> rules, Decision.Message message, @Nullable Instant notBefore, Instant now) {
    List<RuleResult> all = List.copyOf(rules);
    Optional<RuleResult> refused =
        all.stream().filter(rule -> !rule.passed() && !rule.waits()).findFirst();
    if (refused.isPresent()) {
      return new Decision.Suppress(reason(refused.get()), all);
    }
    if (notBefore != null && notBefore.isAfter(now)) {
      return new Decision.Schedule(message, notBefore, all);
    }
    Optional<RuleResult> waiting = all.stream().filter(rule -> !rule.passed()).findFirst();
    if (waiting.isPresent()) {
      return new Decision.Hold(message, reason(waiting.get()), all);
    }
    return new Decision.Send(message, all);
  }

  private static Reason reason(RuleResult rule) {
    return rule.refusal() == null ? Reason.RULE_ERROR : rule.refusal();
  }

  /** A language that may be sent now, else the one to wait for. */
  private String language(Template template, @Nullable String locale) {
    return Languages.choose(
            locale, template, language -> templates.usable(template.name(), language))
        .or(() -> Languages.choose(locale, template, language -> true))
        .orElse(template.defaultLanguage());
  }

  private static RuleResult parameters(
      Facts facts,
      Binding binding,
      Template template,
      String language,
      Map<String, String> parameters) {
    Mapping mapping =
        binding.map(
            facts.event().json(),
            facts.recipient().json(),
            language,
            Languages.locale(facts.recipient().locale(), language),
            facts.zone());
    if (mapping instanceof Mapping.Unmapped unmapped) {
      boolean missing = unmapped.reason() == Mapping.Reason.MISSING;
      return RuleResult.refuse(
          "parameters",
          missing ? Reason.PARAMETER_MISSING : Reason.PARAMETER_INVALID,
          Map.of(
              "parameter", unmapped.parameter(),
              "path", unmapped.path(),
              "detail", unmapped.detail()));
    }
    parameters.putAll(((Mapping.Mapped) mapping).parameters());
    return Rules.parameters(template, language, parameters);
  }

  /** A rule that throws refuses, says so, and leaves the others to run. */
  private static void run(List<RuleResult> rules, String name, Supplier<RuleResult> rule) {
    try {
      rules.add(rule.get());
    } catch (RuntimeException e) {
      rules.add(
          RuleResult.refuse(
              name, Reason.RULE_ERROR, Map.of("error", e.getClass().getSimpleName())));
    }
  }
}
