package io.dromedary.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How well the guess agrees with labels that were given before there was a guesser. The cues were
 * chosen with the halves {@code dev} and with {@code tuning} in view; {@code heldout} only
 * measures.
 */
class CategoryGuessTest {

  private static final Path FOLDER = Path.of("src/test/resources/fixtures/wordings");

  @Test
  void nineOfTenWarningsAreRightAndNineOfTenMarketingTextsAreFound() {
    Score all = new Score(0, 0, 0);
    for (String language : List.of("en", "fr", "de", "it", "es")) {
      Score unseen = score(language, "heldout");
      System.out.println(
          language + " seen    " + score(language, "dev").plus(score(language, "tuning")));
      System.out.println(language + " unseen  " + unseen);
      all = all.plus(unseen);
    }
    System.out.println("all unseen " + all);

    assertThat(all.precision()).isGreaterThanOrEqualTo(0.9);
    assertThat(all.recall()).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void theWarningNamesTheKindAndTheWords() {
    CategoryGuess.Likely likely =
        CategoryGuess.of("en")
            .orElseThrow()
            .marketing("", "Happy birthday {{name}}, here is a voucher for you.", "", List.of())
            .orElseThrow();

    assertThat(likely.kind()).isIn("promotion", "discount");
    assertThat(likely.cues()).contains("“happy birthday”");
  }

  @Test
  void aLanguageWithoutListsIsNotGuessed() {
    assertThat(CategoryGuess.of("ja")).isEmpty();
    assertThat(CategoryGuess.of("en_GB")).isPresent();
  }

  private record Score(int found, int missed, int wronglyFound) {

    Score plus(Score other) {
      return new Score(
          found + other.found, missed + other.missed, wronglyFound + other.wronglyFound);
    }

    double precision() {
      return found / (double) Math.max(1, found + wronglyFound);
    }

    double recall() {
      return found / (double) Math.max(1, found + missed);
    }

    @Override
    public String toString() {
      return String.format("precision %.2f, recall %.2f", precision(), recall());
    }
  }

  private static Score score(String language, String half) {
    List<String> found = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    List<String> wronglyFound = new ArrayList<>();
    for (JsonNode entry : read(language, half)) {
      List<String> buttons = new ArrayList<>();
      entry.path("buttons").forEach(button -> buttons.add(button.asText()));
      boolean guessed =
          CategoryGuess.of(language)
              .orElseThrow()
              .marketing(
                  entry.path("header").asText(""),
                  entry.path("body").asText(),
                  entry.path("footer").asText(""),
                  buttons)
              .isPresent();
      boolean marketing = entry.path("label").asText().equals("marketing");
      if (guessed) {
        (marketing ? found : wronglyFound).add(entry.path("id").asText());
      } else if (marketing) {
        missed.add(entry.path("id").asText());
      }
    }
    return new Score(found.size(), missed.size(), wronglyFound.size());
  }

  private static JsonNode read(String language, String half) {
    try {
      return new YAMLMapper().readTree(FOLDER.resolve(language + "." + half + ".yaml").toFile());
    } catch (IOException e) {
      throw new AssertionError(language + " " + half + " cannot be read", e);
    }
  }
}
