package io.dromedary.template;

import java.util.Map;
import java.util.Optional;

/**
 * Whether free-form text may take the template's place while the customer service window is open.
 *
 * @param preference which of the two is wanted
 * @param text by language, with placeholders of the template; empty when only the template is sent
 */
public record SessionForm(Preference preference, LocalizedText text) {

  /** Longest text message of the platform. */
  public static final int MAX_TEXT = 4096;

  /** Always the template. */
  public static final SessionForm NEVER =
      new SessionForm(Preference.TEMPLATE, new LocalizedText(Map.of(), null));

  /** Which form is wanted in an open window. */
  public enum Preference {
    TEMPLATE,
    SESSION,
    /** Whichever costs less by the prices of the day; the template when they cost the same. */
    CHEAPEST
  }

  /**
   * The text in this language with its values; empty when no free-form text is wanted, or there is
   * none in this language.
   */
  public Optional<String> filled(String language, Map<String, String> parameters) {
    return in(language).map(text -> Placeholders.fill(text, parameters));
  }

  /** The text in this language, if free-form text is wanted at all. */
  public Optional<String> in(String language) {
    return preference == Preference.TEMPLATE ? Optional.empty() : text.in(language);
  }
}
