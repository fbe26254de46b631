package io.dromedary.cost;

import java.util.Locale;

/** In which form a message leaves. */
public enum Form {
  /** An approved template; may leave at any time. */
  TEMPLATE,
  /** Free-form, inside the customer service window only. Meta calls it a service message. */
  SESSION;

  /** The word of explanations: {@code template}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
