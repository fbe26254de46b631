package io.dromedary.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.event.BusinessEvent;
import io.dromedary.notification.NewNotification;
import io.dromedary.notification.Payload;
import io.dromedary.notification.State;
import io.dromedary.policy.Address;
import io.dromedary.policy.Decision;
import io.dromedary.policy.DecisionJson;
import io.dromedary.policy.Facts;
import io.dromedary.policy.Reason;
import io.dromedary.template.Binding;
import io.dromedary.template.Template;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns a decision into the entry that the ledger keeps; one method for each branch of the router.
 */
public final class Entries {

  private final String sender;

  /**
   * @param sender phone number id of the sending business number
   */
  public Entries(String sender) {
    this.sender = sender;
  }

  /** To be sent as soon as limits allow. */
  public NewNotification queued(Facts facts, Decision decision) {
    return entry(facts, decision, State.QUEUED, facts.now());
  }

  /** To be decided again and sent at a later instant. */
  public NewNotification scheduled(Facts facts, Decision decision) {
    return entry(facts, decision, State.SCHEDULED, ((Decision.Schedule) decision).notBefore());
  }

  /** To be sent when the storm is over, unless still newer news has taken its place by then. */
  public NewNotification collapsed(Facts facts, Decision decision) {
    return entry(facts, decision, State.SCHEDULED, ((Decision.Collapse) decision).until());
  }

  /** Never to be sent on WhatsApp; another channel tells it. */
  public NewNotification fallenBack(Facts facts, Decision decision) {
    return entry(facts, decision, State.SUPPRESSED, null);
  }

  /** Queued, and looked at again soon: its template is not ready. */
  public NewNotification held(Facts facts, Decision decision) {
    return entry(facts, decision, State.QUEUED, facts.now().plusMillis(1));
  }

  /** Never to be sent, with the reason. */
  public NewNotification suppressed(Facts facts, Decision decision) {
    return entry(facts, decision, State.SUPPRESSED, null);
  }

  /** By the decision's outcome, as the router would choose. */
  public NewNotification of(Facts facts, Decision decision) {
    return switch (decision.outcome()) {
      case "send" -> queued(facts, decision);
      case "schedule" -> scheduled(facts, decision);
      case "collapse" -> collapsed(facts, decision);
      case "hold" -> held(facts, decision);
      case "fall-back" -> fallenBack(facts, decision);
      default -> suppressed(facts, decision);
    };
  }

  private NewNotification entry(
      Facts facts, Decision decision, State state, @Nullable Instant dueAt) {
    BusinessEvent event = facts.event();
    Binding binding = facts.binding();
    Template template = facts.template();
    Address.Known known = facts.address() instanceof Address.Known k ? k : null;
    Decision.Message message = message(decision);
    Reason reason = DecisionJson.reason(decision);
    ObjectNode json = DecisionJson.of(decision);
    return new NewNotification(
        id(facts, known, binding),
        event.key(),
        facts.position(),
        known == null ? null : known.person().value(),
        facts.recipient().ref(),
        known == null ? null : known.tag(),
        binding == null ? null : binding.id(),
        event.type(),
        binding == null ? null : binding.topic(),
        event.source(),
        event.subject(),
        event.sequence(),
        event.time(),
        binding == null ? null : binding.supersede(),
        state,
        reason == null ? null : reason.word(),
        template == null ? null : template.name(),
        message == null ? null : message.language(),
        template == null ? null : template.category().word(),
        binding == null ? 0 : binding.lane().ordinal(),
        facts.deadline(),
        binding == null ? null : binding.onUnknown().name().toLowerCase(java.util.Locale.ROOT),
        dueAt,
        sender,
        decision instanceof Decision.FallBack fallBack ? fallBack.channel() : null,
        message == null || known == null
            ? null
            : new Payload(
                known.phone(),
                known.userId(),
                message.parameters(),
                facts.recipient().locale(),
                facts.recipient().zone()),
        json);
  }

  private static Decision.@Nullable Message message(Decision decision) {
    if (decision instanceof Decision.Send send) {
      return send.message();
    }
    if (decision instanceof Decision.Schedule schedule) {
      return schedule.message();
    }
    if (decision instanceof Decision.FallBack fallBack) {
      return fallBack.message();
    }
    if (decision instanceof Decision.Collapse collapse) {
      return collapse.message();
    }
    return decision instanceof Decision.Hold hold ? hold.message() : null;
  }

  /**
   * Never made from the phone number: it may be corrected, and could be guessed after an erasure.
   */
  private static UUID id(Facts facts, Address.@Nullable Known known, @Nullable Binding binding) {
    return BusinessEvent.nameBased(
        "notification",
        facts.event().source(),
        facts.event().id(),
        known == null ? "position " + facts.position() : known.person().value().toString(),
        binding == null ? "" : binding.id());
  }
}
