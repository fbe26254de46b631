package io.dromedary.template;

/** What follows when nobody can say whether a message left: send it once more, or ask a person. */
public enum OnUnknown {
  RESEND,
  HOLD
}
