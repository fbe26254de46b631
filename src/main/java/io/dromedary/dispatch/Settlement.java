package io.dromedary.dispatch;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of one request. */
public sealed interface Settlement {

  /** The notification whose request it was. */
  UUID notification();

  /** Which of its requests, from 1: an answer to an earlier one says nothing about a later. */
  int attempt();

  /**
   * The platform took it.
   *
   * @param wamid the message's id
   * @param status the platform's word, {@code accepted} or {@code held_for_quality_assessment};
   *     {@code null} when it says none
   * @param delivery what happens when it does not arrive
   */
  record Accepted(
      UUID notification, int attempt, String wamid, @Nullable String status, Delivery delivery)
      implements Settlement {}

  /**
   * The platform did not take it and may later.
   *
   * @param error what it said, as JSON
   */
  record Again(UUID notification, int attempt, Instant dueAt, String reason, @Nullable String error)
      implements Settlement {}

  /**
   * The platform refused it for good.
   *
   * @param fallback the channel that tells it instead; {@code null}: none does
   */
  record Refused(
      UUID notification,
      int attempt,
      String reason,
      @Nullable String error,
      @Nullable String fallback)
      implements Settlement {}

  /** Nobody knows whether it went. */
  record Unknown(UUID notification, int attempt, Instant waitUntil, String reason)
      implements Settlement {}

  /** It keeps failing or cannot be built: a person must look at it. */
  record Dead(UUID notification, int attempt, String reason, @Nullable String error)
      implements Settlement {}
}
