package io.dromedary.policy;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words beside a number, which tell what it is where its digits do not: an order number of
 * eleven digits passes a check digit in one of ten cases by chance.
 *
 * <p>Only words with no digit, mask or line break between them and the number count: masking one
 * number must not move another one closer to a word, or masking twice would mask more than once.
 */
final class NearbyWords {

  private static final int BEFORE = 40;
  private static final int AFTER = 24;
  private static final int LONGEST_NAME = 24;

  /** Names that do not say of which country. */
  private static final List<String> ANY_COUNTRY =
      List.of("national id", "nationalid", "national identity", "identity number", "personal id");

  /** Names that mean too much else to count from afar: a boarding card, a card of a theatre. */
  private static final Set<String> WHEN_TOUCHING =
      Set.of("card", "karte", "carte", "carta", "tarjeta", "id");

  private static final Set<String> SINGLE_WORDS = singleWords();

  private final String text;
  private final String parameter;

  /**
   * @param parameter name of the template parameter whose value the text is; {@code null} for none
   */
  NearbyWords(@Nullable String parameter, String text) {
    this.text = text;
    this.parameter =
        parameter == null ? " " : plain(parameter.replaceAll("([a-z])([A-Z])", "$1 $2"));
  }

  /** Whether a name of the kind stands beside what lies from {@code start} to {@code end}. */
  boolean name(SensitiveKind kind, int start, int end) {
    return isIn(kind, parameter) || isIn(kind, before(start)) || isIn(kind, after(end));
  }

  private static boolean isIn(SensitiveKind kind, String words) {
    return words.length() > 1
        && (containsOneOf(words, kind.names())
            || kind != SensitiveKind.CARD_NUMBER && containsOneOf(words, ANY_COUNTRY));
  }

  private static boolean containsOneOf(String words, List<String> names) {
    for (String name : names) {
      int at = words.indexOf(name);
      while (at >= 0) {
        // plain words stand between spaces, at the ends too
        if (words.charAt(at - 1) == ' ' && words.charAt(at + name.length()) == ' ') {
          return true;
        }
        at = words.indexOf(name, at + 1);
      }
    }
    return false;
  }

  private String before(int start) {
    int from = start;
    while (from > 0 && start - from < BEFORE && !isEdge(text.charAt(from - 1))) {
      from--;
    }
    if (from > 0 && cutsWords(text.charAt(from - 1))) {
      while (from < start && Character.isLetter(text.charAt(from))) {
        from++;
      }
    }
    return plain(text.substring(from, start));
  }

  private String after(int end) {
    int to = end;
    while (to < text.length() && to - end < AFTER && !isEdge(text.charAt(to))) {
      to++;
    }
    if (to < text.length() && cutsWords(text.charAt(to))) {
      while (to > end && Character.isLetter(text.charAt(to - 1))) {
        to--;
      }
    }
    return plain(text.substring(end, to));
  }

  /** A word that reaches beyond what is read, or into another number, is not the whole word. */
  private static boolean cutsWords(char neighbour) {
    return Character.isLetterOrDigit(neighbour) || neighbour == SensitiveData.DOT;
  }

  private static boolean isEdge(char sign) {
    return Character.isDigit(sign)
        || sign == SensitiveData.DOT
        || sign == '\n'
        || sign == ';'
        || sign == '!'
        || sign == '?';
  }

  /** Small letters without accents, one space before, between and after words: {@code " bsn "}. */
  static String plain(String words) {
    if (words.chars().noneMatch(Character::isLetter)) {
      return " ";
    }
    String letters =
        Normalizer.normalize(words, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}]+", " ")
            .strip();
    return " " + letters + " ";
  }

  /** Whether the letters that end at {@code place}, and no more, are a name. */
  static boolean isNameBefore(String text, int place) {
    int from = place;
    while (from > 0 && place - from <= LONGEST_NAME && Stretch.sign(text.charAt(from - 1)) >= 'A') {
      from--;
    }
    return SINGLE_WORDS.contains(text.substring(from, place).toLowerCase(Locale.ROOT));
  }

  private static Set<String> singleWords() {
    Set<String> words = new HashSet<>(WHEN_TOUCHING);
    for (SensitiveKind kind : SensitiveKind.values()) {
      kind.names().stream().filter(name -> name.indexOf(' ') < 0).forEach(words::add);
    }
    return Set.copyOf(words);
  }
}
