package io.dromedary.conversation;

import static io.dromedary.consent.ConsentState.GRANTED;
import static io.dromedary.consent.ConsentState.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordsTest {

  private static final Keywords KEYWORDS = Keywords.shipped();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STOP",
        "stop",
        " Stop. ",
        "STOP!!!",
        "«Stop»",
        "STOP \uD83D\uDED1",
        "unsubscribe",
        "Opt out",
        "STOPP",
        "Abmelden",
        "abbestellen",
        "Keine Nachrichten  mehr",
        "Arrêt",
        "ARRET",
        "ARRE\u0302T",
        "Désabonner",
        "desabonner",
        "Disiscrivimi",
        "niente più messaggi",
        "basta",
        "BAJA",
        "¡Baja!",
        "cancelar suscripción",
        "no mas mensajes",
        "\u200Bstop\u200B",
        "ＳＴＯＰ"
      })
  void stopWordsStopEverything(String text) {
    assertThat(KEYWORDS.read(text, null))
        .hasValueSatisfying(
            wish -> {
              assertThat(wish.state()).isEqualTo(WITHDRAWN);
              assertThat(wish.topic()).isEqualTo("*");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"START", "subscribe", "Anmelden", "s'abonner", "S’abonner", "iscrivimi", "Alta"})
  void startWordsStartEverything(String text) {
    assertThat(KEYWORDS.read(text, null).map(Wish::state)).contains(GRANTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "?",
        "please stop",
        "stop it",
        "Stop, I have a question",
        "don't stop",
        "nonstop",
        "stop stop",
        "Bitte abmelden Sie mich nicht",
        "cancel",
        "fine",
        "Is this the bus stop?",
        "baja de precio",
        "stop news",
        "yes",
        "0"
      })
  void aMessageThatSaysMoreOrSomethingElseIsForAPerson(String text) {
    assertThat(KEYWORDS.read(text, null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "STOP flights, WITHDRAWN, flights",
    "stop Flüge, WITHDRAWN, flights",
    "Stopp: Fluge!, WITHDRAWN, flights",
    "stop vuelos, WITHDRAWN, flights",
    "stop security codes, WITHDRAWN, security",
    "START orders, GRANTED, orders",
  })
  void aKeywordWithATopicIsAboutThatTopic(String text, String state, String topic) {
    assertThat(KEYWORDS.read(text, null))
        .hasValueSatisfying(
            wish -> {
              assertThat(wish.state().name()).isEqualTo(state);
              assertThat(wish.topic()).isEqualTo(topic);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "STOP:flights, WITHDRAWN, flights",
    "STOP:*, WITHDRAWN, *",
    "START:orders, GRANTED, orders",
    "STOP:own-topic, WITHDRAWN, own-topic",
  })
  void thePayloadOfAButtonDecidesBeforeItsLabel(String payload, String state, String topic) {
    assertThat(KEYWORDS.read("Start", payload))
        .hasValueSatisfying(
            wish -> {
              assertThat(wish.state().name()).isEqualTo(state);
              assertThat(wish.topic()).isEqualTo(topic);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"STOP", "STOP:", "STOP:Not A Topic", "stop:flights", "REBOOK:4711", ""})
  void anotherPayloadLeavesTheLabelToDecide(String payload) {
    assertThat(KEYWORDS.read("Rebook", payload)).isEmpty();
    assertThat(KEYWORDS.read("Stop", payload).map(Wish::topic)).contains("*");
  }

  @Test
  void aLongTextIsNeverAKeyword() {
    assertThat(KEYWORDS.read("!".repeat(96) + "stop", null)).isPresent();
    assertThat(KEYWORDS.read("!".repeat(97) + "stop", null)).isEmpty();
  }

  @Test
  void theLanguageIsKnownWhenTheWordIsOfOneOnly() {
    assertThat(KEYWORDS.read("abmelden", null).map(Wish::language)).contains("de");
    assertThat(KEYWORDS.read("stop", null).map(Wish::language)).contains("");
    assertThat(KEYWORDS.read("basta", null).map(Wish::language)).contains("");
  }

  @Property
  void caseAndWhatStandsAroundDoNotMatter(
      @ForAll("stopWords") String word,
      @ForAll("around") String before,
      @ForAll("around") String after) {
    assertThat(KEYWORDS.read(before + word + after, null).map(Wish::state)).contains(WITHDRAWN);
    assertThat(KEYWORDS.read(before + word.toUpperCase(Locale.ROOT) + after, null)).isPresent();
  }

  @Property
  void anyTextIsAnswered(@ForAll String text, @ForAll String payload) {
    assertThat(KEYWORDS.read(text, payload)).isNotNull();
  }

  @Property
  void aFurtherWordThatIsNoTopicMakesItAMessage(
      @ForAll("stopWords") String word, @ForAll("words") String further) {
    assertThat(KEYWORDS.read(word + " " + further + "x", null)).isEmpty();
  }

  @Provide
  Arbitrary<String> stopWords() {
    return Arbitraries.of(
        "stop", "stopp", "abmelden", "désabonner", "disiscrivimi", "baja", "opt-out");
  }

  @Provide
  Arbitrary<String> around() {
    return Arbitraries.strings().withChars(" .!?\n\t\"'«»¡*_-…").ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(12);
  }
}
