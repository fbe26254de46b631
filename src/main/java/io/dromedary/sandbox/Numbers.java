package io.dromedary.sandbox;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers as the platform reads them.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages">Phone
 *     number formats</a>
 */
final class Numbers {

  private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();

  private static final Pattern INPUT = Pattern.compile("\\+?[0-9 ()./-]{4,40}");
  private static final Pattern MEXICO = Pattern.compile("52[2-9][0-9]{9}");
  private static final Pattern ARGENTINA = Pattern.compile("54[1-8][0-9]{9}");
  private static final Pattern BRAZIL = Pattern.compile("55[3-9][0-9]9[0-9]{8}");
  private static final int MOST_REMEMBERED = 200_000;

  private final Map<String, String> remembered = new ConcurrentHashMap<>();
  private final String ownRegion;

  /**
   * @param ownNumber digits of the business number, whose country is put in front of numbers
   *     without a plus sign
   */
  Numbers(String ownNumber) {
    PhoneNumber own = parse("+" + ownNumber, null);
    String region = own == null ? null : UTIL.getRegionCodeForCountryCode(own.getCountryCode());
    ownRegion = region == null || region.equals("ZZ") ? "US" : region;
  }

  /** The {@code wa_id} behind what stood in {@code to}, or {@code null} when it is no number. */
  @Nullable String waId(String input) {
    String known = remembered.get(input);
    if (known != null) {
      return known;
    }
    String waId = read(input);
    if (waId != null) {
      if (remembered.size() >= MOST_REMEMBERED) {
        remembered.clear();
      }
      remembered.put(input, waId);
    }
    return waId;
  }

  private @Nullable String read(String input) {
    if (!INPUT.matcher(input).matches()) {
      return null;
    }
    PhoneNumber number = parse(input, input.startsWith("+") ? null : ownRegion);
    if (number == null || !UTIL.isPossibleNumber(number)) {
      return null;
    }
    return nationalHabit(UTIL.format(number, PhoneNumberFormat.E164).substring(1));
  }

  /** Two-letter country of a {@code wa_id}; {@code US} when it cannot be told. */
  static String country(String waId) {
    PhoneNumber number = parse("+" + waId, null);
    String region = number == null ? null : UTIL.getRegionCodeForNumber(number);
    if (region == null && number != null) {
      region = UTIL.getRegionCodeForCountryCode(number.getCountryCode());
    }
    return region == null || region.equals("ZZ") || region.equals("001") ? "US" : region;
  }

  /** As people write it: {@code +49 170 1234567}. */
  static String display(String waId) {
    PhoneNumber number = parse("+" + waId, null);
    return number == null ? "+" + waId : UTIL.format(number, PhoneNumberFormat.INTERNATIONAL);
  }

  /**
   * In three countries the id carries another digit than the number dialled: Mexico's old mobile
   * {@code 1}, Argentina's {@code 9}, and the ninth digit that Brazil added later outside the
   * largest areas.
   */
  private static String nationalHabit(String digits) {
    if (MEXICO.matcher(digits).matches()) {
      return "521" + digits.substring(2);
    }
    if (ARGENTINA.matcher(digits).matches()) {
      return "549" + digits.substring(2);
    }
    if (BRAZIL.matcher(digits).matches()) {
      return digits.substring(0, 4) + digits.substring(5);
    }
    return digits;
  }

  private static @Nullable PhoneNumber parse(String input, @Nullable String region) {
    try {
      return UTIL.parse(input, region);
    } catch (NumberParseException e) {
      return null;
    }
  }
}
