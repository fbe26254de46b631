package io.dromedary.whatsapp;

import org.jspecify.annotations.Nullable;

/** What came of one request to send a message: taken, not taken, or nobody knows. */
public sealed interface SendOutcome {

  /**
   * Taken, not delivered.
   *
   * @param wamid the message's id, in all its webhooks
   * @param status {@code accepted}, {@code held_for_quality_assessment}; {@code null} when not said
   */
  record Accepted(String wamid, @Nullable String status) implements SendOutcome {}

  /**
   * Not taken.
   *
   * @param kind what is known of the error's code
   * @param whole the platform's error object as it came; may quote what was sent
   */
  record Refused(PlatformError kind, GraphError error, String whole) implements SendOutcome {}

  /** The request never left. */
  record NotSent(String reason) implements SendOutcome {}

  /** The request may have been carried out. */
  record Unknown(String reason) implements SendOutcome {}
}
