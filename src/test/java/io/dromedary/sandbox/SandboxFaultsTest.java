package io.dromedary.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Misbehaviour on command and by number, and the counts that tell what really happened. */
class SandboxFaultsTest {

  private SandboxWorld world;

  @BeforeEach
  void start() {
    world = new SandboxWorld(settings -> settings.behaving(b -> b.specialNumbers(true)));
    world.approved("templates/plain.json");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void theNextSendsFailWithTheCodeThatWasAskedFor() {
    fault("{\"kind\":\"error\",\"code\":131016,\"times\":2}");
    for (int i = 0; i < 2; i++) {
      Requests.Answer answer = send(SandboxWorld.PHONE);
      assertThat(answer.http()).isEqualTo(500);
      assertThat(answer.code()).isEqualTo(131016);
    }
    assertThat(send(SandboxWorld.PHONE).http()).isEqualTo(200);
    assertThat(stats().path("accepted").asInt()).isEqualTo(1);
    assertThat(stats().at("/refusedByCode/131016").asInt()).isEqualTo(2);
  }

  @Test
  void anHtmlPageCanComeInsteadOfJson() {
    fault("{\"kind\":\"html_500\"}");
    Requests.Answer answer = send(SandboxWorld.PHONE);
    assertThat(answer.http()).isEqualTo(500);
    assertThat(new String(answer.bytes())).startsWith("<!DOCTYPE html>");
    assertThat(stats().path("accepted").asInt()).isZero();
  }

  @Test
  void theConnectionCanCloseBeforeTheMessageIsTaken() {
    fault("{\"kind\":\"close\"}");
    assertThatThrownBy(() -> send(SandboxWorld.PHONE)).isInstanceOf(UncheckedIOException.class);
    assertThat(stats().path("accepted").asInt()).isZero();
  }

  @Test
  void theAnswerCanBeLostAfterTheMessageIsTaken() {
    fault("{\"kind\":\"drop_answer\"}");
    assertThatThrownBy(() -> send(SandboxWorld.PHONE)).isInstanceOf(UncheckedIOException.class);
    assertThat(stats().path("accepted").asInt()).isEqualTo(1);
    await().until(() -> world.receiver.statuses().size() == 3);
  }

  @Test
  void theAnswerCanHang() {
    fault("{\"kind\":\"hang\"}");
    String message =
        "{\"messaging_product\":\"whatsapp\",\"to\":\"+4915112345678\",\"text\":{\"body\":\"x\"}}";
    assertThatThrownBy(
            () ->
                HttpClient.newHttpClient()
                    .send(
                        world
                            .api
                            .request("/" + SandboxWorld.ACCOUNT.phoneNumberId() + "/messages")
                            .timeout(Duration.ofMillis(300))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(message))
                            .build(),
                        BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(stats().path("accepted").asInt()).isZero();
  }

  @Test
  void specialNumbersMisbehaveAsDocumented() throws IOException {
    assertThat(statuses("+4915112340001", 1)).containsExactly("failed");
    assertThat(statuses("+4915112340002", 2)).containsExactly("sent", "delivered");
    assertThat(statuses("+4915112340003", 1)).containsExactly("sent");
    assertThat(send("+4915112340004").code()).isEqualTo(131056);
    assertThat(statuses("+4915112340005", 3)).containsExactly("sent", "delivered", "read");
    assertThat(statuses("+4915112340008", 2)).containsExactly("sent", "failed");
    int before = world.receiver.statuses().size();
    Requests.Answer taken = send("+4915112340006");
    assertThat(taken.http()).isEqualTo(500);
    assertThat(taken.code()).isEqualTo(131000);
    assertThatThrownBy(() -> send("+4915112340007")).isInstanceOf(UncheckedIOException.class);
    await().until(() -> world.receiver.statuses().size() == before + 6);
  }

  @Test
  void marketingDoesNotReachSomebodyWhoStoppedIt() {
    world.createTemplate(
        Requests.fixture("templates/plain.json")
            .replace("shop_closed", "shop_offer")
            .replace("is closed today", "has a discount today"));
    await().until(() -> templateCount("APPROVED") == 2);
    String wamid = world.sendTemplate("+4915112340005", "shop_offer", "en", "[]").wamid();
    await().until(() -> world.receiver.statusesOf(wamid).equals(List.of("failed")));
    assertThat(world.receiver.statuses().get(0).at("/errors/0/code").asInt()).isEqualTo(131050);
  }

  @Test
  void duplicatesAreCountedByCallbackData() {
    for (String callback : List.of("a", "b", "a", "a")) {
      world.sendTo(
          SandboxWorld.PHONE,
          "\"type\":\"template\",\"template\":{\"name\":\"shop_closed\",\"language\":{\"code\":"
              + "\"en\"}},\"biz_opaque_callback_data\":\""
              + callback
              + "\"");
    }
    JsonNode stats = stats();
    assertThat(stats.path("accepted").asInt()).isEqualTo(4);
    assertThat(stats.path("uniqueCallbackData").asInt()).isEqualTo(2);
    assertThat(stats.path("duplicates").asInt()).isEqualTo(2);
    assertThat(stats.at("/duplicateCallbackData/0/callbackData").asText()).isEqualTo("a");
    assertThat(world.control.get("/callback?data=a").json().path("times").asInt()).isEqualTo(3);
  }

  @Test
  void aResetForgetsPhonesAndCountsButKeepsTemplates() {
    send(SandboxWorld.PHONE);
    world.control.post("/reset", "{}");
    assertThat(stats().path("accepted").asInt()).isZero();
    assertThat(world.control.get("/phones").json().path("phones")).isEmpty();
    assertThat(send(SandboxWorld.PHONE).http()).isEqualTo(200);
  }

  @Test
  void theControlApiTakesNoFormsFromForeignPages() {
    Requests.Answer answer =
        world.control.send(
            world
                .control
                .request("/reset")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}"))
                .build());
    assertThat(answer.http()).isEqualTo(400);
  }

  private int templateCount(String status) {
    return world
        .api
        .get("/" + SandboxWorld.ACCOUNT.wabaId() + "/message_templates?status=" + status)
        .json()
        .path("data")
        .size();
  }

  private List<String> statuses(String phone, int count) {
    String wamid = send(phone).wamid();
    await().until(() -> world.receiver.statusesOf(wamid).size() == count);
    return world.receiver.statusesOf(wamid);
  }

  private Requests.Answer send(String phone) {
    return world.sendTemplate(phone, "shop_closed", "en", "[]");
  }

  private void fault(String json) {
    assertThat(world.control.post("/faults", json).http()).isEqualTo(200);
  }

  private JsonNode stats() {
    return world.control.get("/stats").json();
  }
}
