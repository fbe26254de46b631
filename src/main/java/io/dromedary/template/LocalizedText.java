package io.dromedary.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A word or phrase in several languages.
 *
 * @param byLanguage by Meta's language code
 * @param everywhere holds for languages that are not listed; {@code null}: none does
 */
public record LocalizedText(Map<String, String> byLanguage, @Nullable String everywhere) {

  public LocalizedText {
    byLanguage = Collections.unmodifiableMap(new LinkedHashMap<>(byLanguage));
  }

  /** The text in {@code language}: of {@code de_AT} the exact one, then {@code de}. */
  public Optional<String> in(String language) {
    String exact = byLanguage.get(language);
    if (exact != null) {
      return Optional.of(exact);
    }
    int region = language.indexOf('_');
    String base = region < 0 ? null : byLanguage.get(language.substring(0, region));
    return Optional.ofNullable(base != null ? base : everywhere);
  }
}
