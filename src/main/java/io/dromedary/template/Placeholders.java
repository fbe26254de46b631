package io.dromedary.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Named placeholders in the text of a template: <code>{{gate}}</code>. */
final class Placeholders {

  /** Lower case letters and underscores, as Meta asks of named parameters. */
  static final Pattern NAME = Pattern.compile("[a-z_]+");

  static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z_]+)}}");

  private Placeholders() {}

  /** Each name once, in the order of its first appearance. */
  static List<String> names(String text) {
    LinkedHashSet<String> names = new LinkedHashSet<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return List.copyOf(names);
  }

  /** Puts the values in; a placeholder without a value stays as it is. Values are not expanded. */
  static String fill(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }

  /** The text between the placeholders, before the first and after the last included. */
  static List<String> fixedParts(String text) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int from = 0;
    while (matcher.find()) {
      parts.add(text.substring(from, matcher.start()));
      from = matcher.end();
    }
    parts.add(text.substring(from));
    return parts;
  }
}
