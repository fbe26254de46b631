package io.dromedary.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The placeholders <code>{{1}}</code> or <code>{{order_number}}</code> in a template's text. */
final class Placeholders {

  private static final Pattern ANY = Pattern.compile("\\{\\{([^{}]*)}}");
  private static final Pattern POSITION = Pattern.compile("[1-9][0-9]{0,2}");
  private static final Pattern NAME = Pattern.compile("[a-z_]+");

  private Placeholders() {}

  /** What stands between the braces, in order, each once. */
  static List<String> in(String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = ANY.matcher(text);
    while (matcher.find()) {
      if (!found.contains(matcher.group(1))) {
        found.add(matcher.group(1));
      }
    }
    return found;
  }

  static boolean isPosition(String placeholder) {
    return POSITION.matcher(placeholder).matches();
  }

  static boolean isName(String placeholder) {
    return NAME.matcher(placeholder).matches();
  }

  /** Whether the positions are 1, 2, 3 … without a gap. */
  static boolean consecutive(List<String> placeholders) {
    for (int i = 1; i <= placeholders.size(); i++) {
      if (!placeholders.contains("" + i)) {
        return false;
      }
    }
    return true;
  }

  static boolean atAnEdge(String text) {
    String stripped = text.strip();
    return stripped.matches("(?s)^\\{\\{[^{}]*}}.*") || stripped.matches("(?s).*\\{\\{[^{}]*}}$");
  }

  static boolean adjacent(String text) {
    return text.matches("(?s).*\\{\\{[^{}]*}}\\s*\\{\\{[^{}]*}}.*");
  }

  static String fill(String text, UnaryOperator<String> value) {
    return ANY.matcher(text).replaceAll(m -> Matcher.quoteReplacement(value.apply(m.group(1))));
  }

  /** Words of the text, counting each placeholder as part of its word. */
  static int words(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? 0 : stripped.split("\\s+").length;
  }
}
