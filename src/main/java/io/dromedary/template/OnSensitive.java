package io.dromedary.template;

/** What follows when a value holds a full card or account number or a national id. */
public enum OnSensitive {
  /** All but its last four characters are hidden. */
  MASK,
  /** The notification is not sent. */
  REFUSE
}
