package io.dromedary.policy;

import io.dromedary.cost.Cheapest;
import io.dromedary.cost.Destination;
import io.dromedary.cost.Form;
import io.dromedary.cost.Option;
import io.dromedary.cost.PriceQuestion;
import io.dromedary.cost.Prices;
import io.dromedary.cost.Quote;
import io.dromedary.template.Binding;
import io.dromedary.template.Languages;
import io.dromedary.template.Mapping;
import io.dromedary.template.QuietHours;
import io.dromedary.template.SessionForm;
import io.dromedary.template.Template;
import io.dromedary.template.UsableTemplates;
import io.dromedary.window.ServiceWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides. The rules run in the order of {@link Rule}; the first refusal wins, and every rule that
 * could run is kept with its facts.
 */
public final class Policy {

  /** Refusals after which another channel may tell the news: WhatsApp is the obstacle. */
  private static final Set<Reason> FALL_BACK =
      EnumSet.of(Reason.TEMPLATE_NOT_APPROVED, Reason.CATEGORY_DRIFT, Reason.BUDGET_EXHAUSTED);

  private final UsableTemplates templates;
  private final Prices prices;

  public Policy(UsableTemplates templates, Prices prices) {
    this.templates = templates;
    this.prices = prices;
  }

  /** Whether, how and when the recipient is told. Never throws: a broken rule is a refusal. */
  public Decision decide(Facts facts) {
    List<RuleResult> rules = new ArrayList<>();
    if (facts.event().retracts()) {
      rules.add(Rule.RETRACTED.refuse(Reason.RETRACTED, Map.of()));
    }
    run(rules, Rule.RECIPIENT_KNOWN, () -> Rules.recipientKnown(facts.address()));
    run(rules, Rule.RECIPIENT_VALID, () -> Rules.recipientValid(facts.address()));
    Binding binding = facts.binding();
    Template template = facts.template();
    if (binding == null || template == null) {
      rules.add(Rule.BINDING.refuse(Reason.NO_BINDING, Map.of("type", facts.event().type())));
      return new Decision.Suppress(Reason.NO_BINDING, List.copyOf(rules));
    }
    rules.add(Rule.BINDING.pass(Map.of("binding", binding.id())));
    Circumstances circumstances = facts.circumstances();
    Instant now = facts.now();
    Instant deadline = facts.deadline();
    Instant notBefore = facts.notBefore();
    Instant start = notBefore != null && notBefore.isAfter(now) ? notBefore : now;
    String language = language(template, facts.recipient().locale());
    Map<String, String> parameters = new LinkedHashMap<>();
    run(rules, Rule.ALLOW_LIST, () -> Rules.allowList(circumstances.permitted()));
    run(rules, Rule.CONSENT, () -> Rules.consent(facts.consent(), binding.topic()));
    run(
        rules,
        Rule.CATEGORY,
        () -> Rules.category(template, binding.eventType(), facts.event().json()));
    run(rules, Rule.REACHABLE, () -> Rules.reachable(template, facts.address()));
    Destination to = destination(facts.address());
    Form form = form(facts.window(), binding.session(), template, language, to, start);
    Quote quote = quote(form, template, facts.window(), to, start);
    run(rules, Rule.WINDOW, () -> Rules.form(facts.window(), binding.session(), form, start));
    run(rules, Rule.TEMPLATE, () -> template(form, template.name(), language));
    run(rules, Rule.PARAMETERS, () -> parameters(facts, binding, template, language, parameters));
    run(
        rules,
        Rule.SENSITIVE_DATA,
        () -> SensitiveParameters.check(binding.onSensitive(), template, language, parameters));
    run(rules, Rule.DEADLINE, () -> Rules.deadline(deadline, notBefore, now));
    run(
        rules,
        Rule.QUIET_HOURS,
        () -> Rules.quietHours(quiet(binding, circumstances), start, facts.clock(), deadline));
    run(rules, Rule.FREQUENCY, () -> Rules.frequency(binding.frequency(), circumstances.told()));
    run(
        rules,
        Rule.COLLAPSE,
        () ->
            Rules.collapse(
                binding.succession().collapse(), circumstances.lastTold(), start, deadline));
    run(rules, Rule.REACH, () -> Rules.reach(circumstances.reach(), facts.window(), start));
    run(rules, Rule.PRICE, () -> Rules.price(quote));
    run(rules, Rule.BUDGET, () -> Rules.budget(circumstances.budgets(), quote));
    return conclude(
        rules,
        new Decision.Message(form, template.name(), language, parameters),
        notBefore,
        now,
        binding.fallbackChannel());
  }

  /**
   * The same decision again, immediately before the send, on what can have changed since. Chooses
   * the form anew, and the correction's wording where older news has gone.
   */
  public Decision confirm(Confirmation facts) {
    List<RuleResult> rules = new ArrayList<>();
    Binding binding = facts.binding();
    Circumstances circumstances = facts.circumstances();
    Instant now = facts.now();
    Decision.Message message = message(facts);
    SessionForm session = binding == null ? SessionForm.NEVER : binding.session();
    run(rules, Rule.ALLOW_LIST, () -> Rules.allowList(circumstances.permitted()));
    run(rules, Rule.CONSENT, () -> Rules.consent(facts.consent(), facts.topic()));
    run(rules, Rule.WINDOW, () -> Rules.form(facts.window(), session, message.form(), now));
    run(
        rules,
        Rule.TEMPLATE,
        () -> template(message.form(), message.template(), message.language()));
    if (binding != null) {
      run(
          rules,
          Rule.ORDER,
          () -> Rules.order(binding.succession().inOrder(), facts.predecessor(), now));
    }
    run(rules, Rule.DEADLINE, () -> Rules.deadline(facts.deadline(), null, now));
    if (binding != null) {
      run(
          rules,
          Rule.QUIET_HOURS,
          () ->
              Rules.quietHours(quiet(binding, circumstances), now, facts.zone(), facts.deadline()));
      run(rules, Rule.FREQUENCY, () -> Rules.frequency(binding.frequency(), circumstances.told()));
    }
    run(rules, Rule.REACH, () -> Rules.reach(circumstances.reach(), facts.window(), now));
    quote(facts, message)
        .ifPresent(
            quote -> {
              run(rules, Rule.PRICE, () -> Rules.price(quote));
              run(rules, Rule.BUDGET, () -> Rules.budget(circumstances.budgets(), quote));
            });
    return conclude(rules, message, null, now, binding == null ? null : binding.fallbackChannel());
  }

  /** The same, when its money could not be set aside after all. */
  public static Decision budgetExhausted(Decision send, @Nullable Binding binding) {
    List<RuleResult> rules = new ArrayList<>(send.rules());
    rules.removeIf(rule -> rule.rule().equals(Rule.BUDGET.word()));
    rules.add(Rule.BUDGET.refuse(Reason.BUDGET_EXHAUSTED, Map.of()));
    return conclude(
        rules,
        ((Decision.Send) send).message(),
        null,
        Instant.MIN,
        binding == null ? null : binding.fallbackChannel());
  }

  /** What is sent now: the correction where older news has gone, in the form that is open. */
  private Decision.Message message(Confirmation facts) {
    Decision.Message first = facts.message();
    Template template = facts.template();
    Template correction = facts.correction();
    if (template == null || facts.binding() == null) {
      return new Decision.Message(first.template(), first.language(), first.parameters());
    }
    if (correction != null && facts.predecessor().gone()) {
      Map<String, String> parameters = new LinkedHashMap<>(first.parameters());
      parameters.keySet().retainAll(correction.parameters());
      return new Decision.Message(
          correction.name(), language(correction, facts.locale()), parameters);
    }
    Form form =
        form(
            facts.window(),
            facts.binding().session(),
            template,
            first.language(),
            facts.to(),
            facts.now());
    return new Decision.Message(form, template.name(), first.language(), first.parameters());
  }

  /** What the message would cost now; empty when its template's file was taken away. */
  public Optional<Quote> quote(Confirmation facts, Decision.Message message) {
    Template sent =
        message.template().equals(facts.template() == null ? null : facts.template().name())
            ? facts.template()
            : facts.correction();
    return sent == null
        ? Optional.empty()
        : Optional.of(quote(message.form(), sent, facts.window(), facts.to(), facts.now()));
  }

  private Form form(
      ServiceWindow window,
      SessionForm session,
      Template template,
      String language,
      Destination to,
      Instant at) {
    if (session.in(language).isEmpty() || !Rules.safelyOpen(window, at)) {
      return Form.TEMPLATE;
    }
    return session.preference() == SessionForm.Preference.SESSION
        ? Form.SESSION
        : Cheapest.of(
                Stream.of(Form.TEMPLATE, Form.SESSION)
                    .map(form -> new Option(form, quote(form, template, window, to, at)))
                    .toList())
            .map(Option::form)
            .orElse(Form.TEMPLATE);
  }

  private Quote quote(
      Form form, Template template, ServiceWindow window, Destination to, Instant at) {
    return prices.quote(
        form == Form.SESSION
            ? PriceQuestion.session(to, at)
            : PriceQuestion.template(template.category(), to, at).windowOpen(window.isOpenAt(at)));
  }

  /** Where nobody knows the number, nobody knows the price. */
  private static Destination destination(Address address) {
    return address instanceof Address.Known known && known.phone() != null
        ? Destination.phone(known.phone())
        : Destination.phone("");
  }

  /** Free-form text needs no template. */
  private RuleResult template(Form form, String name, String language) {
    return form == Form.SESSION
        ? Rule.TEMPLATE.pass(Map.of("template", name, "language", language, "status", "not needed"))
        : Rules.template(templates, name, language);
  }

  private static QuietHours quiet(Binding binding, Circumstances circumstances) {
    QuietHours own = binding.quietHours();
    return own == null ? circumstances.quietHours() : own;
  }

  private static Decision conclude(
      List<RuleResult> rules,
      Decision.Message message,
      @Nullable Instant notBefore,
      Instant now,
      @Nullable String fallback) {
    List<RuleResult> all = List.copyOf(rules);
    RuleResult latest = null;
    RuleResult waiting = null;
    for (RuleResult rule : all) {
      if (!rule.passed() && !rule.waits()) {
        Reason reason = reason(rule);
        return fallback != null && onlyWhatsAppRefuses(all)
            ? new Decision.FallBack(message, reason, fallback, all)
            : new Decision.Suppress(reason, all);
      }
      Instant until = rule.until();
      if (until != null && (latest == null || until.isAfter(until(latest)))) {
        latest = rule;
      } else if (!rule.passed() && until == null && waiting == null) {
        waiting = rule;
      }
    }
    Instant scheduled = notBefore != null && notBefore.isAfter(now) ? notBefore : null;
    if (latest != null && (scheduled == null || until(latest).isAfter(scheduled))) {
      return reason(latest) == Reason.COLLAPSED
          ? new Decision.Collapse(message, until(latest), all)
          : new Decision.Schedule(message, until(latest), reason(latest), all);
    }
    if (scheduled != null) {
      return new Decision.Schedule(message, scheduled, null, all);
    }
    return waiting == null
        ? new Decision.Send(message, all)
        : new Decision.Hold(message, reason(waiting), all);
  }

  /** Who may not be told, or no more, may not be told on another channel either. */
  private static boolean onlyWhatsAppRefuses(List<RuleResult> rules) {
    return rules.stream()
        .filter(rule -> !rule.passed() && !rule.waits())
        .allMatch(rule -> FALL_BACK.contains(reason(rule)));
  }

  private static Instant until(RuleResult rule) {
    Instant until = rule.until();
    return until == null ? Instant.MIN : until;
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
      return Rule.PARAMETERS.refuse(
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
  private static void run(List<RuleResult> rules, Rule name, Supplier<RuleResult> rule) {
    try {
      rules.add(rule.get());
    } catch (RuntimeException e) {
      rules.add(name.refuse(Reason.RULE_ERROR, Map.of("error", e.getClass().getSimpleName())));
    }
  }
}
