package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The account, its number, its profile and its webhook subscription. */
final class AccountEndpoint {

  private static final List<String> NUMBER_FIELDS =
      List.of(
          "verified_name",
          "code_verification_status",
          "display_phone_number",
          "quality_rating",
          "platform_type",
          "throughput",
          "id");

  private final SandboxAccount account;
  private final Supplier<SandboxBehaviour> behaviour;
  private final Profile profile;
  private final Subscription subscription;
  private final WebhookSender sender;
  private final Journal journal;

  AccountEndpoint(
      SandboxAccount account,
      Supplier<SandboxBehaviour> behaviour,
      Profile profile,
      Subscription subscription,
      WebhookSender sender,
      Journal journal) {
    this.account = account;
    this.behaviour = behaviour;
    this.profile = profile;
    this.subscription = subscription;
    this.sender = sender;
    this.journal = journal;
  }

  ObjectNode phoneNumber(GraphRequest request) {
    return Fields.pick(number(), Fields.of(request.query().get("fields"), NUMBER_FIELDS));
  }

  ObjectNode phoneNumbers(GraphRequest request) {
    ObjectNode answer = Json.object();
    answer.putArray("data").add(phoneNumber(request));
    answer
        .putObject("paging")
        .putObject("cursors")
        .put("before", Cursor.write(0))
        .put("after", Cursor.write(1));
    return answer;
  }

  private ObjectNode number() {
    boolean high =
        behaviour.get().throughputPerSecond() == 0
            || behaviour.get().throughputPerSecond() >= 1_000;
    ObjectNode number =
        Json.object()
            .put("id", account.phoneNumberId())
            .put("display_phone_number", Numbers.display(account.displayPhoneNumber()))
            .put("verified_name", account.businessName())
            .put("quality_rating", "GREEN")
            .put("code_verification_status", "VERIFIED")
            .put("name_status", "APPROVED")
            .put("status", "CONNECTED")
            .put("platform_type", "CLOUD_API")
            .put("account_mode", "SANDBOX")
            .put("whatsapp_business_manager_messaging_limit", "TIER_UNLIMITED");
    number.putObject("quality_score").put("score", "GREEN");
    number.putObject("throughput").put("level", high ? "HIGH" : "STANDARD");
    ObjectNode webhook = number.putObject("webhook_configuration");
    URI app = subscription.appUri();
    if (app != null) {
      webhook.put("application", app.toString());
    }
    number.set("health_status", health());
    return number;
  }

  private ObjectNode health() {
    ObjectNode health = Json.object().put("can_send_message", "AVAILABLE");
    ArrayNode entities = health.putArray("entities");
    entity(entities, "PHONE_NUMBER", account.phoneNumberId());
    entity(entities, "WABA", account.wabaId());
    entity(entities, "BUSINESS", "506914307656634");
    entity(entities, "APP", "634974688087057");
    return health;
  }

  private static void entity(ArrayNode entities, String type, String id) {
    entities
        .addObject()
        .put("entity_type", type)
        .put("id", id)
        .put("can_send_message", "AVAILABLE");
  }

  ObjectNode waba(GraphRequest request) {
    ObjectNode all =
        Json.object()
            .put("id", account.wabaId())
            .put("name", account.businessName())
            .put("timezone_id", "1")
            .put("currency", "EUR")
            .put("account_review_status", "APPROVED")
            .put("message_template_namespace", "sandbox");
    all.set("health_status", health());
    return Fields.pick(
        all,
        Fields.of(
            request.query().get("fields"),
            List.of("id", "name", "timezone_id", "message_template_namespace")));
  }

  ObjectNode profile(GraphRequest request) {
    ObjectNode answer = Json.object();
    answer
        .putArray("data")
        .add(
            Fields.pick(
                profile.get(),
                Fields.of(request.query().get("fields"), List.of("about", "messaging_product"))));
    return answer;
  }

  ObjectNode changeProfile(ObjectNode changes) {
    if (!Json.textOrEmpty(changes, "messaging_product").equals("whatsapp")) {
      throw GraphException.invalidParameter("The parameter messaging_product is required.");
    }
    journal.append(profile.change(changes)).join();
    return success();
  }

  ObjectNode subscriptions() {
    ObjectNode answer = Json.object();
    ArrayNode data = answer.putArray("data");
    if (subscription.subscribed()) {
      ObjectNode app = data.addObject();
      app.putObject("whatsapp_business_api_data")
          .put("id", "634974688087057")
          .put("name", "Sandbox app")
          .put("link", "https://www.facebook.com/games/?app_id=634974688087057");
      URI override = subscription.overrideUri();
      if (override != null) {
        app.put("override_callback_uri", override.toString());
      }
    }
    return answer;
  }

  /** With an address of its own the account's {@code messages} go there, once it is verified. */
  ObjectNode subscribe(ObjectNode request) {
    String callback = Json.text(request, "override_callback_uri");
    subscription.subscribe(callback == null ? null : verified(callback, request));
    journal.append(subscription.toJournal()).join();
    return success();
  }

  private URI verified(String callback, ObjectNode request) {
    URI uri = uri(callback);
    if (uri == null || callback.length() > 200) {
      throw GraphException.invalidParameter("Param override_callback_uri is not a valid URI.");
    }
    String challenge = "" + ThreadLocalRandom.current().nextInt(100_000_000, Integer.MAX_VALUE);
    if (!sender.verify(uri, Json.textOrEmpty(request, "verify_token"), challenge)) {
      throw new GraphException(
          new GraphError(
              400,
              "OAuthException",
              2200,
              null,
              "(#2200) Callback verification failed: the address did not answer with the challenge",
              null,
              null,
              null));
    }
    return uri;
  }

  private static @Nullable URI uri(String text) {
    return text.matches("https?://[^\\s/?#]+\\S*") ? URI.create(text) : null;
  }

  ObjectNode unsubscribe() {
    subscription.unsubscribe();
    journal.append(subscription.toJournal()).join();
    return success();
  }

  private static ObjectNode success() {
    return Json.object().put("success", true);
  }
}
