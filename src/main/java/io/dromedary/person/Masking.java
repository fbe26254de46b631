package io.dromedary.person;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;

/**
 * Personal values as answers and the console show them: enough to recognise, not enough to find
 * out. There is no way back.
 */
public final class Masking {

  private static final String DOT = "•";
  private static final int SHOWN = 3;
  private static final int HIDDEN_AT_LEAST = 4;

  private Masking() {}

  /**
   * Country code and the last three digits of a number ({@code +49•••••••678}), the country of a
   * user id ({@code US.•••••••}). At least four digits stay hidden.
   */
  public static String mask(Identifier identifier) {
    return switch (identifier.kind()) {
      case PHONE -> number(identifier.value());
      case WA_ID -> number("+" + identifier.value());
      case USER_ID -> identifier.value().substring(0, 3) + DOT.repeat(7);
    };
  }

  /** The initial of a name. Its length is not told. */
  public static String name(String name) {
    String stripped = name.strip();
    return stripped.isEmpty()
        ? ""
        : stripped.substring(0, stripped.offsetByCodePoints(0, 1)) + DOT.repeat(SHOWN);
  }

  private static String number(String e164) {
    int prefix = prefixLength(e164);
    int hidden = Math.max(HIDDEN_AT_LEAST, e164.length() - prefix - SHOWN);
    int shownFrom = Math.min(e164.length(), prefix + hidden);
    return e164.substring(0, prefix) + DOT.repeat(hidden) + e164.substring(shownFrom);
  }

  /** The plus sign and the country code; the plus sign alone when no country has it. */
  private static int prefixLength(String e164) {
    try {
      Phonenumber.PhoneNumber parsed = PhoneNumberUtil.getInstance().parse(e164, null);
      return 1 + Integer.toString(parsed.getCountryCode()).length();
    } catch (NumberParseException e) {
      return 1;
    }
  }
}
