package io.dromedary.policy;

import io.dromedary.cost.Form;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
   * @param reason what it waits for; {@code null}: its event or binding says when
   */
  record Schedule(
      Message message, Instant notBefore, @Nullable Reason reason, List<RuleResult> rules)
      implements Decision {
    @Override
    public String outcome() {
      return "schedule";
    }
  }

  /**
   * News of this subject went a moment ago: wait for still newer news, into which this one is then
   * collapsed; what is the newest when the wait is over is sent.
   *
   * @param until when the wait is over
   */
  record Collapse(Message message, Instant until, List<RuleResult> rules) implements Decision {
    @Override
    public String outcome() {
      return "collapse";
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
   * @param message what would have been sent
   * @param reason the first refusal
   * @param channel the binding's other channel
   */
  record FallBack(Message message, Reason reason, String channel, List<RuleResult> rules)
      implements Decision {
    @Override
    public String outcome() {
      return "fall-back";
    }
  }

  /**
   * What is sent.
   *
   * @param template the template's name; the session text stands for it in an open window
   * @param language the language code that was chosen
   * @param parameters placeholder name to text, already in the recipient's language; personal
   */
  record Message(Form form, String template, String language, Map<String, String> parameters) {

    /** A template message. */
    public Message(String template, String language, Map<String, String> parameters) {
      this(Form.TEMPLATE, template, language, parameters);
    }

    /** Without the values, which are personal. */
    @Override
    public String toString() {
      return form.word() + " " + template + " " + language + " " + parameters.keySet();
    }
  }
}
