package io.dromedary.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Whether, how and when one person is told of one event. A value: "no" is an answer with its
 * reason, not an exception.
 */
public sealed interface Decision {

  /** The word that the route branches on. */
  String outcome();

  /** Every rule that ran, in their order, with its facts. */
  List<RuleResult> rules();

  /**
   * Send it as soon as limits allow.
   *
   * @param message what is sent
   */
  record Send(Message message, List<RuleResult> rules) implements Decision {
    @Override
    public String outcome() {
      return "send";
    }
  }

  /**
   * Decide again at a later instant, then send.
   *
   * @param notBefore no send starts before
   */
  record Schedule(Message message, Instant notBefore, List<RuleResult> rules) implements Decision {
    @Override
    public String outcome() {
      return "schedule";
    }
  }

  /**
   * Keep it queued: the template waits for Meta's review or is paused, and the deadline allows.
   *
   * @param reason what it waits for
   */
  record Hold(Message message, Reason reason, List<RuleResult> rules) implements Decision {
    @Override
    public String outcome() {
      return "hold";
    }
  }

  /**
   * Do not send.
   *
   * @param reason the first refusal
   */
  record Suppress(Reason reason, List<RuleResult> rules) implements Decision {
    @Override
    public String outcome() {
      return "suppress";
    }
  }

  /**
   * Do not send on WhatsApp; tell the person on another channel.
   *
   * @param reason the first refusal
   * @param channel the binding's other channel
   */
  record FallBack(Reason reason, String channel, List<RuleResult> rules) implements Decision {
    @Override
    public String outcome() {
      return "fall-back";
    }
  }

  /**
   * A template message in one language.
   *
   * @param template the template's name
   * @param language the language code that was chosen
   * @param parameters placeholder name to text, already in the recipient's language
   */
  record Message(String template, String language, Map<String, String> parameters) {}
}
