package io.dromedary.decisiontest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.cost.Destination;
import io.dromedary.cost.Form;
import io.dromedary.cost.PriceQuestion;
import io.dromedary.cost.Prices;
import io.dromedary.cost.Quote;
import io.dromedary.event.Fault;
import io.dromedary.policy.Address;
import io.dromedary.policy.Decision;
import io.dromedary.policy.Facts;
import io.dromedary.policy.Reason;
import io.dromedary.policy.RuleResult;
import io.dromedary.template.Binding;
import io.dromedary.template.Catalogue;
import io.dromedary.template.RenderedMessage;
import io.dromedary.template.Renderer;
import io.dromedary.template.Template;
import io.dromedary.whatsapp.SessionMessages;
import io.dromedary.whatsapp.TemplateMessages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes decisions under the keys of a test. */
final class Outcomes {

  /** {@code rejected}: an event that the intake refuses, before any decision. */
  static final Set<String> WORDS =
      Set.of("send", "schedule", "collapse", "hold", "suppress", "fall-back", "rejected");

  private static final String CALLBACK_DATA = "biz_opaque_callback_data";

  private Outcomes() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static Outcome silent(JsonNode word) {
    ObjectNode seen = object();
    seen.set("silent", word);
    return new Outcome(seen, List.of(), null, null);
  }

  static Outcome rejected(JsonNode event, List<Fault> faults) {
    ObjectNode seen = object();
    seen.put("outcome", "rejected");
    seen.set("type", event.path("type"));
    faults.forEach(fault -> seen.withArray("faults").add(fault.pointer() + " " + fault.reason()));
    return new Outcome(seen, List.of(), null, null);
  }

  /** A decision about {@code facts}, the first one or the last before the send. */
  static Outcome of(
      Decision decision,
      Facts facts,
      Instant now,
      Catalogue catalogue,
      Function<String, Prices> prices,
      Given given) {
    ObjectNode seen = object();
    String ref = facts.recipient().ref();
    if (ref != null) {
      seen.put("ref", ref);
    }
    seen.put("type", facts.event().type());
    Binding binding = facts.binding();
    if (binding != null) {
      seen.put("binding", binding.id());
    }
    seen.put("outcome", decision.outcome());
    RuleResult deciding = deciding(decision);
    if (deciding != null && !(decision instanceof Decision.Send)) {
      seen.put("refusedBy", deciding.rule());
    }
    Reason reason = reason(decision);
    if (reason != null) {
      seen.put("reason", reason.word());
    }
    Instant until = until(decision);
    if (until != null) {
      seen.put("until", until.toString());
    }
    if (decision instanceof Decision.FallBack fallBack) {
      seen.put("channel", fallBack.channel());
    }
    Decision.Message message = message(decision);
    if (message != null) {
      describe(seen, message, facts, catalogue);
      Template template = catalogue.template(message.template()).orElse(null);
      if (template != null && facts.address() instanceof Address.Known known) {
        seen.put("price", price(message, template, known, now, given, prices));
      }
    }
    return new Outcome(seen, decision.rules(), facts, message);
  }

  /** The refusal that decided, else what is waited for; {@code null}: every rule passed. */
  static @Nullable RuleResult deciding(Decision decision) {
    Reason reason = reason(decision);
    return decision.rules().stream()
        .filter(rule -> !rule.passed() && rule.refusal() == reason)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Reason reason(Decision decision) {
    if (decision instanceof Decision.Suppress suppress) {
      return suppress.reason();
    }
    if (decision instanceof Decision.FallBack fallBack) {
      return fallBack.reason();
    }
    if (decision instanceof Decision.Hold hold) {
      return hold.reason();
    }
    if (decision instanceof Decision.Schedule schedule) {
      return schedule.reason();
    }
    return decision instanceof Decision.Collapse ? Reason.COLLAPSED : null;
  }

  private static @Nullable Instant until(Decision decision) {
    if (decision instanceof Decision.Schedule schedule) {
      return schedule.notBefore();
    }
    return decision instanceof Decision.Collapse collapse ? collapse.until() : null;
  }

  private static Decision.@Nullable Message message(Decision decision) {
    if (decision instanceof Decision.Send send) {
      return send.message();
    }
    if (decision instanceof Decision.Schedule schedule) {
      return schedule.message();
    }
    if (decision instanceof Decision.Collapse collapse) {
      return collapse.message();
    }
    if (decision instanceof Decision.Hold hold) {
      return hold.message();
    }
    return decision instanceof Decision.FallBack fallBack ? fallBack.message() : null;
  }

  private static void describe(
      ObjectNode seen, Decision.Message message, Facts facts, Catalogue catalogue) {
    seen.put("template", message.template());
    seen.put("language", message.language());
    seen.put("form", message.form().word());
    ObjectNode parameters = seen.putObject("parameters");
    message.parameters().forEach(parameters::put);
    Binding binding = facts.binding();
    Template template = catalogue.template(message.template()).orElse(null);
    String to = facts.address() instanceof Address.Known known ? to(known) : null;
    if (binding == null || template == null || to == null) {
      return;
    }
    Map<String, String> values = message.parameters();
    ObjectNode json;
    if (message.form() == Form.SESSION) {
      seen.put("text", binding.session().filled(message.language(), values).orElse(""));
      json = SessionMessages.text(to, binding.session(), message.language(), values, "");
    } else {
      RenderedMessage rendered = Renderer.render(template, message.language(), values);
      put(seen, "header", rendered.header());
      seen.put("text", rendered.body());
      put(seen, "footer", rendered.footer());
      rendered.buttons().forEach(button -> seen.withArray("buttons").add(button));
      json = TemplateMessages.json(to, template, message.language(), values, "");
    }
    // our own id of the notification, which no test can know
    json.remove(CALLBACK_DATA);
    seen.set("message", json);
  }

  private static @Nullable String to(Address.Known known) {
    return known.phone() == null ? known.userId() : known.phone();
  }

  private static void put(ObjectNode seen, String key, @Nullable String text) {
    if (text != null) {
      seen.put(key, text);
    }
  }

  private static String price(
      Decision.Message message,
      Template template,
      Address.Known known,
      Instant now,
      Given given,
      Function<String, Prices> prices) {
    if (known.phone() == null) {
      return "unknown (no-market)";
    }
    Destination to = Destination.phone(known.phone());
    PriceQuestion question =
        message.form() == Form.SESSION
            ? PriceQuestion.session(to, now)
            : PriceQuestion.template(template.category(), to, now)
                .windowOpen(given.window().isOpenAt(now));
    Quote quote = prices.apply(given.currency()).quote(question);
    if (quote instanceof Quote.Priced priced) {
      return priced.money().amount().stripTrailingZeros().toPlainString()
          + " "
          + priced.money().currency();
    }
    return (quote instanceof Quote.Free ? "free (" : "unknown (") + quote.word() + ")";
  }
}
