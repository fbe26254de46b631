package io.dromedary.whatsapp;

/** What follows from an error of the platform. */
public enum ErrorClass {
  /** Not taken; the same message may be sent later. */
  WAIT,
  /** Not taken, and only messages to this person must wait. */
  WAIT_FOR_PERSON,
  /** May have been taken: look for a status first. */
  AMBIGUOUS,
  /** Will never be delivered; another channel may. */
  NEVER,
  /** The message or its template must be mended. */
  MEND,
  /** The template is paused: hold the message. */
  HOLD,
  /** The number must stop until a person has acted. */
  STOP
}
