package io.dromedary.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Template messages against the approved template: every parameter has to fit. */
class SandboxTemplateSendTest {

  private static final String FLIGHT = named("header", "flight", "DR 204");
  private static final String BODY =
      "{\"type\":\"body\",\"parameters\":["
          + namedText("passenger", "Ada")
          + ","
          + namedText("gate", "B7")
          + "]}";
  private static final String MAP = button("url", 2, "text", "b7");
  private static final String GATE = "[" + FLIGHT + "," + BODY + "," + MAP + "]";

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
  void theFilledTemplateIsWhatThePhoneShows() {
    world.approved("templates/gate.json");
    assertThat(world.sendTemplate("gate_changed", GATE).http()).isEqualTo(200);
    JsonNode bubble = world.conversation().at("/messages/0/bubble");
    assertThat(bubble.at("/header/text").asText()).isEqualTo("Flight DR 204");
    assertThat(bubble.path("body").asText()).startsWith("Hello Ada, your flight now leaves");
    assertThat(bubble.at("/buttons/0/payload").asText()).isEqualTo("I know the way");
    assertThat(bubble.at("/buttons/2/url").asText()).isEqualTo("https://example.org/map/b7");
  }

  @Test
  void anUnknownNameOrLanguageIsRefusedWith132001AndHttp404() {
    world.approved("templates/plain.json");
    Requests.Answer name = world.sendTemplate("nobody_knows_it", "[]");
    assertThat(name.code()).isEqualTo(132001);
    assertThat(name.http()).isEqualTo(404);
    assertThat(name.details()).contains("nobody_knows_it").contains("does not exist in en");
    assertThat(world.sendTemplate(SandboxWorld.PHONE, "shop_closed", "de", "[]").code())
        .isEqualTo(132001);
  }

  @Test
  void onlyAnApprovedTemplateIsSent() {
    world.behave("{\"review\":\"3600000\"}");
    world.createTemplate(Requests.fixture("templates/plain.json"));
    assertThat(world.sendTemplate("shop_closed", "[]").code()).isEqualTo(132001);
  }

  @Test
  void aPausedTemplateIsRefusedWith132015AndADisabledOneWith132016() {
    String id = world.approved("templates/plain.json");
    world.control.post("/templates/" + id + "/pause", "{}");
    assertThat(world.sendTemplate("shop_closed", "[]").code()).isEqualTo(132015);
    world.control.post("/templates/" + id + "/disable", "{}");
    assertThat(world.sendTemplate("shop_closed", "[]").code()).isEqualTo(132016);
  }

  @Test
  void theNumberOfParametersMustFit() {
    world.approved("templates/gate.json");
    String one = "[" + FLIGHT + "," + named("body", "gate", "B7") + "," + MAP + "]";
    Requests.Answer answer = world.sendTemplate("gate_changed", one);
    assertThat(answer.code()).isEqualTo(132000);
    assertThat(answer.details())
        .isEqualTo(
            "body: number of localizable_params (1) does not match the expected number of params"
                + " (2)");
    assertThat(world.sendTemplate("gate_changed", "[" + BODY + "," + MAP + "]").code())
        .isEqualTo(132000);
  }

  @Test
  void theKindAndTheNamesMustFit() {
    world.approved("templates/gate.json");
    String positional =
        "{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"Ada\"},"
            + "{\"type\":\"text\",\"text\":\"B7\"}]}";
    String misspelled = BODY.replace("\"gate\"", "\"gat\"");
    String image =
        "{\"type\":\"header\",\"parameters\":[{\"type\":\"image\",\"parameter_name\":\"flight\"}]}";
    for (String components :
        new String[] {
          "[" + FLIGHT + "," + positional + "," + MAP + "]",
          "[" + FLIGHT + "," + misspelled + "," + MAP + "]",
          "[" + image + "," + BODY + "," + MAP + "]",
          "[" + FLIGHT + "," + BODY + "," + button("quick_reply", 2, "payload", "x") + "]"
        }) {
      assertThat(world.sendTemplate("gate_changed", components).code())
          .as(components)
          .isEqualTo(132012);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\nb", "a\\tb", "a     b"})
  void aValueHasNoNewLineTabOrFiveSpaces(String value) {
    world.approved("templates/gate.json");
    String components = GATE.replace("Ada", value);
    Requests.Answer answer = world.sendTemplate("gate_changed", components);
    assertThat(answer.http()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(132018);
    assertThat(answer.details())
        .isEqualTo(
            "Param text cannot have new-line/tab characters or more than 4 consecutive spaces");
  }

  @Test
  void beforeVersion23TheCodeOfAWrongValueIs100() {
    world.approved("templates/gate.json");
    Requests old =
        new Requests(world.sandbox.pageUrl() + "v22.0", SandboxWorld.ACCOUNT.accessToken());
    Requests.Answer answer =
        old.post(
            "/" + SandboxWorld.ACCOUNT.phoneNumberId() + "/messages",
            "{\"messaging_product\":\"whatsapp\",\"to\":\""
                + SandboxWorld.PHONE
                + "\",\"type\":\"template\",\"template\":{\"name\":\"gate_changed\",\"language\":"
                + "{\"code\":\"en\"},\"components\":"
                + GATE.replace("Ada", "a\\tb")
                + "}}");
    assertThat(answer.code()).isEqualTo(100);
  }

  @Test
  void fourSpacesAreAllowedAndAnEmptyValueIsNot() {
    world.approved("templates/gate.json");
    assertThat(world.sendTemplate("gate_changed", GATE.replace("Ada", "a    b")).http())
        .isEqualTo(200);
    assertThat(world.sendTemplate("gate_changed", GATE.replace("Ada", "")).code())
        .isEqualTo(131008);
  }

  @Test
  void aRenderedTextThatIsTooLongIsRefusedWith132005() {
    world.approved("templates/gate.json");
    assertThat(world.sendTemplate("gate_changed", GATE.replace("Ada", "x".repeat(1000))).code())
        .isEqualTo(132005);
    assertThat(world.sendTemplate("gate_changed", GATE.replace("DR 204", "x".repeat(54))).code())
        .isEqualTo(132005);
  }

  @Test
  void aDocumentHeaderIsNeededInEverySend() {
    world.approved("templates/invoice.json");
    String body =
        "{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"R-1\"},"
            + "{\"type\":\"text\",\"text\":\"1 EUR\"}]}";
    Requests.Answer without = world.sendTemplate("invoice_issued", "[" + body + "]");
    assertThat(without.code()).isEqualTo(132012);
    assertThat(without.details())
        .isEqualTo("header: Format mismatch, expected DOCUMENT, received UNKNOWN");
    String header =
        "{\"type\":\"header\",\"parameters\":[{\"type\":\"document\",\"document\":"
            + "{\"link\":\"https://example.org/r-1.pdf\",\"filename\":\"r-1.pdf\"}}]}";
    assertThat(world.sendTemplate("invoice_issued", "[" + header + "," + body + "]").http())
        .isEqualTo(200);
  }

  @Test
  void buttonParametersAreChecked() {
    world.approved("templates/gate.json");
    String start = "[" + FLIGHT + "," + BODY + ",";
    assertThat(world.sendTemplate("gate_changed", "[" + FLIGHT + "," + BODY + "]").details())
        .isEqualTo("buttons: Button at index 2 of type Url requires a parameter");
    assertThat(
            world
                .sendTemplate(
                    "gate_changed", start + MAP + "," + button("url", 7, "text", "x") + "]")
                .code())
        .isEqualTo(131009);
    assertThat(
            world
                .sendTemplate(
                    "gate_changed",
                    start + MAP + "," + button("quick_reply", 0, "payload", "WAY") + "]")
                .http())
        .isEqualTo(200);
    assertThat(world.conversation().at("/messages/0/bubble/buttons/0/payload").asText())
        .isEqualTo("WAY");
  }

  @Test
  void aPasscodeStandsInBodyAndButton() {
    world.approved("templates/otp.json");
    assertThat(otp("493817", "493817").http()).isEqualTo(200);
    assertThat(otp("493817", "111111").code()).isEqualTo(132018);
    assertThat(otp("1234567890123456", "1234567890123456").code()).isEqualTo(132018);
    assertThat(otp("https://x.y", "https://x.y").code()).isEqualTo(132018);
    assertThat(
            world
                .sendTemplate(
                    SandboxWorld.PHONE, "login_code", "de", "[" + positionalBody("493817") + "]")
                .code())
        .isEqualTo(131008);
  }

  @Test
  void aPasscodeCannotGoToAUserId() {
    world.approved("templates/otp.json");
    world.userWrites("Hello");
    String userId = world.conversation().path("userId").asText();
    Requests.Answer answer =
        world.send(
            "{\"messaging_product\":\"whatsapp\",\"recipient\":\""
                + userId
                + "\",\"type\":\"template\",\"template\":{\"name\":\"login_code\",\"language\":"
                + "{\"code\":\"de\"}}}");
    assertThat(answer.code()).isEqualTo(131062);
  }

  private Requests.Answer otp(String inBody, String onButton) {
    return world.sendTemplate(
        SandboxWorld.PHONE,
        "login_code",
        "de",
        "[" + positionalBody(inBody) + "," + button("url", 0, "text", onButton) + "]");
  }

  private static String positionalBody(String text) {
    return "{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}";
  }

  private static String named(String component, String name, String value) {
    return "{\"type\":\"" + component + "\",\"parameters\":[" + namedText(name, value) + "]}";
  }

  private static String namedText(String name, String value) {
    return "{\"type\":\"text\",\"parameter_name\":\"" + name + "\",\"text\":\"" + value + "\"}";
  }

  private static String button(String subType, int index, String kind, String value) {
    return "{\"type\":\"button\",\"sub_type\":\""
        + subType
        + "\",\"index\":\""
        + index
        + "\",\"parameters\":[{\"type\":\""
        + kind
        + "\",\""
        + kind
        + "\":\""
        + value
        + "\"}]}";
  }
}
