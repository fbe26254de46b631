package io.dromedary.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.template.Category;
import io.dromedary.template.InMemoryTemplateStates;
import io.dromedary.template.TemplateNotice;
import io.dromedary.template.TemplateState;
import io.dromedary.template.TemplateStatus;
import io.dromedary.whatsapp.TemplateWebhooks.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateWebhooksTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");
  private static final long ID = 9007199254740993L;
  private static final String STATUS = "message_template_status_update";

  private final InMemoryTemplateStates states = new InMemoryTemplateStates();
  private final TemplateWebhooks webhooks = new TemplateWebhooks(states);

  @BeforeEach
  void anApprovedTemplate() {
    states.save(
        new TemplateState(
            "gate",
            "en_US",
            Long.toString(ID),
            TemplateStatus.APPROVED,
            Category.UTILITY,
            Category.UTILITY,
            null,
            "GREEN",
            T0));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private Result apply(String field, String members, Instant at) {
    return webhooks.apply(
        field,
        json(
            "{"
                + members
                + ",'message_template_id':"
                + ID
                + ",'message_template_name':'gate','message_template_language':'en-US'}"),
        at);
  }

  private TemplateState gate() {
    return states.find("gate", "en_US").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "PAUSED, PAUSED",
    "DISABLED, DISABLED",
    "REJECTED, REJECTED",
    "PENDING, PENDING",
    "IN_APPEAL, IN_APPEAL",
    "PENDING_DELETION, PENDING_DELETION",
    "DELETED, DELETED",
    "LIMIT_EXCEEDED, LIMIT_EXCEEDED",
    "ARCHIVED, ARCHIVED",
    "REINSTATED, APPROVED",
    "UNPAUSED, APPROVED",
    "LOCKED, UNKNOWN",
    "SOMETHING_NEW, UNKNOWN"
  })
  void eventsBecomeStates(String event, TemplateStatus expected) {
    Result result = apply(STATUS, "'event':'" + event + "','reason':null", T0.plusSeconds(1));

    assertThat(result).isEqualTo(Result.APPLIED);
    assertThat(gate().status()).isEqualTo(expected);
    assertThat(gate().statusAt()).isEqualTo(T0.plusSeconds(1));
  }

  @Test
  void unknownEventsKeepTheirWord() {
    apply(STATUS, "'event':'SOMETHING_NEW'", T0.plusSeconds(1));

    assertThat(gate().reason()).isEqualTo("SOMETHING_NEW");
    assertThat(states.notices(5)).extracting(TemplateNotice::kind).contains("unknown-event");
  }

  @Test
  void aRejectionSaysWhy() {
    apply(
        STATUS,
        "'event':'REJECTED','reason':'INVALID_FORMAT','rejection_info':{'reason':'side by side'}",
        T0.plusSeconds(1));

    assertThat(gate().reason()).isEqualTo("INVALID_FORMAT: side by side");
  }

  @Test
  void theSameEventAgainChangesNothing() {
    apply(STATUS, "'event':'PAUSED','other_info':{'title':'FIRST_PAUSE'}", T0.plusSeconds(1));
    TemplateState once = gate();
    apply(STATUS, "'event':'PAUSED','other_info':{'title':'FIRST_PAUSE'}", T0.plusSeconds(1));

    assertThat(gate()).isEqualTo(once);
    assertThat(once.reason()).isEqualTo("FIRST_PAUSE");
  }

  @Test
  void anOlderEventDoesNotBringBackAnOlderState() {
    apply(STATUS, "'event':'PAUSED'", T0.plusSeconds(10));

    assertThat(apply(STATUS, "'event':'APPROVED'", T0.plusSeconds(9))).isEqualTo(Result.STALE);
    assertThat(gate().status()).isEqualTo(TemplateStatus.PAUSED);
  }

  @Test
  void statusQualityAndCategoryHaveTimesOfTheirOwn() {
    apply("message_template_quality_update", "'new_quality_score':'RED'", T0.plusSeconds(10));

    assertThat(apply(STATUS, "'event':'PAUSED'", T0.plusSeconds(5))).isEqualTo(Result.APPLIED);
    assertThat(gate().quality()).isEqualTo("RED");
    assertThat(gate().status()).isEqualTo(TemplateStatus.PAUSED);
  }

  @Test
  void withinOneSecondAReviewDoesNotBeginAgain() {
    apply(STATUS, "'event':'APPROVED'", T0.plusSeconds(5));

    assertThat(apply(STATUS, "'event':'PENDING'", T0.plusSeconds(5))).isEqualTo(Result.STALE);
    assertThat(apply(STATUS, "'event':'PENDING'", T0.plusSeconds(6))).isEqualTo(Result.APPLIED);
  }

  @Test
  void qualityIsKnownByItsMembersUnderMetasWrongFieldName() {
    apply(
        STATUS, "'previous_quality_score':'GREEN','new_quality_score':'YELLOW'", T0.plusSeconds(1));

    assertThat(gate().quality()).isEqualTo("YELLOW");
    assertThat(gate().status()).isEqualTo(TemplateStatus.APPROVED);
  }

  @Test
  void theNoticeOfACategoryChangeIsNotTheChange() {
    apply(
        "template_category_update",
        "'new_category':'UTILITY','correct_category':'MARKETING'",
        T0.plusSeconds(1));
    assertThat(gate().category()).isEqualTo(Category.UTILITY);
    assertThat(gate().announcedCategory()).isEqualTo(Category.MARKETING);
    assertThat(gate().usable()).isTrue();
    assertThat(states.notices(5))
        .singleElement()
        .extracting(TemplateNotice::kind)
        .isEqualTo("category-announced");

    apply(
        "template_category_update",
        "'previous_category':'UTILITY','new_category':'MARKETING'",
        T0.plusSeconds(86_400));
    assertThat(gate().categoryDrifted()).isTrue();
    assertThat(gate().usable()).isFalse();
    assertThat(gate().announcedCategory()).isNull();
  }

  @Test
  void oldPayloadsNameOnlyTheNewCategory() {
    apply("template_category_update", "'new_category':'MARKETING'", T0.plusSeconds(1));

    assertThat(gate().categoryDrifted()).isTrue();
  }

  @Test
  void anApprovalMayComeWithAnotherCategory() {
    apply(STATUS, "'event':'APPROVED','message_template_category':'MARKETING'", T0.plusSeconds(1));

    assertThat(gate().usable()).isFalse();
  }

  @Test
  void aTemplateThatWentAndCameBackStandsStillUntilConfirmed() {
    category("MARKETING", 1);
    category("UTILITY", 60);

    assertThat(gate().categoryDrifted()).isFalse();
    assertThat(gate().awaitsConfirmation()).isTrue();
    assertThat(gate().usable()).isFalse();

    states.update("gate", "en_US", TemplateState::confirmed);
    assertThat(gate().usable()).isTrue();
  }

  @Test
  void aSecondMoveStopsItAgain() {
    category("MARKETING", 1);
    category("UTILITY", 60);
    states.update("gate", "en_US", TemplateState::confirmed);
    category("MARKETING", 120);
    category("UTILITY", 180);

    assertThat(gate().usable()).isFalse();
    assertThat(gate().driftedAt()).isEqualTo(T0.plusSeconds(120));
  }

  @Test
  void theSameCategoryAgainStopsNothing() {
    category("UTILITY", 1);

    assertThat(gate().usable()).isTrue();
  }

  @Test
  void beforeOurFileIsKnownAnyMoveStopsIt() {
    states.save(gate().withDeclaredCategory(null));
    category("MARKETING", 1);
    states.update("gate", "en_US", state -> state.withDeclaredCategory(Category.MARKETING));

    assertThat(gate().usable()).isFalse();
  }

  @Test
  void aChangeOfOurFileIsNoMoveOfMetas() {
    states.save(gate().withDeclaredCategory(Category.AUTHENTICATION));
    category("UTILITY", 1);
    assertThat(gate().usable()).isFalse();
    states.update("gate", "en_US", state -> state.withDeclaredCategory(Category.UTILITY));

    assertThat(gate().usable()).isTrue();
  }

  @Test
  void whatIsStillMovedCannotBeConfirmed() {
    category("MARKETING", 1);

    assertThatThrownBy(() -> gate().confirmed()).isInstanceOf(IllegalStateException.class);
  }

  private void category(String category, long after) {
    apply("template_category_update", "'new_category':'" + category + "'", T0.plusSeconds(after));
  }

  @Test
  void changedContentIsNoted() {
    assertThat(
            apply(
                "message_template_components_update",
                "'message_template_element':'Other text'",
                T0.plusSeconds(1)))
        .isEqualTo(Result.NOTED);
    assertThat(states.notices(1).get(0).detail()).isEqualTo("Other text");
  }

  @Test
  void aFlagLeavesTheStatus() {
    apply(STATUS, "'event':'FLAGGED','disable_info':{'disable_date':'January 31, 2027'}", T0);

    assertThat(gate().status()).isEqualTo(TemplateStatus.APPROVED);
    assertThat(states.notices(1).get(0).detail()).contains("January 31, 2027");
  }

  @Test
  void theIdDecidesWhateverTheLanguageIsCalled() {
    webhooks.apply(
        STATUS,
        json(
            "{'event':'PAUSED','message_template_id':"
                + ID
                + ",'message_template_name':'gate','message_template_language':'en'}"),
        T0.plusSeconds(1));

    assertThat(gate().status()).isEqualTo(TemplateStatus.PAUSED);
    assertThat(states.all()).hasSize(1);
  }

  @Test
  void withoutAKnownIdNameAndLanguageDecide() {
    webhooks.apply(
        STATUS,
        json(
            "{'event':'APPROVED','message_template_id':77,"
                + "'message_template_name':'new','message_template_language':'pt-BR'}"),
        T0);

    assertThat(states.find("new", "pt_BR").orElseThrow().metaId()).isEqualTo("77");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "null", "{'event':'APPROVED'}", "{'message_template_id':null}"})
  void valuesWithoutATemplateAreIgnored(String value) {
    assertThat(webhooks.apply(STATUS, json(value), T0)).isEqualTo(Result.IGNORED);
    assertThat(webhooks.apply("messages", json(value), T0)).isEqualTo(Result.IGNORED);
  }

  @Test
  void otherMembersAreNoted() {
    assertThat(apply("message_template_fancy_update", "'x':1", T0)).isEqualTo(Result.NOTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bindambc.rejectedTemplate",
        "pywa.template_category_update.marketing",
        "pywa.template_components_update.all",
        "pywa.template_components_update.element",
        "pywa.template_quality_update.yellow",
        "pywa.template_status_update.rejected"
      })
  void publishedSamplesAreUnderstood(String name) throws IOException {
    Path file = Path.of("../shared/reference/whatsapp/webhooks", name + ".json");
    Assumptions.assumeTrue(Files.exists(file));
    JsonNode change = JSON.readTree(Files.readAllBytes(file)).at("/entry/0/changes/0");

    assertThat(webhooks.apply(change.path("field").asText(), change.path("value"), T0))
        .isIn(Result.APPLIED, Result.NOTED);
  }
}
