package io.dromedary.conversation.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.conversation.Confirmation;
import io.dromedary.conversation.Inbound;
import io.dromedary.conversation.InboundHandler;
import io.dromedary.conversation.InboundKind;
import io.dromedary.conversation.InboundResult;
import io.dromedary.person.Identifier;
import io.dromedary.person.PersonId;
import io.dromedary.whatsapp.SendAnswer;
import io.dromedary.whatsapp.SendOutcome;
import io.dromedary.whatsapp.SessionMessages;
import io.dromedary.whatsapp.WebhookItem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the platform's messages, has them handled, and makes what the care desk gets of them. */
public final class InboundMessages {

  private static final Logger LOG = LoggerFactory.getLogger("io.dromedary.progress");

  private final InboundHandler handler;
  private final Clock clock;

  public InboundMessages(InboundHandler handler, Clock clock) {
    this.handler = handler;
    this.clock = clock;
  }

  /**
   * Handles one message in the route's transaction. One that does not say who wrote it goes to the
   * care desk as it is.
   */
  public Reply handle(@Body WebhookItem.Inbound item) {
    JsonNode message = item.message();
    List<Identifier> who = identifiers(message.path("from"), message.path("from_user_id"));
    if (who.isEmpty()) {
      who = identifiers(item.contact().path("wa_id"), item.contact().path("user_id"));
    }
    if (who.isEmpty()) {
      LOG.warn("an inbound message does not say who wrote it: handed to the care desk as it is");
      return new Reply(null, null, careDesk(item, "unknown-sender").toString());
    }
    InboundResult result = handler.handle(inbound(item, who), clock.instant());
    LOG.info("inbound {} -> {}", message.path("type").asText("message"), result.outcome());
    Confirmation confirmation = confirmation(result);
    return new Reply(
        result.person(),
        confirmation == null ? null : text(who.get(0), confirmation.text()),
        careDesk(item, result.outcome()).toString());
  }

  private static @Nullable Confirmation confirmation(InboundResult result) {
    if (result instanceof InboundResult.OptedOut out) {
      return out.confirmation();
    }
    return result instanceof InboundResult.OptedIn in ? in.confirmation() : null;
  }

  private static Inbound inbound(WebhookItem.Inbound item, List<Identifier> who) {
    JsonNode message = item.message();
    String type = message.path("type").asText("");
    JsonNode system = message.path("system");
    return new Inbound(
        message.path("id").asText(""),
        who,
        identifiers(system.path("wa_id"), system.path("user_id")),
        item.contact().path("profile").path("name").textValue(),
        item.phoneNumberId(),
        timestamp(message.path("timestamp").asText("")),
        InboundKind.of(type),
        first(
            message.path("text").path("body"),
            message.path("button").path("text"),
            message.path("interactive").path("button_reply").path("title"),
            message.path("interactive").path("list_reply").path("title")),
        first(
            message.path("button").path("payload"),
            message.path("interactive").path("button_reply").path("id"),
            message.path("interactive").path("list_reply").path("id")),
        message.path("context").path("id").textValue());
  }

  /** A message without a readable time opens no window: it counts as written long ago. */
  private static Instant timestamp(String seconds) {
    try {
      return Instant.ofEpochSecond(Long.parseLong(seconds));
    } catch (NumberFormatException | java.time.DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static @Nullable String first(JsonNode... candidates) {
    return Stream.of(candidates)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .findFirst()
        .orElse(null);
  }

  private static List<Identifier> identifiers(JsonNode... candidates) {
    List<Identifier> found = new ArrayList<>();
    for (JsonNode candidate : candidates) {
      Optional<Identifier> identifier =
          candidate.isTextual() ? Identifier.classify(candidate.textValue()) : Optional.empty();
      identifier.ifPresent(found::add);
    }
    return found;
  }

  private static ObjectNode careDesk(WebhookItem.Inbound item, String outcome) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("outcome", outcome);
    json.put("phoneNumberId", item.phoneNumberId());
    json.set("message", item.message());
    json.set("contact", item.contact());
    return json;
  }

  private static ObjectNode text(Identifier who, String text) {
    String to = who.isNumber() ? "+" + who.value().replace("+", "") : who.value();
    return SessionMessages.text(to, text, null);
  }

  /** Says whether the confirmation went; it is sent once and never repeated. */
  public void replied(Exchange exchange) {
    byte[] body = exchange.getMessage().getBody(byte[].class);
    SendOutcome outcome =
        SendAnswer.read(
            exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, int.class),
            body == null ? new byte[0] : body);
    if (!(outcome instanceof SendOutcome.Accepted)) {
      LOG.warn("the confirmation of an opt-out or opt-in was not taken; the choice itself holds");
    }
  }

  /**
   * What follows from a message.
   *
   * @param person who wrote; {@code null} when the message does not say
   * @param confirmation the Cloud API request of the one automatic answer; {@code null} for none
   * @param forCareDesk JSON for the queue {@code dromedary.inbound}
   */
  public record Reply(
      @Nullable PersonId person, @Nullable JsonNode confirmation, String forCareDesk) {
    /** Without what was written. */
    @Override
    public String toString() {
      return "Reply";
    }
  }
}
