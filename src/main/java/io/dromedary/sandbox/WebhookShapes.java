package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The JSON of webhooks.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status">Status
 *     webhooks</a>
 */
final class WebhookShapes {

  private static final String ERRORS_PAGE =
      "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/";

  private final SandboxAccount account;
  private final PhoneBook phones;

  WebhookShapes(SandboxAccount account, PhoneBook phones) {
    this.account = account;
    this.phones = phones;
  }

  /**
   * One request body for events that travel together. {@code time} stands in entries of management
   * fields only, as Meta does.
   */
  ObjectNode payload(List<? extends WebhookEvent> events) {
    ObjectNode payload = Json.object().put("object", "whatsapp_business_account");
    ArrayNode entries = payload.putArray("entry");
    ArrayNode messages = null;
    for (WebhookEvent event : events) {
      ArrayNode changes;
      if (event.field().equals("messages")) {
        if (messages == null) {
          messages = entries.addObject().put("id", account.wabaId()).putArray("changes");
        }
        changes = messages;
      } else {
        changes =
            entries
                .addObject()
                .put("id", account.wabaId())
                .put("time", event.due().getEpochSecond())
                .putArray("changes");
      }
      ObjectNode change = changes.addObject();
      change.set("value", value(event));
      change.put("field", event.field());
    }
    return payload;
  }

  private ObjectNode value(WebhookEvent event) {
    if (event instanceof WebhookEvent.Status status) {
      return status(status.message(), status.plan());
    }
    return ((WebhookEvent.Value) event).value();
  }

  private ObjectNode status(ChatMessage message, PlannedStatus plan) {
    Phone phone = phones.phone(message.waId());
    ObjectNode value = messagesValue(phone);
    ObjectNode status = value.putArray("statuses").addObject();
    status
        .put("id", message.id())
        .put("status", plan.status())
        .put("timestamp", "" + plan.at().getEpochSecond());
    if (!phone.hidesNumber()) {
      status.put("recipient_id", phone.waId());
    }
    status.put("recipient_user_id", phone.userId());
    if (message.callbackData() != null) {
      status.put("biz_opaque_callback_data", message.callbackData());
    }
    if (plan.priced()) {
      status
          .putObject("pricing")
          .put("billable", true)
          .put("pricing_model", "PMP")
          .put("type", "regular")
          .put("category", message.pricingCategory());
    }
    Integer code = plan.errorCode();
    if (code != null) {
      String title = ErrorCatalog.of(code).title();
      ObjectNode error = status.putArray("errors").addObject();
      error.put("code", code).put("title", title).put("message", title);
      error.putObject("error_data").put("details", plan.errorDetails());
      error.put("href", ERRORS_PAGE);
    }
    return value;
  }

  /** The {@code value} of an inbound message, whose own members the caller adds to. */
  ObjectNode inbound(Phone phone, ObjectNode message) {
    ObjectNode value = messagesValue(phone);
    value.putArray("messages").add(message);
    return value;
  }

  /** Sender, id and time of an inbound message. */
  ObjectNode inboundMessage(Phone phone, String wamid, long epochSecond, String type) {
    ObjectNode message = Json.object();
    if (!phone.hidesNumber()) {
      message.put("from", phone.waId());
    }
    return message
        .put("from_user_id", phone.userId())
        .put("id", wamid)
        .put("timestamp", "" + epochSecond)
        .put("type", type);
  }

  private ObjectNode messagesValue(Phone phone) {
    ObjectNode value = Json.object().put("messaging_product", "whatsapp");
    value
        .putObject("metadata")
        .put("display_phone_number", account.displayPhoneNumber())
        .put("phone_number_id", account.phoneNumberId());
    ObjectNode contact = value.putArray("contacts").addObject();
    contact.putObject("profile").put("name", phone.name());
    if (!phone.hidesNumber()) {
      contact.put("wa_id", phone.waId());
    }
    contact.put("user_id", phone.userId());
    return value;
  }
}
