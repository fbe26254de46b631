package io.dromedary.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is reported, in which shape, signed, repeated, disordered and retried. */
class SandboxWebhooksTest {

  private final HandClock clock = new HandClock("2026-11-21T08:00:00.250Z");
  private SandboxWorld world = new SandboxWorld(settings -> settings.withClock(clock));

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void theSignatureIsOverTheRawBytes() throws Exception {
    world.userWrites("Grüße aus Köln / 👍");
    await().until(() -> !world.receiver.calls().isEmpty());
    WebhookReceiver.Call call = world.receiver.calls().get(0);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            SandboxWorld.ACCOUNT.appSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    assertThat(call.signature())
        .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(call.body())));
    String raw = new String(call.body(), StandardCharsets.UTF_8);
    assertThat(raw).contains("Gr\\u00fc\\u00dfe aus K\\u00f6ln \\/ \\ud83d\\udc4d");
    assertThat(Requests.parse(call.body()).at("/entry/0/changes/0/value/messages/0/text/body"))
        .isEqualTo(Requests.parse("\"Grüße aus Köln / 👍\""));
  }

  @Test
  void aMessageIsReportedAsSentDeliveredAndRead() {
    world.approved("templates/plain.json");
    Requests.Answer answer =
        world.sendTo(
            SandboxWorld.PHONE,
            "\"type\":\"template\",\"template\":{\"name\":\"shop_closed\",\"language\":{\"code\":"
                + "\"en\"}},\"biz_opaque_callback_data\":\"ntf-1\"");
    await().until(() -> world.receiver.statusesOf(answer.wamid()).size() == 3);
    assertThat(world.receiver.statusesOf(answer.wamid()))
        .containsExactly("sent", "delivered", "read");
    for (JsonNode status : world.receiver.statuses()) {
      assertThat(status.path("timestamp").isTextual()).isTrue();
      assertThat(status.path("timestamp").asText())
          .isEqualTo("" + clock.instant().getEpochSecond());
      assertThat(status.path("recipient_id").asText()).isEqualTo(SandboxWorld.WA_ID);
      assertThat(status.path("biz_opaque_callback_data").asText()).isEqualTo("ntf-1");
      assertThat(status.has("conversation")).isFalse();
      boolean read = status.path("status").asText().equals("read");
      assertThat(status.has("pricing")).isEqualTo(!read);
    }
    JsonNode pricing = world.receiver.statuses().get(0).path("pricing");
    assertThat(pricing.path("pricing_model").asText()).isEqualTo("PMP");
    assertThat(pricing.path("category").asText()).isEqualTo("utility");
    JsonNode entry = world.receiver.calls().get(1).json().at("/entry/0");
    assertThat(entry.path("id").asText()).isEqualTo(SandboxWorld.ACCOUNT.wabaId());
    assertThat(entry.has("time")).isFalse();
  }

  @Test
  void managementFieldsCarryATime() {
    world.approved("templates/plain.json");
    await().until(() -> !world.receiver.calls().isEmpty());
    JsonNode entry = world.receiver.calls().get(0).json().at("/entry/0");
    assertThat(entry.path("time").isIntegralNumber()).isTrue();
  }

  @Test
  void theWindowIsOpenUntilTheClosingInstant() {
    Requests.Answer before = world.sendText("too early");
    assertThat(before.http()).isEqualTo(200);
    await().until(() -> world.receiver.statusesOf(before.wamid()).equals(List.of("failed")));
    JsonNode failed = world.receiver.statuses().get(0);
    assertThat(failed.at("/errors/0/code").asInt()).isEqualTo(131047);
    assertThat(failed.has("pricing")).isFalse();

    world.userWrites("Hello");
    clock.advance(Duration.ofHours(24).minusMillis(251));
    Requests.Answer inside = world.sendText("just in time");
    await().until(() -> world.receiver.statusesOf(inside.wamid()).contains("delivered"));

    clock.advance(Duration.ofMillis(1));
    Requests.Answer outside = world.sendText("a moment too late");
    await().until(() -> world.receiver.statusesOf(outside.wamid()).equals(List.of("failed")));
  }

  @Test
  void aClosedWindowCanBeToldAtOnce() {
    world.behave("{\"closedWindow\":\"AT_ONCE\"}");
    Requests.Answer answer = world.sendText("too early");
    assertThat(answer.http()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(131047);
  }

  @Test
  void everyWebhookCanComeTwice() {
    world.approved("templates/plain.json");
    world.behave("{\"repeatProbability\":1}");
    Requests.Answer answer = world.sendTemplate("shop_closed", "[]");
    await().until(() -> world.receiver.statusesOf(answer.wamid()).size() == 6);
    List<JsonNode> sent =
        world.receiver.statuses().stream()
            .filter(status -> status.path("status").asText().equals("sent"))
            .toList();
    assertThat(sent).hasSize(2);
    assertThat(sent.get(0)).isEqualTo(sent.get(1));
  }

  @Test
  void deliveredCanComeBeforeSent() {
    world.approved("templates/plain.json");
    world.behave("{\"disorderProbability\":1,\"sent\":\"1000\",\"delivered\":\"1000\"}");
    Requests.Answer answer = world.sendTemplate("shop_closed", "[]");
    clock.advance(Duration.ofSeconds(2));
    await().until(() -> world.receiver.statusesOf(answer.wamid()).size() == 3);
    assertThat(world.receiver.statusesOf(answer.wamid()))
        .containsExactly("delivered", "sent", "read");
    List<JsonNode> statuses = world.receiver.statuses();
    assertThat(statuses.get(0).path("timestamp").asLong())
        .isGreaterThan(statuses.get(1).path("timestamp").asLong());
  }

  @Test
  void aWebhookIsRepeatedUntilItIsAnsweredWith200() {
    world.receiver.failNext(2, 500);
    world.userWrites("Hello");
    await().until(() -> world.receiver.inbound().size() == 1);
    world.receiver.failNext(2, 202);
    world.userWrites("Again");
    await().until(() -> world.receiver.inbound().size() == 2);
    await()
        .untilAsserted(
            () -> assertThat(stats().path("webhookRequestsFailed").asInt()).isEqualTo(4));
    assertThat(stats().path("pendingWebhookEvents").asInt()).isZero();
  }

  @Test
  void manyStatusesTravelTogether() {
    world.approved("templates/plain.json");
    world.behave("{\"webhookGather\":500,\"webhookBatch\":10,\"readProbability\":0}");
    for (int i = 0; i < 10; i++) {
      world.sendTemplate("shop_closed", "[]");
    }
    await().until(() -> world.receiver.statuses().size() == 20);
    assertThat(world.receiver.calls())
        .anySatisfy(call -> assertThat(call.json().at("/entry/0/changes")).hasSize(10));
  }

  @Test
  void aTapOnAQuickReplyArrivesAsButtonWithItsContext() {
    world.approved("templates/gate.json");
    String components =
        "[{\"type\":\"header\",\"parameters\":[{\"type\":\"text\",\"parameter_name\":\"flight\","
            + "\"text\":\"DR 1\"}]},{\"type\":\"body\",\"parameters\":[{\"type\":\"text\","
            + "\"parameter_name\":\"gate\",\"text\":\"B7\"},{\"type\":\"text\",\"parameter_name\":"
            + "\"passenger\",\"text\":\"Ada\"}]},{\"type\":\"button\",\"sub_type\":\"quick_reply\","
            + "\"index\":1,\"parameters\":[{\"type\":\"payload\",\"payload\":\"STOP_FLIGHT\"}]},"
            + "{\"type\":\"button\",\"sub_type\":\"url\",\"index\":2,\"parameters\":[{\"type\":"
            + "\"text\",\"text\":\"b7\"}]}]";
    String wamid = world.sendTemplate("gate_changed", components).wamid();
    Requests.Answer tap =
        world.control.post(
            "/phones/" + SandboxWorld.WA_ID + "/messages",
            "{\"tap\":{\"messageId\":\"" + wamid + "\",\"index\":1}}");
    assertThat(tap.http()).isEqualTo(200);
    await().until(() -> !world.receiver.inbound().isEmpty());
    JsonNode message = world.receiver.inbound().get(0);
    assertThat(message.path("type").asText()).isEqualTo("button");
    assertThat(message.at("/button/payload").asText()).isEqualTo("STOP_FLIGHT");
    assertThat(message.at("/button/text").asText()).isEqualTo("Stop these messages");
    assertThat(message.at("/context/id").asText()).isEqualTo(wamid);
    assertThat(message.at("/context/from").asText())
        .isEqualTo(SandboxWorld.ACCOUNT.displayPhoneNumber());
    assertThat(world.conversation().path("windowOpen").asBoolean()).isTrue();
  }

  @Test
  void interactiveRepliesArriveAsInteractive() {
    world.userWrites("Hello");
    String buttons =
        world
            .sendTo(
                SandboxWorld.PHONE,
                "\"type\":\"interactive\",\"interactive\":{\"type\":\"button\",\"body\":{\"text\":"
                    + "\"Again?\"},\"action\":{\"buttons\":[{\"type\":\"reply\",\"reply\":{\"id\":"
                    + "\"y\",\"title\":\"Yes\"}}]}}")
            .wamid();
    String list =
        world
            .sendTo(
                SandboxWorld.PHONE,
                "\"type\":\"interactive\",\"interactive\":{\"type\":\"list\",\"body\":{\"text\":"
                    + "\"When?\"},\"action\":{\"button\":\"Times\",\"sections\":[{\"rows\":[{\"id\":"
                    + "\"t1\",\"title\":\"Nine\",\"description\":\"o'clock\"}]}]}}")
            .wamid();
    String path = "/phones/" + SandboxWorld.WA_ID + "/messages";
    world.control.post(path, "{\"tap\":{\"messageId\":\"" + buttons + "\",\"index\":0}}");
    world.control.post(path, "{\"choose\":{\"messageId\":\"" + list + "\",\"rowId\":\"t1\"}}");
    await().until(() -> world.receiver.inbound().size() == 3);
    assertThat(world.receiver.inbound().get(1).at("/interactive/button_reply"))
        .isEqualTo(Requests.parse("{\"id\":\"y\",\"title\":\"Yes\"}"));
    assertThat(world.receiver.inbound().get(2).at("/interactive/list_reply/description").asText())
        .isEqualTo("o'clock");
  }

  @Test
  void somebodyWhoHidesTheNumberIsKnownByUserIdOnly() {
    world.control.post(
        "/phones", "{\"number\":\"" + SandboxWorld.PHONE + "\",\"hidesNumber\":true}");
    world.control.post("/phones/" + SandboxWorld.WA_ID + "/messages", "{\"text\":\"Hello\"}");
    await().until(() -> !world.receiver.inbound().isEmpty());
    JsonNode value = world.receiver.values("messages").get(0);
    assertThat(value.at("/messages/0").has("from")).isFalse();
    assertThat(value.at("/contacts/0").has("wa_id")).isFalse();
    assertThat(value.at("/messages/0/from_user_id").asText()).startsWith("DE.");
  }

  @Test
  void anOverrideIsVerifiedAndTakesMessagesOnly() {
    String path = "/" + SandboxWorld.ACCOUNT.wabaId() + "/subscribed_apps";
    try (WebhookReceiver other = new WebhookReceiver()) {
      String body = "{\"override_callback_uri\":\"" + other.uri() + "\",\"verify_token\":\"%s\"}";
      assertThat(world.api.post(path, String.format(body, "bad-token")).code()).isEqualTo(2200);
      assertThat(world.api.post(path, String.format(body, "good-token")).http()).isEqualTo(200);
      world.userWrites("Hello");
      await().until(() -> other.inbound().size() == 1);
      world.approved("templates/plain.json");
      await().until(() -> !world.receiver.values("message_template_status_update").isEmpty());
      assertThat(world.receiver.inbound()).isEmpty();
      assertThat(world.api.get(path).json().path("data")).hasSize(1);
      world.api.delete(path);
      assertThat(world.api.get(path).json().path("data")).isEmpty();
    }
  }

  private JsonNode stats() {
    return world.control.get("/stats").json();
  }
}
