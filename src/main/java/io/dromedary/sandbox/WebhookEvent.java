package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Something that the business's webhook is told once it is due. */
sealed interface WebhookEvent {

  /** Unique over the life of the state folder. */
  long id();

  Instant due();

  /** The webhook field: {@code messages}, {@code message_template_status_update} … */
  String field();

  /** A status of a message; its JSON is made when it leaves. */
  record Status(PlannedStatus plan, ChatMessage message) implements WebhookEvent {
    @Override
    public long id() {
      return plan.eventId();
    }

    @Override
    public Instant due() {
      return plan.due();
    }

    @Override
    public String field() {
      return "messages";
    }
  }

  /** Anything else, with its finished {@code value}. */
  record Value(long id, Instant due, String field, ObjectNode value) implements WebhookEvent {}
}
