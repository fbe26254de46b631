package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /{phone-number-id}/messages}: checks a send as the platform does, takes it, and plans
 * what will be reported about it. A taken message is written down before it is answered. Safe for
 * concurrent use.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages">Sending
 *     messages</a>
 */
final class Messages {

  private static final Set<String> TYPES =
      Set.of(
          "text",
          "template",
          "image",
          "document",
          "video",
          "audio",
          "sticker",
          "location",
          "interactive",
          "reaction",
          "contacts");

  /** Who a message goes to. */
  private record Recipient(Phone phone, String input, boolean byUserId) {}

  private final SandboxAccount account;
  private final Supplier<SandboxBehaviour> behaviour;
  private final PhoneBook phones;
  private final TemplateStore templates;
  private final MediaRules media;
  private final StatusPlanner planner;
  private final Webhooks webhooks;
  private final Journal journal;
  private final Stats stats;
  private final Faults faults;
  private final ChangeFeed changes;
  private final Clock clock;
  private final Numbers numbers;
  private final RateLimit throughput = new RateLimit();

  Messages(
      SandboxAccount account,
      Supplier<SandboxBehaviour> behaviour,
      PhoneBook phones,
      TemplateStore templates,
      MediaRules media,
      StatusPlanner planner,
      Webhooks webhooks,
      Journal journal,
      Stats stats,
      Faults faults,
      ChangeFeed changes,
      Clock clock) {
    this.account = account;
    this.behaviour = behaviour;
    this.phones = phones;
    this.templates = templates;
    this.media = media;
    this.planner = planner;
    this.webhooks = webhooks;
    this.journal = journal;
    this.stats = stats;
    this.faults = faults;
    this.changes = changes;
    this.clock = clock;
    this.numbers = new Numbers(account.displayPhoneNumber());
  }

  /** Answers one request; a refusal is a completed answer, too. */
  CompletableFuture<Reply> post(ObjectNode request, int apiVersion) {
    Faults.Fault fault = request.has("status") ? null : faults.next();
    if (fault != null) {
      switch (fault.kind()) {
        case ERROR -> {
          return refused(GraphError.of(fault.code(), "Asked for by a fault of the sandbox"));
        }
        case HANG -> {
          return CompletableFuture.completedFuture(Reply.SILENCE);
        }
        case CLOSE -> {
          return CompletableFuture.completedFuture(Reply.CLOSE);
        }
        case HTML_500 -> {
          return CompletableFuture.completedFuture(HtmlError.REPLY);
        }
        default -> {}
      }
    }
    try {
      return handle(request, apiVersion).thenApply(answer -> afterFault(fault, answer));
    } catch (GraphException e) {
      return refused(e.error());
    }
  }

  private static Reply afterFault(Faults.@Nullable Fault fault, Reply answer) {
    if (fault == null) {
      return answer;
    }
    return fault.kind() == Faults.Kind.DROP_ANSWER ? Reply.CLOSE : Reply.SILENCE;
  }

  private CompletableFuture<Reply> refused(GraphError error) {
    stats.refused(error.code());
    return CompletableFuture.completedFuture(
        Reply.error(error).after(planner.draw(behaviour.get().answer())));
  }

  private CompletableFuture<Reply> handle(ObjectNode request, int apiVersion) {
    if (!Json.textOrEmpty(request, "messaging_product").equals("whatsapp")) {
      throw GraphException.invalidParameter("The parameter messaging_product is required.");
    }
    if (request.has("status")) {
      return CompletableFuture.completedFuture(markAsRead(request));
    }
    Instant now = clock.instant();
    SandboxBehaviour settings = behaviour.get();
    String type = request.has("type") ? Json.textOrEmpty(request, "type") : "text";
    if (!TYPES.contains(type)) {
      throw GraphException.invalidParameter(
          "Param type must be one of {AUDIO, CONTACTS, DOCUMENT, IMAGE, INTERACTIVE, LOCATION,"
              + " REACTION, STICKER, TEMPLATE, TEXT, VIDEO} - got \""
              + type.toLowerCase(Locale.ROOT)
              + "\".");
    }
    Recipient recipient = recipient(request);
    String callback = Json.text(request, "biz_opaque_callback_data");
    if (callback != null) {
      MediaRules.limit(callback, 512, "biz_opaque_callback_data");
    }
    Template template = null;
    ObjectNode bubble;
    if (type.equals("template")) {
      template = template(request.path("template"), recipient);
      bubble =
          new TemplateFilling(
                  template,
                  request.path("template").path("components"),
                  new ParameterText(apiVersion),
                  media)
              .bubble();
    } else {
      bubble = new FreeFormRules(media).bubble(type, request);
    }
    String quoted = Json.text(request.path("context"), "message_id");
    if (quoted != null) {
      bubble.put("quoted", quoted);
    }
    limits(recipient.phone(), settings, now);
    return take(recipient, bubble, template, callback, settings, now);
  }

  private Recipient recipient(ObjectNode request) {
    String recipientType = Json.text(request, "recipient_type");
    if (recipientType != null && !recipientType.equals("individual")) {
      throw GraphException.invalidParameter(
          "Param recipient_type must be 'individual': the sandbox has no groups");
    }
    String to = Json.text(request, "to");
    String userId = Json.text(request, "recipient");
    if (to == null || to.isBlank()) {
      if (userId == null) {
        throw GraphException.invalidParameter("The parameter to is required.");
      }
      Phone phone = phones.byUserId(userId);
      if (phone == null) {
        throw GraphException.of(131009, "The recipient is not a user id of this portfolio");
      }
      return new Recipient(phone, userId, true);
    }
    String waId = numbers.waId(to);
    if (waId == null) {
      throw GraphException.of(131009, "The recipient's phone number is not valid");
    }
    if (waId.equals(account.displayPhoneNumber())) {
      throw GraphException.of(131021, "Recipient cannot be the same as the sender");
    }
    return new Recipient(phones.phone(waId), to, false);
  }

  private Template template(JsonNode sent, Recipient recipient) {
    String name = Json.textOrEmpty(sent, "name");
    String language = Json.textOrEmpty(sent.path("language"), "code");
    if (name.isEmpty() || language.isEmpty()) {
      throw GraphException.of(
          131008, "Parameters 'name' and 'language' are mandatory for type 'template'");
    }
    Template template = templates.find(name, language);
    if (template == null || template.is("PENDING") || template.is("REJECTED")) {
      throw GraphException.of(132001, "template name (" + name + ") does not exist in " + language);
    }
    if (template.is("PAUSED")) {
      throw GraphException.of(132015, "template (" + name + ") is paused");
    }
    if (template.is("DISABLED")) {
      throw GraphException.of(132016, "template (" + name + ") is disabled");
    }
    if (template.authentication() && recipient.byUserId()) {
      throw GraphException.of(
          131062, "Authentication templates can't be sent to a business-scoped user id");
    }
    return template;
  }

  private void limits(Phone phone, SandboxBehaviour settings, Instant now) {
    boolean pairClosed =
        settings.specialNumbers() && SpecialNumber.of(phone.waId()) == SpecialNumber.PAIR_LIMIT;
    if (pairClosed
        || !phone.pairLimit().tryTake(settings.pairBurst(), settings.pairInterval(), now)) {
      throw GraphException.of(
          131056,
          "Message failed to send because there were too many messages sent from this phone"
              + " number to the same phone number in a short period of time.");
    }
    int perSecond = settings.throughputPerSecond();
    Duration refill = perSecond == 0 ? Duration.ZERO : Duration.ofNanos(1_000_000_000L / perSecond);
    if (!throughput.tryTake(perSecond, refill, now)) {
      throw GraphException.of(130429, "Cloud API message throughput has been reached.");
    }
  }

  private CompletableFuture<Reply> take(
      Recipient recipient,
      ObjectNode bubble,
      @Nullable Template template,
      @Nullable String callback,
      SandboxBehaviour settings,
      Instant now) {
    Phone phone = recipient.phone();
    SpecialNumber special = settings.specialNumbers() ? SpecialNumber.of(phone.waId()) : null;
    boolean reaction = bubble.path("kind").asText().equals("reaction");
    StatusPlanner.Failure failure = failure(phone, special, bubble, template, settings, now);
    ChatMessage message =
        new ChatMessage(
            Wamid.outbound(phone.waId()),
            phone.waId(),
            true,
            now,
            Json.string(bubble),
            callback,
            template == null ? "service" : template.category().toLowerCase(Locale.ROOT),
            planner.plan(settings, now, failure, furthest(special, reaction)));
    List<WebhookEvent> events =
        message.plan().stream()
            .<WebhookEvent>map(status -> new WebhookEvent.Status(status, message))
            .toList();
    webhooks.open(events);
    phones.add(message);
    stats.accepted(callback);
    changes.phone(phone.waId());
    Reply answer = answer(recipient, message, template != null, special);
    return journal
        .append(message.toJournal(id -> true))
        .handle(
            (written, broken) -> {
              if (broken != null) {
                return Reply.error(GraphError.of(131000, "The sandbox could not write it down"));
              }
              webhooks.schedule(events);
              return answer.after(planner.draw(settings.answer()));
            });
  }

  private static int furthest(@Nullable SpecialNumber special, boolean reaction) {
    if (reaction || special == SpecialNumber.PHONE_OFF) {
      return 1;
    }
    return special == SpecialNumber.NEVER_READS ? 2 : 3;
  }

  private StatusPlanner.@Nullable Failure failure(
      Phone phone,
      @Nullable SpecialNumber special,
      ObjectNode bubble,
      @Nullable Template template,
      SandboxBehaviour settings,
      Instant now) {
    if (template == null && !phone.windowOpenAt(now)) {
      String details =
          "Message failed to send because more than 24 hours have passed since the customer last"
              + " replied to this number.";
      if (settings.closedWindow() == SandboxBehaviour.ClosedWindow.AT_ONCE) {
        throw GraphException.of(131047, details);
      }
      return new StatusPlanner.Failure(131047, details, false);
    }
    if (special == SpecialNumber.NOT_ON_WHATSAPP) {
      return new StatusPlanner.Failure(131026, "Message undeliverable.", false);
    }
    if (special == SpecialNumber.FAILS_AFTER_SENT) {
      return new StatusPlanner.Failure(
          131049, "In order to maintain a healthy ecosystem engagement, it failed.", true);
    }
    if (special == SpecialNumber.STOPPED_MARKETING
        && template != null
        && template.category().equals("MARKETING")) {
      return new StatusPlanner.Failure(
          131050, "The user has stopped marketing messages of this business.", false);
    }
    String target = Json.text(bubble.path("reaction"), "messageId");
    if (target != null && phones.message(target) == null) {
      return new StatusPlanner.Failure(131009, "The reaction's message is not known.", false);
    }
    return null;
  }

  private static Reply answer(
      Recipient recipient, ChatMessage message, boolean template, @Nullable SpecialNumber special) {
    if (special == SpecialNumber.TAKEN_BUT_ERROR) {
      return Reply.error(GraphError.of(131000, "Something went wrong."));
    }
    if (special == SpecialNumber.TAKEN_BUT_SILENT) {
      return Reply.CLOSE;
    }
    ObjectNode body = Json.object().put("messaging_product", "whatsapp");
    Phone phone = recipient.phone();
    ObjectNode contact = body.putArray("contacts").addObject().put("input", recipient.input());
    if (!recipient.byUserId()) {
      contact.put("wa_id", phone.waId());
    }
    contact.put("user_id", phone.userId());
    ObjectNode id = body.putArray("messages").addObject().put("id", message.id());
    if (template) {
      id.put("message_status", "accepted");
    }
    return Reply.json(body);
  }

  private Reply markAsRead(ObjectNode request) {
    String id = Json.textOrEmpty(request, "message_id");
    if (!Json.textOrEmpty(request, "status").equals("read") || id.isEmpty()) {
      throw GraphException.of(131008, "Parameters 'status' (read) and 'message_id' are mandatory");
    }
    JsonNode typing = request.path("typing_indicator");
    if (!typing.isMissingNode() && !Json.textOrEmpty(typing, "type").equals("text")) {
      throw GraphException.of(131009, "Parameter 'typing_indicator' must have the type 'text'");
    }
    ChatMessage message = phones.message(id);
    if (message == null || message.outbound()) {
      throw GraphException.of(131009, "The message_id is not one of a received message");
    }
    return Reply.json(Json.object().put("success", true));
  }
}
