package io.dromedary.template;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Meta files a template under; price and consent class follow it. Ours are utility or
 * authentication; marketing appears only when Meta moves one there.
 */
public enum Category {
  UTILITY,
  AUTHENTICATION,
  MARKETING;

  /** The word of template files and creation requests: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the word in either case; empty for {@code null} and for words that are not known. */
  public static Optional<Category> of(@Nullable String word) {
    for (Category category : values()) {
      if (category.name().equalsIgnoreCase(word)) {
        return Optional.of(category);
      }
    }
    return Optional.empty();
  }
}
