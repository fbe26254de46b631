package io.dromedary.template;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which language of a template a recipient gets, and whose habits numbers and dates follow. */
public final class Languages {

  private Languages() {}

  /**
   * For {@code de-AT}: {@code de_AT}, {@code de}, the template's default language, the first that
   * the template has and that is usable.
   *
   * @param recipientLocale BCP 47 ({@code de-AT}) or Meta's form ({@code de_AT}); {@code null} or
   *     unreadable: the default language
   * @param usable whether the template may be sent in this language now
   * @return empty when none is usable
   */
  public static Optional<String> choose(
      @Nullable String recipientLocale, Template template, Predicate<String> usable) {
    Locale wanted = parse(recipientLocale);
    Set<String> candidates = new LinkedHashSet<>();
    if (!wanted.getLanguage().isEmpty()) {
      if (!wanted.getCountry().isEmpty()) {
        candidates.add(wanted.getLanguage() + "_" + wanted.getCountry());
      }
      candidates.add(wanted.getLanguage());
    }
    candidates.add(template.defaultLanguage());
    return candidates.stream().filter(template.languages()::containsKey).filter(usable).findFirst();
  }

  /**
   * The chosen language with the recipient's region: a German text for {@code fr-CH} is written the
   * Swiss German way.
   *
   * @param language Meta's code; its own region holds when the recipient has none
   */
  public static Locale locale(@Nullable String recipientLocale, String language) {
    Locale chosen = parse(language);
    String region = parse(recipientLocale).getCountry();
    return region.isEmpty() ? chosen : new Locale(chosen.getLanguage(), region);
  }

  private static Locale parse(@Nullable String tag) {
    return tag == null ? Locale.ROOT : Locale.forLanguageTag(tag.strip().replace('_', '-'));
  }
}
