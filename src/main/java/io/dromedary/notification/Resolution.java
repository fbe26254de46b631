package io.dromedary.notification;

import java.util.Locale;

/** What a person has found out about an unknown notification. */
public enum Resolution {
  /** It arrived, or is on its way. */
  SENT,
  /** It never left, and is not to be sent again. */
  NOT_SENT,
  /** Send it again, whatever became of it. */
  RESEND;

  /** The word of the outer contract. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
