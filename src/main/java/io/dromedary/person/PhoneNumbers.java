package io.dromedary.person;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads phone numbers as people and systems write them, by libphonenumber's numbering plans. */
public final class PhoneNumbers {

  private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
  private static final int LONGEST = 40;
  private static final Pattern LETTERS = Pattern.compile("\\p{L}");
  private static final Pattern MEXICAN_MOBILE = Pattern.compile("\\+521(?=[0-9]{10}$)");

  private PhoneNumbers() {}

  /**
   * Reads one number. Never throws.
   *
   * @param raw international with {@code +} (or the region's prefix for abroad), or national
   * @param defaultRegion ISO 3166 code that national numbers belong to; {@code null} when only
   *     international ones are meant
   */
  public static ParsedNumber parse(String raw, @Nullable String defaultRegion) {
    String number = raw.strip();
    if (number.isEmpty()) {
      return new ParsedNumber.Invalid("is empty");
    }
    if (number.length() > LONGEST) {
      return new ParsedNumber.Invalid("is too long for a phone number");
    }
    if (LETTERS.matcher(number).find()) {
      return new ParsedNumber.Invalid("holds letters");
    }
    return read(MEXICAN_MOBILE.matcher(number).replaceFirst("+52"), defaultRegion);
  }

  private static ParsedNumber read(String number, @Nullable String defaultRegion) {
    try {
      PhoneNumber parsed = PLANS.parse(number, defaultRegion);
      if (parsed.hasExtension()) {
        return new ParsedNumber.Invalid("has an extension, which WhatsApp cannot reach");
      }
      if (!PLANS.isValidNumber(parsed)) {
        return new ParsedNumber.Invalid("does not exist in its country's numbering plan");
      }
      String region = PLANS.getRegionCodeForNumber(parsed);
      return new ParsedNumber.Valid(
          PLANS.format(parsed, PhoneNumberFormat.E164), region == null ? "001" : region);
    } catch (NumberParseException e) {
      return new ParsedNumber.Invalid(wordsFor(e.getErrorType(), defaultRegion));
    }
  }

  private static String wordsFor(
      NumberParseException.ErrorType error, @Nullable String defaultRegion) {
    return switch (error) {
      case INVALID_COUNTRY_CODE ->
          defaultRegion == null
              ? "has no country code: write it with + and the country code"
              : "has a country code that does not exist";
      case NOT_A_NUMBER -> "is not a phone number";
      case TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN -> "is too short";
      case TOO_LONG -> "is too long for a phone number";
    };
  }
}
