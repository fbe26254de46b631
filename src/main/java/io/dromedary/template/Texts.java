package io.dromedary.template;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Small questions about text, with Unicode's spaces and line breaks in mind. */
final class Texts {

  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,3}(\\.[0-9]{1,20})?");

  private static final Pattern LINE_BREAKS = Pattern.compile("\\R+");

  private Texts() {}

  /** Nothing that a reader would see: only spaces, controls and invisible format characters. */
  static boolean isBlank(String text) {
    return text.codePoints().allMatch(each -> isSpace(each) || isInvisible(each));
  }

  static boolean isLineBreak(int codePoint) {
    return codePoint == '\n'
        || codePoint == '\r'
        || codePoint == 0x0B
        || codePoint == 0x0C
        || codePoint == 0x85
        || codePoint == 0x2028
        || codePoint == 0x2029;
  }

  /** Space of any width, tab or line break. */
  static boolean isSpace(int codePoint) {
    return Character.isSpaceChar(codePoint)
        || Character.isWhitespace(codePoint)
        || isLineBreak(codePoint);
  }

  private static boolean isInvisible(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.FORMAT || type == Character.CONTROL;
  }

  static int longestRunOfSpaces(String text) {
    int longest = 0;
    int run = 0;
    for (int codePoint : text.codePoints().toArray()) {
      run = isSpace(codePoint) ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /**
   * One plain space for each run of spaces, tabs and line breaks, none at the ends; control
   * characters are dropped. Non-breaking spaces of locale data become plain ones too: Meta's rule
   * on spaces is not known to tell them apart.
   */
  static String tidy(String text) {
    StringBuilder tidy = new StringBuilder(text.length());
    boolean space = false;
    for (int codePoint : text.codePoints().toArray()) {
      if (isSpace(codePoint)) {
        space = true;
      } else if (Character.getType(codePoint) != Character.CONTROL) {
        if (space && !tidy.isEmpty()) {
          tidy.append(' ');
        }
        space = false;
        tidy.appendCodePoint(codePoint);
      }
    }
    return tidy.toString();
  }

  /** What the repairs that are allowed make of a text; {@link Repair#SHORTEN} is not done here. */
  static String repaired(String text, Set<Repair> repairs) {
    boolean trim = repairs.contains(Repair.TRIM);
    boolean join = repairs.contains(Repair.JOIN_LINES);
    if (trim && join) {
      return tidy(text);
    }
    if (trim) {
      return text.lines().map(Texts::tidy).collect(Collectors.joining("\n")).strip();
    }
    return join ? LINE_BREAKS.matcher(text).replaceAll(" ") : text;
  }

  /** At most {@code max} characters: cut at a word where that loses less than half. */
  static String shorten(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    int word = text.lastIndexOf(' ', end);
    return text.substring(0, word > max / 2 ? word : end).stripTrailing() + "…";
  }

  /** An absolute http or https address with a host. */
  static boolean isWebAddress(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null && !uri.getHost().isEmpty();
    } catch (URISyntaxException notAnAddress) {
      return false;
    }
  }

  /** Decimal degrees between {@code -limit} and {@code limit}. */
  static boolean isCoordinate(String text, int limit) {
    return DECIMAL.matcher(text).matches() && Math.abs(Double.parseDouble(text)) <= limit;
  }
}
