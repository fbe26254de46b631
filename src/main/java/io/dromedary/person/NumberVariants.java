package io.dromedary.person;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Countries whose mobile numbers are written with and without one digit: {@code wa_id} and the
 * number dialled then differ. Brazil's added 9 is taken off only before 6 to 9, where the older
 * eight-digit mobile numbers begin; before other digits it always belonged to the number.
 */
final class NumberVariants {

  private static final Pattern MEXICO = Pattern.compile("(52)1([0-9]{10})");
  private static final Pattern ARGENTINA = Pattern.compile("(54)9([0-9]{10})");
  private static final Pattern BRAZIL = Pattern.compile("(55[0-9]{2})9([6-9][0-9]{7})");

  private NumberVariants() {}

  static String canonical(String digits) {
    for (Pattern variant : new Pattern[] {MEXICO, ARGENTINA, BRAZIL}) {
      Matcher matcher = variant.matcher(digits);
      if (matcher.matches()) {
        return matcher.group(1) + matcher.group(2);
      }
    }
    return digits;
  }
}
