package io.dromedary.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Creation, review, listing, edit and deletion of templates. */
class SandboxTemplatesTest {

  private static final String WABA = "/" + SandboxWorld.ACCOUNT.wabaId() + "/message_templates";

  private final HandClock clock = new HandClock("2026-11-21T08:00:00Z");
  private SandboxWorld world;

  @BeforeEach
  void start() {
    world =
        new SandboxWorld(
            settings ->
                settings
                    .withClock(clock)
                    .behaving(b -> b.review(DelayRange.of(Duration.ofMinutes(10)))));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void aTemplateIsPendingUntilItsReviewEnds() {
    JsonNode created = world.createTemplate(Requests.fixture("templates/gate.json")).json();
    assertThat(created.path("status").asText()).isEqualTo("PENDING");
    assertThat(created.path("category").asText()).isEqualTo("UTILITY");
    String id = created.path("id").asText();
    assertThat(world.template(id).path("status").asText()).isEqualTo("PENDING");
    clock.advance(Duration.ofMinutes(10));
    await().until(() -> !statusUpdates().isEmpty());
    JsonNode update = statusUpdates().get(0);
    assertThat(update.path("event").asText()).isEqualTo("APPROVED");
    assertThat(update.path("message_template_id").isIntegralNumber()).isTrue();
    assertThat(update.path("message_template_id").asText()).isEqualTo(id);
    assertThat(update.path("message_template_name").asText()).isEqualTo("gate_changed");
    assertThat(update.path("message_template_language").asText()).isEqualTo("en");
    assertThat(update.path("reason").asText()).isEqualTo("NONE");
    assertThat(world.template(id).path("status").asText()).isEqualTo("APPROVED");
  }

  @Test
  void itIsReadBackWithUpperCaseTypesAndItsFormat() {
    String id = created(Requests.fixture("templates/gate.json"));
    JsonNode template = world.template(id);
    assertThat(template.path("parameter_format").asText()).isEqualTo("NAMED");
    assertThat(template.path("message_send_ttl_seconds").asInt()).isEqualTo(3600);
    assertThat(template.at("/components/0/type").asText()).isEqualTo("HEADER");
    assertThat(template.at("/components/3/buttons/0/type").asText()).isEqualTo("QUICK_REPLY");
    JsonNode some = world.api.get("/" + id + "?fields=status,quality_score").json();
    assertThat(some.properties()).hasSize(3);
    assertThat(some.at("/quality_score/score").asText()).isEqualTo("UNKNOWN");
  }

  @Test
  void anAuthenticationTemplateIsReadBackWithThePlatformsText() {
    JsonNode template = world.template(created(Requests.fixture("templates/otp.json")));
    assertThat(template.at("/components/0/text").asText())
        .startsWith("*{{1}}* ist dein Verifizierungscode. Teile");
    assertThat(template.at("/components/1/text").asText()).contains("5 Minuten");
    assertThat(template.at("/components/2/buttons/0/type").asText()).isEqualTo("URL");
    assertThat(template.at("/components/2/buttons/0/text").asText()).isEqualTo("Code kopieren");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2388299 | {{1}} is ready for you today",
        "2388299 | Your order is ready {{1}}",
        "2388293 | x {{1}} y {{2}} {{3}} w",
        "2388072 | Your order {{2}} is ready for you.",
        "2388072 | Your order {{order}} is ready for you."
      })
  void placeholdersAreCheckedAtOnce(int subcode, String body) {
    Requests.Answer answer = world.createTemplate(template("t", "UTILITY", body, 3));
    assertThat(answer.http()).isEqualTo(400);
    assertThat(answer.json().at("/error/error_subcode").asInt()).isEqualTo(subcode);
    assertThat(answer.json().at("/error/error_user_msg").asText()).isNotEmpty();
  }

  @Test
  void lengthsNamesLanguagesAndTimesToLiveAreChecked() {
    assertThat(subcode(template("t", "UTILITY", "x".repeat(1025), 0))).isEqualTo(2388040);
    assertThat(subcode(template("Upper", "UTILITY", "Fine text", 0))).isEqualTo(2388040);
    assertThat(
            world
                .createTemplate(template("t", "UTILITY", "Fine", 0).replace("\"en\"", "\"de_DE\""))
                .code())
        .isEqualTo(100);
    String ttl =
        template("t", "UTILITY", "Fine", 0)
            .replace("{\"name\"", "{\"message_send_ttl_seconds\":%d,\"name\"");
    assertThat(world.createTemplate(String.format(ttl, 29)).code()).isEqualTo(100);
    assertThat(world.createTemplate(String.format(ttl, 43_201)).code()).isEqualTo(100);
    assertThat(world.createTemplate(String.format(ttl, 43_200)).http()).isEqualTo(200);
  }

  @Test
  void everyPlaceholderNeedsAnExample() {
    String without = template("t", "UTILITY", "Your order {{1}} is ready.", 0);
    assertThat(subcode(without)).isEqualTo(2388072);
  }

  @Test
  void adjacentPlaceholdersAreRejectedByTheReview() {
    created(template("t", "UTILITY", "Your order {{1}}{{2}} is ready for you.", 2));
    clock.advance(Duration.ofMinutes(10));
    await().until(() -> !statusUpdates().isEmpty());
    JsonNode update = statusUpdates().get(0);
    assertThat(update.path("event").asText()).isEqualTo("REJECTED");
    assertThat(update.path("reason").asText()).isEqualTo("INVALID_FORMAT");
    assertThat(update.at("/rejection_info/recommendation").asText()).isNotEmpty();
  }

  @Test
  void theSameBodyAndFooterIsRejectedAsADuplicate() {
    created(template("first", "UTILITY", "Your order is ready.", 0));
    clock.advance(Duration.ofMinutes(10));
    await().until(() -> statusUpdates().size() == 1);
    created(template("second", "UTILITY", "Your order is ready.", 0));
    clock.advance(Duration.ofMinutes(10));
    await().until(() -> statusUpdates().size() == 2);
    assertThat(statusUpdates().get(1).path("event").asText()).isEqualTo("REJECTED");
  }

  @Test
  void marketingWordsMakeAUtilityTemplateMarketing() {
    Requests.Answer answer =
        world.createTemplate(
            template("t", "UTILITY", "Your order is ready; here is a discount for the next.", 0));
    assertThat(answer.json().path("category").asText()).isEqualTo("MARKETING");
    clock.advance(Duration.ofMinutes(10));
    await().until(() -> !statusUpdates().isEmpty());
    assertThat(statusUpdates().get(0).path("message_template_category").asText())
        .isEqualTo("MARKETING");
  }

  @Test
  void aCategoryChangeIsAnnouncedAndThenMade() {
    String id = created(template("t", "UTILITY", "Your order is ready.", 0));
    world.control.post("/templates/" + id + "/recategorise", "{\"announceOnly\":true}");
    await().until(() -> world.receiver.values("template_category_update").size() == 1);
    JsonNode notice = world.receiver.values("template_category_update").get(0);
    assertThat(notice.path("new_category").asText()).isEqualTo("UTILITY");
    assertThat(notice.path("correct_category").asText()).isEqualTo("MARKETING");
    assertThat(world.template(id).path("category").asText()).isEqualTo("UTILITY");
    world.control.post("/templates/" + id + "/recategorise", "{}");
    await().until(() -> world.receiver.values("template_category_update").size() == 2);
    JsonNode change = world.receiver.values("template_category_update").get(1);
    assertThat(change.path("previous_category").asText()).isEqualTo("UTILITY");
    assertThat(change.has("correct_category")).isFalse();
    assertThat(world.template(id).path("category").asText()).isEqualTo("MARKETING");
  }

  @Test
  void onlySoManyTemplatesAreCreatedInAnHour() {
    world.behave("{\"templateCreationsPerHour\":2}");
    created(template("a", "UTILITY", "Text a", 0));
    created(template("b", "UTILITY", "Text b", 0));
    Requests.Answer third = world.createTemplate(template("c", "UTILITY", "Text c", 0));
    assertThat(third.http()).isEqualTo(400);
    assertThat(third.code()).isEqualTo(80008);
    assertThat(third.json().at("/error/error_subcode").asInt()).isEqualTo(2388019);
    clock.advance(Duration.ofHours(1));
    created(template("c", "UTILITY", "Text c", 0));
  }

  @Test
  void theListIsPagedByCursor() {
    for (int i = 0; i < 5; i++) {
      created(template("t" + i, "UTILITY", "Text number " + i, 0));
    }
    List<String> names = new ArrayList<>();
    String next = WABA + "?limit=2&fields=name";
    while (!next.isEmpty()) {
      JsonNode page = world.api.get(next).json();
      page.path("data").forEach(template -> names.add(template.path("name").asText()));
      assertThat(page.at("/paging/cursors/after").asText()).isNotEmpty();
      next = page.at("/paging/next").asText();
    }
    assertThat(names).containsExactly("t0", "t1", "t2", "t3", "t4");
    assertThat(world.api.get(WABA + "?after=nonsense").code()).isEqualTo(131059);
  }

  @Test
  void theListIsFiltered() {
    created(template("orders", "UTILITY", "Text one", 0));
    created(template("offers", "MARKETING", "Text two", 0));
    assertThat(world.api.get(WABA + "?name=order").json().path("data")).hasSize(1);
    assertThat(world.api.get(WABA + "?category=MARKETING").json().path("data")).hasSize(1);
    assertThat(world.api.get(WABA + "?status=APPROVED").json().path("data")).isEmpty();
    assertThat(world.api.get(WABA + "?language=de").json().path("data")).isEmpty();
  }

  @Test
  void anApprovedTemplateIsEditedOnceADay() {
    String id = created(template("t", "UTILITY", "Your order is ready.", 0));
    approve();
    String edit = "{\"components\":[{\"type\":\"BODY\",\"text\":\"Your order %s ready.\"}]}";
    assertThat(world.api.post("/" + id, String.format(edit, "was")).http()).isEqualTo(200);
    assertThat(world.template(id).path("status").asText()).isEqualTo("PENDING");
    approve();
    assertThat(world.api.post("/" + id, String.format(edit, "is")).http()).isEqualTo(400);
    clock.advance(Duration.ofHours(24));
    assertThat(world.api.post("/" + id, String.format(edit, "is")).http()).isEqualTo(200);
  }

  @Test
  void theNameOfADeletedApprovedTemplateIsBlockedFor30Days() {
    created(template("t", "UTILITY", "Your order is ready.", 0));
    approve();
    assertThat(world.api.delete(WABA + "?name=t").json().path("success").asBoolean()).isTrue();
    assertThat(subcode(template("t", "UTILITY", "Your order is ready.", 0))).isEqualTo(2388023);
    clock.advance(Duration.ofDays(30));
    created(template("t", "UTILITY", "Your order is ready.", 0));
  }

  @Test
  void nameAndLanguageAreUnique() {
    created(template("t", "UTILITY", "Your order is ready.", 0));
    assertThat(subcode(template("t", "UTILITY", "Another text.", 0))).isEqualTo(2388024);
  }

  private void approve() {
    int before = statusUpdates().size();
    clock.advance(Duration.ofMinutes(10));
    await().until(() -> statusUpdates().size() > before);
  }

  private List<JsonNode> statusUpdates() {
    return world.receiver.values("message_template_status_update");
  }

  private String created(String json) {
    Requests.Answer answer = world.createTemplate(json);
    assertThat(answer.http()).as(new String(answer.bytes())).isEqualTo(200);
    return answer.json().path("id").asText();
  }

  private int subcode(String json) {
    return world.createTemplate(json).json().at("/error/error_subcode").asInt();
  }

  private static String template(String name, String category, String body, int examples) {
    String values = "\"x\",".repeat(examples);
    String example =
        examples == 0
            ? ""
            : ",\"example\":{\"body_text\":[[" + values.substring(0, values.length() - 1) + "]]}";
    return "{\"name\":\""
        + name
        + "\",\"language\":\"en\",\"category\":\""
        + category
        + "\",\"components\":[{\"type\":\"BODY\",\"text\":\""
        + body
        + "\""
        + example
        + "}]}";
  }
}
