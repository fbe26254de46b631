package io.dromedary.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The labelled wordings under {@code fixtures/wordings} that a template linter is judged by. A
 * linter is written against {@code <language>.dev.yaml} and measured on {@code
 * <language>.heldout.yaml}, which its author does not read.
 *
 * <p>The label is what Meta's category guidelines make of the wording, not what its business wished
 * for: {@code utility} is non-promotional and specific to the user or essential; everything mixed,
 * persuasive or generic is {@code marketing}. Both sides are hard on purpose: a reduction already
 * applied, a free cancellation or a question about one open case is utility; a soft invitation
 * without any selling word is marketing.
 */
class WordingCorpusTest {

  private static final Path FOLDER = Path.of("src/test/resources/fixtures/wordings");
  private static final List<String> LANGUAGES = List.of("en", "fr", "de", "it", "es");
  private static final List<String> HALVES = List.of("dev", "heldout");

  /** Of every label in every half of every language. */
  private static final int EACH = 20;

  /**
   * What a utility wording tells by the notification kinds of the hub; what a marketing one is, by
   * what is forbidden there.
   */
  private static final Map<String, Set<String>> KINDS =
      Map.of(
          "utility",
          Set.of(
              "order",
              "payment",
              "shipping",
              "invoice",
              "reservation",
              "appointment",
              "travel",
              "ticket",
              "alert",
              "case",
              "account"),
          "marketing",
          Set.of(
              "sales",
              "upsell",
              "discount",
              "promotion",
              "product-advice",
              "cold-approach",
              "re-engagement",
              "rating-or-invitation",
              "presumed-interest",
              "survey",
              "news",
              "discount-code-in-a-utility-message"));

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z]+(?:_[a-z]+)*)}}");

  /** As it stands in the file; a member with another name is refused by the reader. */
  record Entry(
      String id,
      String label,
      String kind,
      String body,
      @Nullable String header,
      @Nullable String footer,
      @Nullable List<String> buttons) {

    List<String> texts() {
      List<String> texts = new ArrayList<>(List.of(body));
      Stream.of(header, footer).filter(text -> text != null).forEach(texts::add);
      if (buttons != null) {
        texts.addAll(buttons);
      }
      return texts;
    }
  }

  static Stream<Arguments> halves() {
    return LANGUAGES.stream()
        .flatMap(language -> HALVES.stream().map(half -> Arguments.of(language, half)));
  }

  @ParameterizedTest
  @MethodSource("halves")
  void everyHalfHasAsManyOfEitherLabel(String language, String half) {
    List<Entry> entries = read(language, half);

    assertThat(entries).hasSize(2 * EACH);
    assertThat(entries).filteredOn(entry -> entry.label().equals("utility")).hasSize(EACH);
    assertThat(entries).filteredOn(entry -> entry.label().equals("marketing")).hasSize(EACH);
  }

  @ParameterizedTest
  @MethodSource("halves")
  void everyHalfHasEveryKindAndNoOther(String language, String half) {
    KINDS.forEach(
        (label, kinds) ->
            assertThat(read(language, half))
                .filteredOn(entry -> entry.label().equals(label))
                .extracting(Entry::kind)
                .as(label)
                .containsAll(kinds)
                .isSubsetOf(kinds));
  }

  @ParameterizedTest
  @MethodSource("halves")
  void everyWordingIsOneThatMetaWouldTakeInForm(String language, String half) {
    for (Entry entry : read(language, half)) {
      assertThat(entry.id()).as("id").matches(language + "(-[a-z0-9]+)+");
      assertThat(entry.body()).as(entry.id()).isNotBlank().hasSizeLessThanOrEqualTo(1024);
      assertThat(entry.body()).as(entry.id()).doesNotStartWith("{{").doesNotEndWith("}}");
      for (String line : List.of(orEmpty(entry.header()), orEmpty(entry.footer()))) {
        assertThat(line).as(entry.id()).hasSizeLessThanOrEqualTo(60);
      }
      if (entry.buttons() != null) {
        assertThat(entry.buttons()).as(entry.id()).isNotEmpty().hasSizeLessThanOrEqualTo(10);
        assertThat(entry.buttons())
            .allSatisfy(
                text -> assertThat(text).as(entry.id()).isNotBlank().hasSizeLessThanOrEqualTo(25));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("halves")
  void everyBraceBelongsToANamedPlaceholder(String language, String half) {
    for (Entry entry : read(language, half)) {
      for (String text : entry.texts()) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        assertThat(matcher.replaceAll("")).as(entry.id()).doesNotContain("{", "}");
      }
    }
  }

  @Test
  void noIdAndNoWordingStandsTwice() {
    Map<String, String> ids = new HashMap<>();
    Map<String, String> bodies = new HashMap<>();
    for (String language : LANGUAGES) {
      for (String half : HALVES) {
        for (Entry entry : read(language, half)) {
          String place = language + "." + half + " " + entry.id();
          assertThat(ids.put(entry.id(), place)).as(place).isNull();
          assertThat(bodies.put(essence(entry.body()), place)).as(place).isNull();
        }
      }
    }
  }

  /** Letters alone: two wordings that differ in placeholders or punctuation are one. */
  private static String essence(String body) {
    return Normalizer.normalize(PLACEHOLDER.matcher(body).replaceAll(""), Normalizer.Form.NFD)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}]", "");
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static List<Entry> read(String language, String half) {
    Path file = FOLDER.resolve(language + "." + half + ".yaml");
    try {
      return new YAMLMapper().readValue(file.toFile(), new TypeReference<List<Entry>>() {});
    } catch (IOException broken) {
      throw new AssertionError(file + " cannot be read", broken);
    }
  }
}
