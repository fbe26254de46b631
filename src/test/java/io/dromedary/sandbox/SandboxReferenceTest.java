package io.dromedary.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Judges the sandbox by published samples and by Meta's OpenAPI file; runs only where these lie
 * beside the project, as they are not part of it.
 */
class SandboxReferenceTest {

  private static final Path REFERENCE = Path.of("../shared/reference/whatsapp");
  private static final String NUMBER = "/" + SandboxWorld.ACCOUNT.phoneNumberId();
  private static final String WABA = "/" + SandboxWorld.ACCOUNT.wabaId();

  /** Members that samples of other years or persons have or lack. */
  private static final Set<String> VARYING =
      Set.of(
          "user_id",
          "parent_user_id",
          "from_user_id",
          "recipient_user_id",
          "contacts",
          "conversation",
          "type",
          "message_template_category",
          "biz_opaque_callback_data");

  private static JsonNode openApi;

  private SandboxWorld world;

  @BeforeEach
  void start() {
    assumeTrue(Files.isDirectory(REFERENCE), "the reference samples are not here");
    world = new SandboxWorld();
  }

  @AfterEach
  void stop() {
    if (world != null) {
      world.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "send-contact-message, 0",
    "send-list-message, 0",
    "send-location-message, 0",
    "send-reply-button, 0",
    "send-reply-to-text-message, 0",
    "send-reply-with-reaction-message, 0",
    "send-text-message-with-preview-url, 0",
    "send-image-message-by-id, 131009", // no media of that id
    "send-document-message-by-url, 100", // its link is a placeholder
    "send-published-flow-by-id, 131009", // flows are not played
    "send-message-template-text, 132001", // its name is a placeholder
    "send-message-template-media, 132001",
    "send-message-template-interactive, 132001",
    "send-sample-shipping-confirmation-template, 132001",
    "send-flow-template-message, 132001",
    "send-typing-indicator-and-read-receipt, 131009" // no message of that id
  })
  void sampleRequestsAreTakenOrRefused(String sample, int code) throws IOException {
    world.userWrites("Hello");
    String request =
        read("requests/" + sample + ".json")
            .replace("{{Recipient-Phone-Number}}", SandboxWorld.PHONE);
    Requests.Answer answer = world.send(request);
    assertThat(answer.code()).as(new String(answer.bytes())).isEqualTo(code);
    conforms(
        code == 0
            ? "#/components/schemas/MessageResponsePayload"
            : "#/components/schemas/GraphAPIError",
        answer.json());
  }

  @Test
  void sampleTemplatesOfOldDaysCanBeSentWithTheirParameterTypes() throws IOException {
    world.createTemplate(
        Requests.fixture("templates/plain.json")
            .replace("shop_closed", "old")
            .replace(
                "\"text\": \"The shop where your order waits is closed today.\"",
                "\"text\": \"Order {{1}} over {{2}} was made on {{3}} in our shop.\","
                    + "\"example\":{\"body_text\":[[\"1\",\"2\",\"3\"]]}"));
    ObjectNode request =
        (ObjectNode) Requests.parse(read("requests/send-message-template-text.json"));
    request.put("to", SandboxWorld.PHONE);
    ((ObjectNode) request.path("template")).put("name", "old");
    ((ObjectNode) request.at("/template/language")).put("code", "en");
    await().until(() -> world.send(request.toString()).http() == 200);
    assertThat(world.conversation().at("/messages/0/bubble/body").asText())
        .isEqualTo("Order text-string over $100.99 was made on February 25, 1977 in our shop.");
  }

  @ParameterizedTest
  @CsvSource({
    "create-authentication-template-w-otp-copy-code-button, AUTHENTICATION",
    "create-template-w-document-header-text-body-a-phone-number-button-and-a-url-butt, UTILITY",
    "create-template-w-image-header-text-body-text-footer-and-2-call-to-action-button, MARKETING",
    "create-template-w-location-header-text-body-text-footer-and-a-website-buttons, UTILITY",
    "create-template-w-text-header-text-body-text-footer-and-2-quick-reply-buttons, MARKETING",
    "pywa.authentication_code_copy_code_button, AUTHENTICATION",
    "pywa.order_confirmation, UTILITY",
    "pywa.order_delivery_update, UTILITY",
    "pywa.seasonal_promotion, MARKETING",
    "pywa.zero_tap_auth_template, AUTHENTICATION"
  })
  void sampleTemplatesAreTakenAndApproved(String sample, String category) throws IOException {
    Requests.Answer answer = world.createTemplate(read("templates/" + sample + ".json"));
    assertThat(answer.http()).as(new String(answer.bytes())).isEqualTo(200);
    assertThat(answer.json().path("category").asText()).isEqualTo(category);
    conforms(response("/{Version}/{WABA-ID}/message_templates", "post"), answer.json());
    String id = answer.json().path("id").asText();
    await().until(() -> world.template(id).path("status").asText().equals("APPROVED"));
    conforms(response("/{Version}/{TEMPLATE_ID}", "get"), world.template(id));
    conforms(
        response("/{Version}/{WABA-ID}/message_templates", "get"),
        world.api.get(WABA + "/message_templates").json());
  }

  @Test
  void theOldPlaceOfAOneTapAppIsRefused() throws IOException {
    Requests.Answer answer =
        world.createTemplate(
            read("templates/create-authentication-template-w-otp-one-tap-autofill-button.json"));
    assertThat(answer.http()).isEqualTo(400);
    assertThat(answer.json().at("/error/error_user_msg").asText()).contains("supported_apps");
  }

  @Test
  void inboundWebhooksHaveTheShapeOfTheSamples() throws IOException {
    world.approved("templates/gate.json");
    world.userWrites("Hello");
    String components =
        "[{\"type\":\"header\",\"parameters\":[{\"type\":\"text\",\"parameter_name\":\"flight\","
            + "\"text\":\"DR 1\"}]},{\"type\":\"body\",\"parameters\":[{\"type\":\"text\","
            + "\"parameter_name\":\"gate\",\"text\":\"B7\"},{\"type\":\"text\",\"parameter_name\":"
            + "\"passenger\",\"text\":\"Ada\"}]},{\"type\":\"button\",\"sub_type\":\"url\","
            + "\"index\":2,\"parameters\":[{\"type\":\"text\",\"text\":\"b7\"}]}]";
    String template = world.sendTemplate("gate_changed", components).wamid();
    String buttons =
        world
            .send(
                read("requests/send-reply-button.json")
                    .replace("{{Recipient-Phone-Number}}", SandboxWorld.PHONE))
            .wamid();
    tap(template);
    tap(buttons);
    await().until(() -> world.receiver.inbound().size() == 3);
    same("webhooks/meta-openapi.text-message.json", inboundPayload("text"));
    same("webhooks/pywa.message.text.json", inboundPayload("text"));
    same("webhooks/meta-openapi.button-message.json", inboundPayload("button"));
    same("webhooks/pywa.callback_button.quick_reply.json", inboundPayload("button"));
    same(
        "webhooks/meta-openapi.interactive-button-reply-message.json",
        inboundPayload("interactive"));
    same("webhooks/pywa.callback_button.button.json", inboundPayload("interactive"));
  }

  @Test
  void statusWebhooksHaveTheShapeOfTheSamples() throws IOException {
    world.userWrites("Hello");
    world.sendTo(
        SandboxWorld.PHONE,
        "\"text\":{\"body\":\"Hello\"},\"biz_opaque_callback_data\":\"some data\"");
    await().until(() -> world.receiver.statuses().size() == 3);
    same("webhooks/pywa.message_status.with_tracker.json", statusPayload("sent"));
    same("webhooks/pywa.message_status.sent.json", statusPayload("sent"));
    same("webhooks/pywa.message_status.delivered.json", statusPayload("delivered"));
    world.sendTo("+4915187654321", "\"text\":{\"body\":\"no window\"}");
    await().until(() -> world.receiver.statuses().size() == 4);
    same("webhooks/pywa.message_status.failed.json", statusPayload("failed"));
    same("webhooks/bindambc.reEngagementMessageError.json", statusPayload("failed"));
  }

  @Test
  void templateWebhooksHaveTheShapeOfTheSamples() throws IOException {
    String id = world.approved("templates/plain.json");
    world.control.post("/templates/" + id + "/recategorise", "{}");
    world.control.post("/templates/" + id + "/reject", "{}");
    await().until(() -> world.receiver.values("message_template_status_update").size() == 2);
    same(
        "webhooks/pywa.template_status_update.rejected.json",
        payload("message_template_status_update", "/rejection_info"));
    Set<String> also = Set.of("previous_category");
    assertThat(
            Shape.differences(
                Requests.parse(read("webhooks/pywa.template_category_update.marketing.json")),
                payload("template_category_update", "/new_category"),
                also))
        .isEmpty();
  }

  @Test
  void theOtherAnswersConformToTheSchemas() throws IOException {
    conforms("#/components/schemas/PhoneNumberInfo", world.api.get(NUMBER).json());
    JsonNode numbers =
        world
            .api
            .get(WABA + "/phone_numbers?fields=id,display_phone_number,verified_name,status")
            .json();
    assertThat(numbers.at("/data/0/status").asText()).isEqualTo("CONNECTED");
    // the file's list of statuses is older than Meta's page, where CONNECTED is what can send
    ((ObjectNode) numbers.at("/data/0")).put("status", "LINKED");
    conforms("#/components/schemas/WhatsAppBusinessAccountPhoneNumbersConnection", numbers);
    conforms(
        "#/components/schemas/WhatsAppBusinessProfileResponse",
        world.api.get(NUMBER + "/whatsapp_business_profile").json());
    conforms("#/components/schemas/WhatsAppBusinessAccount", world.api.get(WABA).json());
    conforms(
        "#/components/schemas/SubscribedAppsResponse",
        world.api.get(WABA + "/subscribed_apps").json());
    conforms(
        "#/components/schemas/SubscriptionResponse",
        world.api.post(WABA + "/subscribed_apps", "").json());
    JsonNode sample = Requests.parse(read("requests/bindambc.phone.phoneNumberNotFoundError.json"));
    assertThat(Shape.differences(sample, world.api.get("/454545").json(), Set.of())).isEmpty();
  }

  private void tap(String wamid) {
    world.control.post(
        "/phones/" + SandboxWorld.WA_ID + "/messages",
        "{\"tap\":{\"messageId\":\"" + wamid + "\",\"index\":0}}");
  }

  private JsonNode inboundPayload(String type) {
    return find("messages", "/messages/0/type", type);
  }

  private JsonNode statusPayload(String status) {
    return find("messages", "/statuses/0/status", status);
  }

  private JsonNode payload(String field, String present) {
    return find(field, present, null);
  }

  /** The request that holds such a change, with that change alone. */
  private JsonNode find(String field, String pointer, String value) {
    for (WebhookReceiver.Call call : world.receiver.calls()) {
      JsonNode payload = call.json();
      for (JsonNode entry : payload.path("entry")) {
        for (JsonNode change : entry.path("changes")) {
          JsonNode found = change.path("value").at(pointer);
          if (change.path("field").asText().equals(field)
              && !found.isMissingNode()
              && (value == null || found.asText().equals(value))) {
            ((ObjectNode) entry).putArray("changes").add(change);
            ((ObjectNode) payload).putArray("entry").add(entry);
            return payload;
          }
        }
      }
    }
    throw new AssertionError("No webhook with " + pointer + " = " + value);
  }

  private static void same(String sample, JsonNode payload) throws IOException {
    assertThat(Shape.differences(Requests.parse(read(sample)), payload, VARYING))
        .as(sample)
        .isEmpty();
  }

  private static String read(String file) throws IOException {
    return Files.readString(REFERENCE.resolve(file));
  }

  private static String response(String path, String method) {
    return "#/paths/"
        + path.replace("/", "~1")
        + "/"
        + method
        + "/responses/200/content/application~1json/schema";
  }

  /** Validates against a schema inside Meta's file, which is OpenAPI 3: close to draft 4. */
  private static void conforms(String pointer, JsonNode answer) throws IOException {
    JsonNode file = openApi();
    JsonNode target = file.at(pointer.substring(1));
    assertThat(target.isObject()).as(pointer).isTrue();
    ObjectNode schema = target.deepCopy();
    schema.set("components", file.path("components"));
    JsonSchema validator =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
    assertThat(validator.validate(answer)).as("%s against %s", answer, pointer).isEmpty();
  }

  private static synchronized JsonNode openApi() throws IOException {
    if (openApi != null) {
      return openApi;
    }
    LoaderOptions large = new LoaderOptions();
    large.setCodePointLimit(64 * 1024 * 1024);
    openApi =
        new ObjectMapper(YAMLFactory.builder().loaderOptions(large).build())
            .readTree(REFERENCE.resolve("meta-business-messaging-api_v23.0.yaml").toFile());
    return openApi;
  }
}
