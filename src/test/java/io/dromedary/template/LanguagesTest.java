package io.dromedary.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {

  private static Template template(String defaultLanguage, String... languages) {
    Map<String, Wording> wordings = new LinkedHashMap<>();
    for (String language : languages) {
      wordings.put(language, Wording.of(new Header.None(), "Words", null, List.of(), Map.of()));
    }
    return new Template("words", Category.UTILITY, defaultLanguage, null, wordings, null);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "de-AT, de_AT",
        "de_AT, de_AT",
        "de-CH, de",
        "de, de",
        "DE-at, de_AT",
        "fr-FR, en",
        "-, en",
        "'', en",
        "nonsense!, en",
        "zh-Hant-TW, zh_TW"
      })
  void exactThenLanguageThenDefault(String recipient, String expected) {
    Template template = template("en", "en", "de", "de_AT", "zh_TW");

    assertThat(Languages.choose(recipient, template, language -> true)).contains(expected);
  }

  @Test
  void onlyUsableLanguagesAreChosen() {
    Template template = template("en", "en", "de", "de_AT");

    assertThat(Languages.choose("de-AT", template, Set.of("de", "en")::contains)).contains("de");
    assertThat(Languages.choose("de-AT", template, Set.of("en")::contains)).contains("en");
    assertThat(Languages.choose("de-AT", template, language -> false)).isEmpty();
  }

  @Test
  void theDefaultLanguageIsNotOfferedWithoutItsText() {
    assertThat(Languages.choose("fr", template("en", "de"), language -> true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "de-CH, de, de-CH",
        "fr-CH, de, de-CH",
        "de, de, de",
        "-, en_GB, en-GB",
        "de-AT, en_US, en-AT",
        "'', it, it"
      })
  void theLocaleIsTheLanguageInTheRecipientsCountry(
      String recipient, String language, String expected) {
    assertThat(Languages.locale(recipient, language).toLanguageTag()).isEqualTo(expected);
  }
}
