package io.dromedary.person;

/**
 * The people behind a business key: of a flight, an order, an area.
 *
 * @param kind what the key names, for example {@code flight}; up to 64 characters
 * @param key for example {@code LH438/2026-11-20}; up to 200 characters. Stored in clear: it must
 *     not be a person's name or number
 */
public record Audience(String kind, String key) {

  /** Longest kind, in characters. */
  public static final int LONGEST_KIND = 64;

  /** Longest key, in characters. */
  public static final int LONGEST_KEY = 200;

  /** Refuses what is blank, too long, or holds NUL. */
  public Audience {
    if (!fits(kind, LONGEST_KIND)) {
      throw new IllegalArgumentException("An audience's kind has 1 to 64 characters");
    }
    if (!fits(key, LONGEST_KEY)) {
      throw new IllegalArgumentException("An audience's key has 1 to 200 characters");
    }
  }

  static boolean fits(String text, int longest) {
    return !text.isBlank() && text.length() <= longest && text.indexOf('\0') < 0;
  }
}
