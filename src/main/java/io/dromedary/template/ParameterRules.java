package io.dromedary.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What Meta asks of the values of a template message; whatever breaks a rule here would be refused
 * there (error 132000, 132005, 132012 and relatives). Lengths are counted in UTF-16 units, which is
 * never less than Meta counts.
 */
public final class ParameterRules {

  /** Longest body after the values are in. */
  public static final int MAX_BODY = 1024;

  /** Longest header text after the value is in. */
  public static final int MAX_HEADER = 60;

  private ParameterRules() {}

  /** What is wrong. */
  public enum Rule {
    MISSING,
    EXTRA,
    EMPTY,
    NEW_LINE,
    TAB,
    TOO_MANY_SPACES,
    BODY_TOO_LONG,
    HEADER_TOO_LONG,
    CODE_TOO_LONG,
    NOT_AN_ADDRESS,
    NOT_A_COORDINATE
  }

  /**
   * A broken rule.
   *
   * @param parameter its name; {@code body} or {@code header} for the filled text
   */
  public record Violation(String parameter, Rule rule) {}

  /**
   * Everything that is wrong with these values; empty: they may be sent.
   *
   * @throws IllegalArgumentException when the template has no such language
   */
  public static List<Violation> check(
      Template template, String language, Map<String, String> parameters) {
    Wording wording = template.wording(language);
    List<Violation> found = new ArrayList<>();
    for (String name : wording.placeholders()) {
      String value = parameters.get(name);
      if (value == null) {
        found.add(new Violation(name, Rule.MISSING));
      } else {
        checkText(name, value, found);
      }
    }
    parameters.keySet().stream()
        .filter(name -> !wording.placeholders().contains(name))
        .forEach(name -> found.add(new Violation(name, Rule.EXTRA)));
    checkLengths(template, wording, parameters, found);
    checkHeader(wording.header(), parameters, found);
    return List.copyOf(found);
  }

  /** The rules that hold for every value alone. */
  static void checkText(String name, String value, List<Violation> found) {
    if (Texts.isBlank(value)) {
      found.add(new Violation(name, Rule.EMPTY));
    }
    if (value.codePoints().anyMatch(Texts::isLineBreak)) {
      found.add(new Violation(name, Rule.NEW_LINE));
    }
    if (value.indexOf('\t') >= 0) {
      found.add(new Violation(name, Rule.TAB));
    }
    if (Texts.longestRunOfSpaces(value) > 4) {
      found.add(new Violation(name, Rule.TOO_MANY_SPACES));
    }
  }

  private static void checkLengths(
      Template template, Wording wording, Map<String, String> parameters, List<Violation> found) {
    if (template.category() == Category.AUTHENTICATION) {
      if (parameters.getOrDefault(OneTimeCode.PARAMETER, "").length() > OneTimeCode.MAX_CODE) {
        found.add(new Violation(OneTimeCode.PARAMETER, Rule.CODE_TOO_LONG));
      }
      return;
    }
    if (Placeholders.fill(wording.body(), parameters).length() > MAX_BODY) {
      found.add(new Violation("body", Rule.BODY_TOO_LONG));
    }
    if (wording.header() instanceof Header.Text text
        && Placeholders.fill(text.text(), parameters).length() > MAX_HEADER) {
      found.add(new Violation("header", Rule.HEADER_TOO_LONG));
    }
  }

  private static void checkHeader(
      Header header, Map<String, String> parameters, List<Violation> found) {
    if (header instanceof Header.Document document) {
      checkAddress(document.link(), parameters, found);
    } else if (header instanceof Header.Image image) {
      checkAddress(image.link(), parameters, found);
    } else if (header instanceof Header.Location location) {
      checkCoordinate(location.latitude(), 90, parameters, found);
      checkCoordinate(location.longitude(), 180, parameters, found);
    }
  }

  private static void checkAddress(
      String name, Map<String, String> parameters, List<Violation> found) {
    String value = parameters.get(name);
    if (value != null && !Texts.isWebAddress(value)) {
      found.add(new Violation(name, Rule.NOT_AN_ADDRESS));
    }
  }

  private static void checkCoordinate(
      String name, int limit, Map<String, String> parameters, List<Violation> found) {
    String value = parameters.get(name);
    if (value != null && !Texts.isCoordinate(value, limit)) {
      found.add(new Violation(name, Rule.NOT_A_COORDINATE));
    }
  }
}
