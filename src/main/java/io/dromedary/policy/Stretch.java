package io.dromedary.policy;

import java.util.Arrays;

/**
 * The letters and digits that follow each other from one place of a text, at most one separator
 * between two of them. Letters are read as capitals A to Z, digits of any script as 0 to 9; all
 * counts are of these signs. Bounded, so that reading one at every place of a text is still linear.
 */
final class Stretch {

  /** The longest IBAN that its standard allows. */
  private static final int LONGEST = 34;

  private static final char NO_BREAK_SPACE = '\u00a0';
  private static final char NARROW_NO_BREAK_SPACE = '\u202f';
  private static final char NO_BREAK_HYPHEN = '\u2011';

  private final String text;
  private final StringBuilder signs = new StringBuilder(LONGEST);
  private final char[] gaps = new char[LONGEST];
  private final int[] places = new int[LONGEST];
  private int leadingDigits;

  private Stretch(String text) {
    this.text = text;
  }

  /** From {@code start}, where a letter or digit stands. */
  static Stretch at(String text, int start) {
    Stretch stretch = new Stretch(text);
    stretch.read(start);
    return stretch;
  }

  private void read(int start) {
    int place = start;
    char gap = 0;
    while (place < text.length() && signs.length() < LONGEST) {
      char sign = sign(text.charAt(place));
      if (sign != 0) {
        gaps[signs.length()] = gap;
        places[signs.length()] = place;
        if (leadingDigits == signs.length() && isAsciiDigit(sign)) {
          leadingDigits++;
        }
        signs.append(sign);
        gap = 0;
      } else {
        char separator = separator(text.charAt(place));
        if (separator == 0 || gap != 0) {
          return;
        }
        gap = separator;
      }
      place++;
    }
  }

  /** The first signs; all there are when there are fewer. */
  String signs(int count) {
    return signs.substring(0, Math.min(count, signs.length()));
  }

  /**
   * Whether the first signs are digits where {@code shape} has 9, letters where it has A and either
   * where it has X.
   */
  boolean isShaped(String shape) {
    if (signs.length() < shape.length()) {
      return false;
    }
    for (int i = 0; i < shape.length(); i++) {
      boolean digit = isAsciiDigit(signs.charAt(i));
      if (shape.charAt(i) == '9' && !digit || shape.charAt(i) == 'A' && digit) {
        return false;
      }
    }
    return true;
  }

  /** Whether so many digits stand first. */
  boolean isDigits(int count) {
    return leadingDigits >= count;
  }

  /** The lengths of the groups with what separates them: {@code 4-4-4-4}, {@code 2.3.4}. */
  String layout(int count) {
    StringBuilder layout = new StringBuilder();
    int group = 0;
    for (int i = 0; i < count; i++) {
      if (gaps[i] != 0 && i > 0) {
        layout.append(group).append(gaps[i]);
        group = 0;
      }
      group++;
    }
    return layout.append(group).toString();
  }

  /**
   * How many signs the groups within the first {@code count} have, without what separates them; a
   * single group where nothing does.
   */
  int[] groups(int count) {
    int[] groups = new int[count];
    int last = 0;
    for (int i = 0; i < count; i++) {
      if (i > 0 && gaps[i] != 0) {
        last++;
      }
      groups[last]++;
    }
    return Arrays.copyOf(groups, last + 1);
  }

  /** Whether one of these separates two of the first signs. */
  boolean isSeparatedBy(String separators, int count) {
    for (int i = 1; i < count; i++) {
      if (gaps[i] != 0 && separators.indexOf(gaps[i]) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether no small letter is among the first signs. */
  boolean isInCapitals(int count) {
    for (int i = 0; i < count; i++) {
      char written = text.charAt(places[i]);
      if (written >= 'a' && written <= 'z') {
        return false;
      }
    }
    return true;
  }

  /** The place behind so many signs. */
  int end(int count) {
    return places[count - 1] + 1;
  }

  /**
   * Whether a number may end after so many signs: no digit, letter or mask touches it. Behind
   * digits alone a word in small letters may: somebody's concatenation without a space.
   */
  boolean endsAfter(int count) {
    int end = end(count);
    if (end == text.length()) {
      return true;
    }
    char next = text.charAt(end);
    if (Character.isDigit(next) || next == SensitiveData.DOT || isCapital(next)) {
      return false;
    }
    return !isSmall(next) || isDigits(count) && isWord(text, end, 1);
  }

  /**
   * Whether the first {@code count} are part of something longer: tied to a digit by a hyphen, dot
   * or slash, or to a capital letter by a hyphen ({@code R-12345678}).
   */
  boolean isPartOfMore(int count) {
    int start = places[0];
    int end = end(count);
    return start > 1 && ties(text.charAt(start - 1), text.charAt(start - 2))
        || end + 1 < text.length() && ties(text.charAt(end), text.charAt(end + 1));
  }

  private static boolean ties(char tie, char neighbour) {
    boolean hyphen = separator(tie) == '-';
    boolean number = Character.isDigit(neighbour) || neighbour == SensitiveData.DOT;
    return hyphen && (number || isCapital(neighbour)) || (tie == '.' || tie == '/') && number;
  }

  /** Whether one may begin at {@code place}, by what stands before it. */
  static boolean mayBeginAt(String text, int place) {
    char first = text.charAt(place);
    if (sign(first) == 0) {
      return false;
    }
    if (place == 0) {
      return true;
    }
    char before = text.charAt(place - 1);
    if (Character.isDigit(before) || isShownByAMask(text, place)) {
      return false;
    }
    boolean digit = Character.isDigit(first);
    if (digit && (before == '+' || isDecimalPoint(text, place - 1))) {
      return false;
    }
    if (!isSmall(before) && !isCapital(before)) {
      return true;
    }
    boolean afterAWord = (digit || isCapital(first)) && isWord(text, place - 1, -1);
    return afterAWord || isNamed(text, place);
  }

  /**
   * Whether at least three small letters stand there in a row, to the right or (-1) to the left:
   * fewer are part of a code, such as the hexadecimal ones in addresses.
   */
  private static boolean isWord(String text, int place, int direction) {
    for (int i = 0; i < 3; i++) {
      int at = place + i * direction;
      if (at < 0 || at >= text.length() || !isSmall(text.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is one of the four that a mask shows: they belong to what has been hidden. */
  private static boolean isShownByAMask(String text, int place) {
    int first = place;
    while (place - first < 3 && first > 0 && sign(text.charAt(first - 1)) != 0) {
      first--;
    }
    return text.startsWith(SensitiveData.MASK, first - SensitiveData.MASK.length());
  }

  /** Whether the letters that touch it are a name of a kind: {@code IBANDE89…}. */
  private static boolean isNamed(String text, int place) {
    boolean worthLooking =
        Character.isDigit(text.charAt(place))
            || place + 3 < text.length()
                && Character.isDigit(text.charAt(place + 2))
                && Character.isDigit(text.charAt(place + 3));
    return worthLooking && NearbyWords.isNameBefore(text, place);
  }

  /** A comma is none here: lists are written without a space more often than such fractions. */
  private static boolean isDecimalPoint(String text, int place) {
    return text.charAt(place) == '.' && place > 0 && Character.isDigit(text.charAt(place - 1));
  }

  /** The sign for a letter or digit; 0 for anything else. */
  static char sign(char written) {
    if (isCapital(written) || isAsciiDigit(written)) {
      return written;
    }
    if (isSmall(written)) {
      return (char) (written - 'a' + 'A');
    }
    return written > 0x7f && Character.isDigit(written)
        ? (char) ('0' + Character.digit(written, 10))
        : 0;
  }

  private static char separator(char written) {
    return switch (written) {
      case ' ', NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE -> ' ';
      case '-', NO_BREAK_HYPHEN -> '-';
      case '.', '/', '+' -> written;
      default -> 0;
    };
  }

  private static boolean isAsciiDigit(int sign) {
    return sign >= '0' && sign <= '9';
  }

  private static boolean isCapital(char sign) {
    return sign >= 'A' && sign <= 'Z';
  }

  private static boolean isSmall(char sign) {
    return sign >= 'a' && sign <= 'z';
  }
}
