package io.dromedary.template;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message template as a file declares it; what Meta made of it is a {@link TemplateState}.
 *
 * @param name lower case letters, digits and underscores; with the language Meta's key
 * @param defaultLanguage the language for people whose own is not offered; one of {@code languages}
 * @param timeToLive how long Meta tries to deliver ({@code message_send_ttl_seconds}); {@code
 *     null}: Meta's default, 30 days, for authentication 10 minutes
 * @param languages by Meta's language code, {@code de} or {@code en_US}; all have the same
 *     parameters
 * @param oneTimeCode only of authentication templates, otherwise {@code null}
 */
public record Template(
    String name,
    Category category,
    String defaultLanguage,
    @Nullable Duration timeToLive,
    Map<String, Wording> languages,
    @Nullable OneTimeCode oneTimeCode) {

  public Template {
    languages = Collections.unmodifiableMap(new LinkedHashMap<>(languages));
  }

  /**
   * The wording in one language.
   *
   * @throws IllegalArgumentException when the template has no such language
   */
  public Wording wording(String language) {
    Wording wording = languages.get(language);
    if (wording == null) {
      throw new IllegalArgumentException(name + " has no language " + language);
    }
    return wording;
  }

  /** The names of its parameters, the same in every language. */
  public List<String> parameters() {
    return wording(defaultLanguage).placeholders();
  }
}
