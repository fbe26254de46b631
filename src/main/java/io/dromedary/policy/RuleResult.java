package io.dromedary.policy;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one rule said about one notification, with the facts it went by.
 *
 * @param rule the rule's stable name
 * @param passed whether it lets the notification through
 * @param refusal why not; {@code null} when it passed
 * @param waits whether time may change a refusal: the notification stays queued instead of ending
 * @param until when the rule will have nothing against it any more; {@code null}: nobody knows
 * @param facts what the rule went by, in an auditor's words; never personal data
 */
public record RuleResult(
    String rule,
    boolean passed,
    @Nullable Reason refusal,
    boolean waits,
    @Nullable Instant until,
    Map<String, String> facts) {

  /** The rule lets the notification through. */
  public static RuleResult pass(String rule, Map<String, String> facts) {
    return new RuleResult(rule, true, null, false, null, facts);
  }

  /** The rule refuses for good. */
  public static RuleResult refuse(String rule, Reason reason, Map<String, String> facts) {
    return new RuleResult(rule, false, reason, false, null, facts);
  }

  /** The rule refuses for now. */
  public static RuleResult wait(String rule, Reason reason, Map<String, String> facts) {
    return new RuleResult(rule, false, reason, true, null, facts);
  }

  /** The rule refuses until an instant that is known. */
  public static RuleResult waitUntil(
      String rule, Reason reason, Instant until, Map<String, String> facts) {
    return new RuleResult(rule, false, reason, true, until, facts);
  }
}
