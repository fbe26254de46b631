package io.dromedary.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Guesses whether Meta would file a wording as marketing. Cues of the ten kinds of forbidden
 * content speak for it; what ties a text to one person's order, trip or account speaks against it:
 * words of things that have happened, many placeholders, and placeholders that name such a thing.
 * The cues are data, in {@code lint/marketing.<language>.yaml} and {@code lint/placeholders.yaml}.
 */
public final class CategoryGuess {

  // What each is worth was fitted by logistic regression on wordings that the cues had not seen.
  private static final double MARKETING = 0.75;
  private static final double UTILITY = 0.5;
  private static final double OWN = 1.25;

  /** Nothing in it is the person's own: Meta calls generic text marketing. */
  private static final double GENERIC = 0.75;

  /** Utility tells facts, and facts are placeholders. */
  private static final double FEW_FACTS = 2;

  private static final double MANY_FACTS = -2;

  /** What is below is taken for utility. */
  private static final double THRESHOLD = -0.75;

  /** Cues of a single sentence that need no others. */
  private static final double OFFER = 4;

  private static final int FEW = 1;
  private static final int MANY = 4;

  /** More cues than this say no more. */
  private static final double MOST = 6;

  private static final String UTILITY_CUES = "utility";
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?;:])\\s|\n");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]*)}}");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final int MOST_CUES = 3;

  private static final Map<String, Optional<CategoryGuess>> BY_LANGUAGE = new ConcurrentHashMap<>();
  private static final List<Cue> NAMES = cues("name", LintRules.resource("placeholders.yaml"));

  private final List<Cue> cues = new ArrayList<>();

  private CategoryGuess(JsonNode lists) {
    lists.properties().forEach(list -> cues.addAll(cues(list.getKey(), list.getValue())));
  }

  /**
   * A pattern that is searched for.
   *
   * @param kind of forbidden content, or {@link #UTILITY_CUES}
   * @param weight how strongly it speaks for marketing; for utility, against it
   */
  private record Cue(String kind, Pattern pattern, double weight) {}

  /**
   * Why a wording looks like marketing.
   *
   * @param kind of forbidden content
   * @param cues the words that gave it away, the strongest first
   */
  public record Likely(String kind, List<String> cues) {

    public Likely {
      cues = List.copyOf(cues);
    }
  }

  /** The guesser for a language code such as {@code de} or {@code pt_BR}; empty for others. */
  public static Optional<CategoryGuess> of(String language) {
    return BY_LANGUAGE.computeIfAbsent(language.replaceAll("_.*", ""), CategoryGuess::load);
  }

  private static Optional<CategoryGuess> load(String language) {
    String file = "marketing." + language + ".yaml";
    return CategoryGuess.class.getResource("/lint/" + file) == null
        ? Optional.empty()
        : Optional.of(new CategoryGuess(LintRules.resource(file)));
  }

  /** Empty: it reads like utility. */
  public Optional<Likely> marketing(
      String header, String body, String footer, List<String> buttons) {
    String all = String.join("\n", header, body, footer, String.join("\n", buttons));
    Found found = find(all);
    Map<String, Double> names = placeholders(all);
    double own = names.values().stream().mapToDouble(Double::doubleValue).sum();
    double score =
        MARKETING * Math.min(found.marketing(), MOST)
            - UTILITY * Math.min(found.utility(), MOST)
            + OWN * Math.max(own, -MOST)
            + (own < 0 ? 0 : GENERIC)
            + (names.size() <= FEW ? FEW_FACTS : 0)
            + (names.size() >= MANY ? MANY_FACTS : 0);
    return score < THRESHOLD && !hasOffer(all)
        ? Optional.empty()
        : Optional.of(
            new Likely(
                strongest(found.kinds(), 1).findFirst().orElse("generic text"),
                words(found.words())));
  }

  /** Meta calls the whole marketing for one sentence of it, whatever the others say. */
  private boolean hasOffer(String all) {
    return SENTENCE_END
        .splitAsStream(all)
        .map(this::find)
        .anyMatch(sentence -> sentence.marketing() - sentence.utility() >= OFFER);
  }

  /**
   * Cues of a text, added up.
   *
   * @param kinds of forbidden content, with their weights
   * @param words as they stand in the text, with their weights
   */
  private record Found(
      double marketing, double utility, Map<String, Double> kinds, Map<String, Double> words) {}

  private Found find(String part) {
    String text = plain(PLACEHOLDER.matcher(part).replaceAll("{$1}"));
    double marketing = 0;
    double utility = 0;
    Map<String, Double> kinds = new LinkedHashMap<>();
    Map<String, Double> words = new LinkedHashMap<>();
    for (Cue cue : cues) {
      Matcher matcher = cue.pattern().matcher(text);
      if (matcher.find()) {
        if (cue.kind().equals(UTILITY_CUES)) {
          utility += cue.weight();
        } else {
          marketing += cue.weight();
          kinds.merge(cue.kind(), cue.weight(), Double::sum);
          words.merge(matcher.group().strip(), cue.weight(), Math::max);
        }
      }
    }
    return new Found(marketing, utility, kinds, words);
  }

  /** What the name of each placeholder says; positive speaks for marketing. */
  private static Map<String, Double> placeholders(String text) {
    Map<String, Double> weights = new HashMap<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      weights.put(
          name,
          NAMES.stream()
              .filter(cue -> cue.pattern().matcher(name).matches())
              .findFirst()
              .map(Cue::weight)
              .orElse(0.0));
    }
    return weights;
  }

  private static List<String> words(Map<String, Double> found) {
    return strongest(found, MOST_CUES).map(each -> "\u201c" + each + "\u201d").toList();
  }

  private static java.util.stream.Stream<String> strongest(Map<String, Double> weights, int most) {
    return weights.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(most)
        .map(Map.Entry::getKey);
  }

  /** Lower case, without accents, with plain apostrophes and spaces. */
  private static String plain(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
    return MARKS
        .matcher(decomposed)
        .replaceAll("")
        .toLowerCase(Locale.ROOT)
        .replace('\u2019', '\'')
        .replace('\u00a0', ' ')
        .replace('\u202f', ' ')
        .replace("ß", "ss");
  }

  private static List<Cue> cues(String kind, JsonNode list) {
    List<Cue> cues = new ArrayList<>();
    list.properties()
        .forEach(
            cue ->
                cues.add(new Cue(kind, Pattern.compile(cue.getKey()), cue.getValue().asDouble())));
    return cues;
  }
}
