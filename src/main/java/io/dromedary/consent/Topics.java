package io.dromedary.consent;

import java.util.regex.Pattern;

/** The names of topics: what a person can agree to apart from the rest. */
public final class Topics {

  /** Every topic. */
  public static final String ALL = "*";

  /** What Meta's own stop signal is about; none of our notifications belongs to it. */
  public static final String MARKETING = "marketing";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  private Topics() {}

  /** Whether it is {@code *} or a name: lower case, digits, dot, hyphen, underscore, up to 64. */
  public static boolean isTopic(String topic) {
    return topic.equals(ALL) || NAME.matcher(topic).matches();
  }
}
