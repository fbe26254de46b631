package io.dromedary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.template.Catalogue;
import io.dromedary.template.Category;
import io.dromedary.template.InMemoryTemplateStates;
import io.dromedary.template.TemplateState;
import io.dromedary.template.TemplateStatus;
import io.dromedary.template.UsableTemplates;
import io.dromedary.whatsapp.GraphAnswer;
import io.dromedary.whatsapp.GraphApi;
import io.dromedary.whatsapp.TemplateHeaderExamples;
import io.dromedary.whatsapp.TemplateSync;
import io.dromedary.whatsapp.TemplateSyncSettings;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplateApiTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final InMemoryTemplateStates states = new InMemoryTemplateStates();
  private final UsableTemplates usable = new UsableTemplates(states, false);
  private TemplateApi api = api();

  @BeforeEach
  void aTemplateThatMetaMoved() {
    api = api();
    TemplateState approved =
        new TemplateState(
            "gate",
            "en",
            "1",
            TemplateStatus.APPROVED,
            Category.UTILITY,
            Category.UTILITY,
            null,
            null,
            NOW.minusSeconds(60));
    states.save(approved.withCategory(Category.MARKETING, null, NOW));
    usable.refresh();
  }

  private TemplateApi api() {
    TemplateSync sync =
        new TemplateSync(
            new Unreachable(),
            states,
            Catalogue::empty,
            TemplateHeaderExamples.withoutApp(),
            TemplateSyncSettings.of("1", false));
    return new TemplateApi(states, sync, sync, usable, InstantSource.fixed(NOW));
  }

  @Test
  void confirmingWhatMetaStillFilesElsewhereIsRefused() {
    assertThat(refused("gate", "en").status()).isEqualTo(409);
    assertThat(usable.whyNot("gate", "en")).contains("category-drift");
  }

  @Test
  void confirmingWhatMetaMovedBackLetsItBeSentAtOnce() throws IOException {
    states.update("gate", "en", state -> state.withCategory(Category.UTILITY, null, NOW));
    usable.refresh();
    assertThat(usable.usable("gate", "en")).isFalse();

    JsonNode answer = body(api.confirm("gate", "en"));

    assertThat(answer.path("usable").asBoolean()).isTrue();
    assertThat(answer.path("driftedAt").isNull()).isTrue();
    assertThat(usable.usable("gate", "en")).isTrue();
    assertThat(body(api.list()).path("notices").get(0).path("kind").asText())
        .isEqualTo("category-confirmed");
  }

  @Test
  void confirmingTwiceIsConfirmingOnce() {
    states.update("gate", "en", state -> state.withCategory(Category.UTILITY, null, NOW));
    api.confirm("gate", "en");

    assertThat(api.confirm("gate", "en").status()).isEqualTo(200);
    assertThat(states.notices(9)).hasSize(1);
  }

  @Test
  void aTemplateThatNobodyKnowsCannotBeConfirmed() {
    assertThat(refused("gate", "de").status()).isEqualTo(404);
  }

  private Problem refused(String name, String language) {
    return catchThrowableOfType(ProblemException.class, () -> api.confirm(name, language))
        .problem();
  }

  /** Nothing here asks the account. */
  private static final class Unreachable implements GraphApi {
    @Override
    public GraphAnswer get(String pathAndQuery) {
      throw new AssertionError(pathAndQuery);
    }

    @Override
    public GraphAnswer post(String path, JsonNode body) {
      throw new AssertionError(path);
    }
  }

  private static JsonNode body(Answer answer) throws IOException {
    return new ObjectMapper().readTree(String.valueOf(answer.body()));
  }
}
