package io.dromedary.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.ArrayList;
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
 * words of things that have happened, and placeholders that name such a thing. The cues are data,
 * in {@code lint/marketing.<language>.yaml} and {@code lint/placeholders.yaml}.
 */
public final class CategoryGuess {

  /** What is below is taken for utility. */
  private static final double THRESHOLD = 0;

  /** Text that mentions nothing of the person's own is generic, which Meta calls marketing. */
  private static final double GENERIC = 1;

  /** Lines such as <code>Gate: {{gate}}</code> tell facts; offers are written in sentences. */
  private static final double LABELLED = -2;

  private static final String UTILITY = "utility";
  private static final Pattern LABELLED_LINE = Pattern.compile("(?m)^[^{\\n]{2,40}:\\s*\\{\\{");
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
   * @param kind of forbidden content, or {@link #UTILITY}
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
    String text = plain(PLACEHOLDER.matcher(all).replaceAll("{$1}"));
    Map<String, Double> kinds = new LinkedHashMap<>();
    Map<String, Double> found = new LinkedHashMap<>();
    double score = placeholders(all);
    for (Cue cue : cues) {
      Matcher matcher = cue.pattern().matcher(text);
      if (matcher.find()) {
        boolean utility = cue.kind().equals(UTILITY);
        score += utility ? -cue.weight() : cue.weight();
        if (!utility) {
          kinds.merge(cue.kind(), cue.weight(), Double::sum);
          found.merge(matcher.group().strip(), cue.weight(), Math::max);
        }
      }
    }
    return score < THRESHOLD
        ? Optional.empty()
        : Optional.of(
            new Likely(strongest(kinds, 1).findFirst().orElse("generic text"), words(found)));
  }

  /** What the names of the placeholders say; positive speaks for marketing. */
  private static double placeholders(String text) {
    double score = 0;
    boolean own = false;
    List<String> seen = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      for (Cue cue : NAMES) {
        if (!seen.contains(name) && cue.pattern().matcher(name).matches()) {
          score += cue.weight();
          own |= cue.weight() < 0;
          break;
        }
      }
      seen.add(name);
    }
    if (LABELLED_LINE.matcher(text).results().count() > 1) {
      score += LABELLED;
    }
    return own ? score : score + GENERIC;
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
