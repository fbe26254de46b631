package io.dromedary.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.consent.ConsentState;
import io.dromedary.person.Identifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmationsTest {

  private static final Confirmations CONFIRMATIONS = Confirmations.shipped();
  private static final List<Identifier> GERMAN = List.of(Identifier.waId("4915112345678"));

  @ParameterizedTest
  @CsvSource({
    "4915112345678, de",
    "33612345678, fr",
    "393123456789, it",
    "34612345678, es",
    "5215512345678, es",
    "16502530000, en",
    "819012345678, en",
    "FR.123, fr",
    "ZZ.123, en",
  })
  void aWordOfSeveralLanguagesIsConfirmedInThatOfTheCountry(String writer, String language) {
    Confirmation confirmation =
        CONFIRMATIONS.of(
            new Wish(ConsentState.WITHDRAWN, "*", ""),
            List.of(Identifier.classify(writer).orElseThrow()));

    assertThat(confirmation.language()).isEqualTo(language);
  }

  @Test
  void aWordOfOneLanguageIsConfirmedInIt() {
    assertThat(CONFIRMATIONS.of(new Wish(ConsentState.WITHDRAWN, "*", "es"), GERMAN).language())
        .isEqualTo("es");
  }

  @Test
  void theTopicIsNamedInTheLanguage() {
    assertThat(CONFIRMATIONS.of(new Wish(ConsentState.WITHDRAWN, "flights", "de"), GERMAN).text())
        .contains("Flüge")
        .doesNotContain("{topic}");
    assertThat(CONFIRMATIONS.of(new Wish(ConsentState.WITHDRAWN, "own-topic", "de"), GERMAN).text())
        .contains("own-topic");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "fr", "it", "es"})
  void everyLanguageHasEveryTextMarkedAsAutomatic(String language) {
    for (ConsentState state : ConsentState.values()) {
      for (String topic : List.of("*", "flights")) {
        assertThat(CONFIRMATIONS.of(new Wish(state, topic, language), GERMAN).text())
            .containsPattern("[Aa]utom[aá]t")
            .hasSizeLessThan(1024);
      }
    }
  }
}
