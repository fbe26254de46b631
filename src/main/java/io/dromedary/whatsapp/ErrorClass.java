package io.dromedary.whatsapp;

import java.util.Locale;

/** What follows from an error of the platform. */
public enum ErrorClass {
  /** Not taken; the same message may be sent later. */
  WAIT,
  /** Not taken, and only messages to this person must wait. */
  WAIT_FOR_PERSON,
  /** May have been taken: look for a status first. */
  AMBIGUOUS,
  /** Will never be delivered; another channel may. */
  GIVE_UP,
  /** This message's content must be mended. */
  MEND_MESSAGE,
  /** The template or its language must be mended. */
  MEND_TEMPLATE,
  /** The template is paused: hold the message. */
  HOLD,
  /** The number must stop until a person has acted. */
  STOP;

  /** As data and documents write it: {@code give-up}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
