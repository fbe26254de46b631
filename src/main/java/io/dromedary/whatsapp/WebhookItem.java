package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One piece of news in a webhook: a payload may hold a thousand, of several kinds. */
public sealed interface WebhookItem {

  /**
   * What became of a message of ours.
   *
   * @param wamid the message
   * @param callback our own id, {@code biz_opaque_callback_data}; {@code null} when missing
   * @param status {@code sent}, {@code delivered}, {@code read}, {@code played}, {@code failed} or
   *     a word of the future
   * @param at the platform's timestamp, to the second
   * @param json the whole status
   */
  record Status(String wamid, @Nullable String callback, String status, Instant at, JsonNode json)
      implements WebhookItem {}

  /**
   * Something that a person wrote or did.
   *
   * @param phoneNumberId the business number that it was sent to
   * @param message the whole message
   * @param contact the sender's entry of {@code contacts}; missing when there is none
   */
  record Inbound(String phoneNumberId, JsonNode message, JsonNode contact) implements WebhookItem {}

  /**
   * News of templates, numbers, the account.
   *
   * @param field the subscribed field
   * @param value its content
   * @param at the entry's time; {@code null} when it has none
   */
  record Account(String field, JsonNode value, @Nullable Instant at) implements WebhookItem {}
}
