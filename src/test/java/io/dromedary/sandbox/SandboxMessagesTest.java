package io.dromedary.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends that are taken, and sends that are refused with the platform's codes. */
class SandboxMessagesTest {

  private SandboxWorld world;

  @BeforeEach
  void start() {
    world = new SandboxWorld();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void aTakenTextIsAnsweredWithContactAndWamid() {
    world.userWrites("Hello");
    Requests.Answer answer = world.sendText("Good morning");
    assertThat(answer.http()).isEqualTo(200);
    JsonNode contact = answer.json().path("contacts").path(0);
    assertThat(contact.path("input").asText()).isEqualTo(SandboxWorld.PHONE);
    assertThat(contact.path("wa_id").asText()).isEqualTo(SandboxWorld.WA_ID);
    assertThat(contact.path("user_id").asText()).matches("DE\\.[0-9]+");
    assertThat(answer.wamid()).matches("wamid\\.[A-Za-z0-9+/=]{30,}");
    assertThat(answer.json().path("messages").path(0).has("message_status")).isFalse();
  }

  @Test
  void aTakenTemplateIsAnsweredWithItsStatus() {
    world.approved("templates/plain.json");
    Requests.Answer answer = world.sendTemplate("shop_closed", "[]");
    assertThat(answer.json().path("messages").path(0).path("message_status").asText())
        .isEqualTo("accepted");
  }

  @Test
  void aWrongTokenIsRefusedWith190() {
    Requests stranger = new Requests(world.sandbox.baseUrl(), "wrong");
    Requests.Answer answer = stranger.get("/" + SandboxWorld.ACCOUNT.phoneNumberId());
    assertThat(answer.http()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo(190);
    assertThat(answer.json().path("error").path("type").asText()).isEqualTo("OAuthException");
  }

  @Test
  void anUnknownPhoneNumberIdIsRefusedAsGraphDoes() {
    Requests.Answer answer = world.api.post("/999999999999/messages", "{}");
    assertThat(answer.http()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(100);
    assertThat(answer.json().path("error").path("error_subcode").asInt()).isEqualTo(33);
    assertThat(answer.json().path("error").path("type").asText()).isEqualTo("GraphMethodException");
  }

  @Test
  void noPlusSignMeansTheSendersOwnCountry() {
    assertThat(world.sendTo("6505551234", text()).json().at("/contacts/0/wa_id").asText())
        .isEqualTo("16505551234");
    assertThat(world.sendTo("4915112345678", text()).code()).isEqualTo(131009);
  }

  @ParameterizedTest
  @CsvSource({
    "+52 55 1234 5678, 5215512345678",
    "+54 11 2345 6789, 5491123456789",
    "+55 62 9 8765 4321, 556287654321",
    "+55 11 9 8765 4321, 5511987654321",
    "+1 (650) 555-1234, 16505551234"
  })
  void theWaIdMayDifferFromTheNumberDialled(String dialled, String waId) {
    assertThat(world.sendTo(dialled, text()).json().at("/contacts/0/wa_id").asText())
        .isEqualTo(waId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+49", "hello", "+49151123456789012345", "user@example.org"})
  void aBadNumberIsRefusedWith131009(String number) {
    assertThat(world.sendTo(number, text()).code()).isEqualTo(131009);
  }

  @Test
  void theSenderCannotWriteToItself() {
    String own = "+" + SandboxWorld.ACCOUNT.displayPhoneNumber();
    assertThat(world.sendTo(own, text()).code()).isEqualTo(131021);
  }

  @Test
  void theEnvelopeIsChecked() {
    assertThat(world.send("{\"to\":\"+4915112345678\"}").code()).isEqualTo(100);
    assertThat(world.send("{\"messaging_product\":\"whatsapp\"}").code()).isEqualTo(100);
    assertThat(world.send("not json").code()).isEqualTo(100);
    assertThat(world.sendTo(SandboxWorld.PHONE, "\"type\":\"fax\"").code()).isEqualTo(100);
    assertThat(world.sendTo(SandboxWorld.PHONE, "\"type\":\"text\"").code()).isEqualTo(131008);
    String callback = "x".repeat(513);
    assertThat(
            world
                .sendTo(
                    SandboxWorld.PHONE,
                    text() + ",\"biz_opaque_callback_data\":\"" + callback + "\"")
                .code())
        .isEqualTo(100);
  }

  @Test
  void aTextMayHave4096Characters() {
    world.userWrites("Hello");
    assertThat(world.sendText("x".repeat(4096)).http()).isEqualTo(200);
    assertThat(world.sendText("x".repeat(4097)).code()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "131008 | \"type\":\"image\",\"image\":{}",
        "131008 | \"type\":\"image\",\"image\":{\"id\":\"1\",\"link\":\"https://example.org/a.png\"}",
        "131009 | \"type\":\"image\",\"image\":{\"id\":\"1\"}",
        "100 | \"type\":\"document\",\"document\":{\"link\":\"no address\"}",
        "131008 | \"type\":\"location\",\"location\":{\"latitude\":1}",
        "131009 | \"type\":\"location\",\"location\":{\"latitude\":91,\"longitude\":1}",
        "131008 | \"type\":\"contacts\",\"contacts\":[{\"name\":{\"first_name\":\"Ada\"}}]",
        "131008 | \"type\":\"reaction\",\"reaction\":{\"emoji\":\"x\"}",
        "131009 | \"type\":\"reaction\",\"reaction\":{\"message_id\":\"wamid.1\",\"emoji\":\"x\"}",
        "131009 | \"type\":\"interactive\",\"interactive\":{\"type\":\"button\",\"body\":{\"text\":\"b\"},\"action\":{\"buttons\":[]}}",
        "131009 | \"type\":\"interactive\",\"interactive\":{\"type\":\"button\",\"body\":{\"text\":\"b\"},\"action\":{\"buttons\":[{\"type\":\"reply\",\"reply\":{\"id\":\"1\",\"title\":\"a title that is too long\"}}]}}",
        "131008 | \"type\":\"interactive\",\"interactive\":{\"type\":\"list\",\"action\":{\"button\":\"x\"}}",
        "131009 | \"type\":\"interactive\",\"interactive\":{\"type\":\"cta_url\",\"body\":{\"text\":\"b\"},\"action\":{\"name\":\"cta_url\",\"parameters\":{\"display_text\":\"Go\",\"url\":\"javascript:1\"}}}"
      })
  void wrongContentIsRefused(int code, String members) {
    world.userWrites("Hello");
    assertThat(world.sendTo(SandboxWorld.PHONE, members).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"type\":\"image\",\"image\":{\"link\":\"https://example.org/a.png\",\"caption\":\"A\"}",
        "\"type\":\"document\",\"document\":{\"link\":\"https://example.org/a.pdf\",\"filename\":\"a.pdf\"}",
        "\"type\":\"location\",\"location\":{\"latitude\":\"52.5\",\"longitude\":13.4,\"name\":\"Here\"}",
        "\"type\":\"contacts\",\"contacts\":[{\"name\":{\"formatted_name\":\"Ada L\",\"first_name\":\"Ada\"}}]",
        "\"type\":\"interactive\",\"interactive\":{\"type\":\"list\",\"body\":{\"text\":\"b\"},\"action\":{\"button\":\"x\",\"sections\":[{\"rows\":[{\"id\":\"1\",\"title\":\"One\"}]}]}}",
        "\"type\":\"interactive\",\"interactive\":{\"type\":\"cta_url\",\"body\":{\"text\":\"b\"},\"action\":{\"name\":\"cta_url\",\"parameters\":{\"display_text\":\"Go\",\"url\":\"https://example.org\"}}}",
        "\"text\":{\"body\":\"the type is text when it is left out\"}"
      })
  void everyKindOfMessageIsTakenInAnOpenWindow(String members) {
    world.userWrites("Hello");
    Requests.Answer answer = world.sendTo(SandboxWorld.PHONE, members);
    assertThat(answer.http()).as(new String(answer.bytes())).isEqualTo(200);
    await()
        .untilAsserted(
            () ->
                assertThat(world.receiver.statusesOf(answer.wamid()))
                    .containsExactlyInAnyOrder("sent", "delivered", "read"));
  }

  @Test
  void aReactionIsReportedAsSentOnly() {
    world.userWrites("Hello");
    String target = world.receiverInboundId();
    Requests.Answer answer =
        world.sendTo(
            SandboxWorld.PHONE,
            "\"type\":\"reaction\",\"reaction\":{\"message_id\":\""
                + target
                + "\",\"emoji\":\"👍\"}");
    await()
        .untilAsserted(
            () -> assertThat(world.receiver.statusesOf(answer.wamid())).containsExactly("sent"));
    Requests.Answer unknown =
        world.sendTo(
            SandboxWorld.PHONE,
            "\"type\":\"reaction\",\"reaction\":{\"message_id\":\"wamid.x\",\"emoji\":\"👍\"}");
    await()
        .untilAsserted(
            () -> assertThat(world.receiver.statusesOf(unknown.wamid())).containsExactly("failed"));
  }

  @Test
  void aReceivedMessageCanBeMarkedAsRead() {
    world.userWrites("Hello");
    String id = world.receiverInboundId();
    String read = "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"%s\"}";
    assertThat(world.send(String.format(read, id)).json().path("success").asBoolean()).isTrue();
    assertThat(world.send(String.format(read, "wamid.other")).code()).isEqualTo(131009);
  }

  @Test
  void theThroughputOfTheNumberIsLimited() {
    world.behave("{\"throughputPerSecond\":1}");
    world.userWrites("Hello");
    boolean limited = false;
    for (int i = 0; i < 20 && !limited; i++) {
      Requests.Answer answer = world.sendText("x");
      limited = answer.code() == 130429 && answer.http() == 400;
    }
    assertThat(limited).isTrue();
  }

  @Test
  void onePersonGetsABurstAndThenThePairLimit() {
    world.behave("{\"pairBurst\":3,\"pairInterval\":3600000}");
    world.userWrites("Hello");
    for (int i = 0; i < 3; i++) {
      assertThat(world.sendText("x").http()).isEqualTo(200);
    }
    assertThat(world.sendText("x").code()).isEqualTo(131056);
    assertThat(world.sendTo("+4915187654321", text()).http()).isEqualTo(200);
  }

  @Test
  void aUserIdIsARecipientToo() {
    world.userWrites("Hello");
    String userId = world.conversation().path("userId").asText();
    Requests.Answer answer =
        world.send(
            "{\"messaging_product\":\"whatsapp\",\"recipient\":\"" + userId + "\"," + text() + "}");
    assertThat(answer.http()).isEqualTo(200);
    assertThat(answer.json().at("/contacts/0/input").asText()).isEqualTo(userId);
    assertThat(answer.json().at("/contacts/0").has("wa_id")).isFalse();
  }

  private static String text() {
    return "\"type\":\"text\",\"text\":{\"body\":\"Hello\"}";
  }
}
