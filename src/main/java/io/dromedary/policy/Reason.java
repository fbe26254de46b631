package io.dromedary.policy;

/**
 * Why a notification is not sent, or not now: stable words of the outer contract.
 *
 * <p>Open for more: programs outside must take an unknown word as "not sent".
 */
public enum Reason {
  NO_CONSENT,
  CONSENT_WITHDRAWN,
  WINDOW_CLOSED,
  TEMPLATE_NOT_APPROVED,
  TEMPLATE_PAUSED,
  CATEGORY_DRIFT,
  PARAMETER_MISSING,
  PARAMETER_INVALID,
  RECIPIENT_UNKNOWN,
  RECIPIENT_INVALID,
  DEADLINE_PASSED,
  SUPERSEDED,
  DUPLICATE,
  RETRACTED,
  NOT_YET,
  QUIET_HOURS,
  FREQUENCY_CAP,
  BUDGET_EXHAUSTED,
  REACH_EXHAUSTED,
  SENSITIVE_DATA,
  NOT_ALLOW_LISTED,
  /** News of the same subject went a moment ago. */
  COLLAPSED,
  /** An older message of the same news is still on its way. */
  PREDECESSOR_UNDER_WAY,
  /** Marketing, or a one-time code in another category than authentication. */
  CATEGORY_NOT_PERMITTED,
  /** No binding covers the event: none for its type, or none whose condition holds. */
  NO_BINDING,
  /** A rule broke; nothing is sent on a broken rule. */
  RULE_ERROR;

  /** The word: {@code no-consent}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
