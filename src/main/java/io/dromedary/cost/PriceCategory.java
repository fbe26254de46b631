package io.dromedary.cost;

import io.dromedary.template.Category;
import java.util.Locale;
import java.util.Optional;

/** The columns of a price table. */
public enum PriceCategory {
  UTILITY,
  AUTHENTICATION,
  /** Authentication for accounts that Meta has told so, in the markets that it named. */
  AUTHENTICATION_INTERNATIONAL,
  MARKETING,
  /** What is no template: free-form messages inside the customer service window. */
  SERVICE;

  /** That of a template; authentication is taken as domestic. */
  public static PriceCategory of(Category category) {
    return switch (category) {
      case UTILITY -> UTILITY;
      case AUTHENTICATION -> AUTHENTICATION;
      case MARKETING -> MARKETING;
    };
  }

  /** Reads the word of price files and webhooks, with hyphens or underscores. */
  public static Optional<PriceCategory> of(String word) {
    String name = word.replace('-', '_');
    for (PriceCategory category : values()) {
      if (category.name().equalsIgnoreCase(name)) {
        return Optional.of(category);
      }
    }
    return Optional.empty();
  }

  /** Lower case with hyphens, as in price files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Form form() {
    return this == SERVICE ? Form.SESSION : Form.TEMPLATE;
  }
}
