package io.dromedary.policy;

import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Numbers that a state gives to a person. {@link SensitiveData} has the table.
 *
 * <p>Each is accepted by its signs alone in the forms in which nothing else is written, and
 * otherwise beside its name only.
 */
final class NationalIds {

  private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final String MONTH_LETTERS = "ABCDEHLMPRST";

  /** What stands for the digits 0 to 9 where two people would have the same Italian code. */
  private static final String LETTERS_FOR_DIGITS = "LMNPQRSTUV";

  /** Values of 0 to 9, and of A to J alike, at the odd places of an Italian code; then K to Z. */
  private static final int[] ODD = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};

  private static final int[] ODD_FROM_K = {
    2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  private NationalIds() {}

  /** Steueridentifikationsnummer: § 139b AO. */
  static int germanTaxId(Stretch stretch, IntPredicate named) {
    return stretch.isDigits(11) && isGermanTaxId(stretch.signs(11))
        ? accept(stretch, 11, named, "2 3 3 3")
        : 0;
  }

  /** One digit of the first ten stands twice or three times, the others once or not at all. */
  private static boolean isGermanTaxId(String digits) {
    int[] times = new int[10];
    for (int i = 0; i < 10; i++) {
      times[digits.charAt(i) - '0']++;
    }
    int repeated = 0;
    int most = 0;
    for (int each : times) {
      repeated += each > 1 ? 1 : 0;
      most = Math.max(most, each);
    }
    return digits.charAt(0) != '0' && repeated == 1 && most <= 3 && CheckDigits.mod11And10(digits);
  }

  /** Versicherungsnummer: § 2 VKVV. */
  static int germanSocialInsuranceNumber(Stretch stretch, IntPredicate named) {
    if (!stretch.isShaped("99999999A999")) {
      return 0;
    }
    String signs = stretch.signs(12);
    int letter = signs.charAt(8) - 'A' + 1;
    String digits = signs.substring(0, 8) + letter / 10 + letter % 10 + signs.substring(9, 11);
    int[] weights = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      int product = (digits.charAt(i) - '0') * weights[i];
      sum += product / 10 + product % 10;
    }
    if (sum % 10 != CheckDigits.last(signs) || !isDay(signs, 2) || !isMonth(signs, 4)) {
      return 0;
    }
    return accept(stretch, 12, named, "12", "2 6 1 3", "2 6 1 2 1", "8 1 3");
  }

  /** Numéro d'inscription au répertoire, with its key; Corsica counts as 19 and 18. */
  static int frenchNir(Stretch stretch, IntPredicate named) {
    if (!stretch.isShaped("999999X99999999")) {
      return 0;
    }
    String signs = stretch.signs(15);
    String department = signs.substring(5, 7);
    String digits =
        switch (department) {
          case "2A" -> signs.substring(0, 5) + "19" + signs.substring(7);
          case "2B" -> signs.substring(0, 5) + "18" + signs.substring(7);
          default -> signs;
        };
    if (!digits.chars().allMatch(sign -> sign <= '9')
        || 97 - CheckDigits.mod97(digits.substring(0, 13)) != number(digits, 13, 15)) {
      return 0;
    }
    boolean ofKnownBirth =
        (digits.charAt(0) == '1' || digits.charAt(0) == '2') && isMonth(digits, 3);
    return ofKnownBirth
        ? accept(stretch, 15, named, "15", "1 2 2 2 3 3 2", "13 2", "1-2-2-2-3-3-2")
        : accept(stretch, 15, named);
  }

  /** Codice fiscale: DM 12 March 1974 and DM 23 December 1976. */
  static int italianTaxCode(Stretch stretch, IntPredicate named) {
    if (!stretch.isShaped("AAAAAAXXAXXAXXXA")) {
      return 0;
    }
    String signs = stretch.signs(16);
    String digits =
        digit(signs, 6)
            + digit(signs, 7)
            + digit(signs, 9)
            + digit(signs, 10)
            + digit(signs, 12)
            + digit(signs, 13)
            + digit(signs, 14);
    boolean somethingIsADigit = signs.chars().anyMatch(sign -> sign <= '9');
    if (digits.length() != 7
        || !somethingIsADigit
        || MONTH_LETTERS.indexOf(signs.charAt(8)) < 0
        || !isItalianDay(number(digits, 2, 4))
        || 'A' + italianSum(signs) % 26 != signs.charAt(15)) {
      return 0;
    }
    return accept(stretch, 16, named, "16", "3 3 5 5", "6 5 5", "6 2 1 2 4 1", "6-5-5");
  }

  private static String digit(String signs, int place) {
    char sign = signs.charAt(place);
    int value = sign <= '9' ? sign - '0' : LETTERS_FOR_DIGITS.indexOf(sign);
    return value < 0 ? "" : Integer.toString(value);
  }

  /** Women's days have 40 added. */
  private static boolean isItalianDay(int day) {
    return day >= 1 && day <= 31 || day >= 41 && day <= 71;
  }

  private static int italianSum(String signs) {
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      char sign = signs.charAt(i);
      int value = sign <= '9' ? sign - '0' : sign - 'A';
      boolean odd = i % 2 == 0;
      if (odd) {
        sum += value < 10 ? ODD[value] : ODD_FROM_K[value - 10];
      } else {
        sum += value;
      }
    }
    return sum;
  }

  /** Documento nacional de identidad: the number's remainder by 23 chooses the letter. */
  static int spanishDni(Stretch stretch, IntPredicate named) {
    return stretch.isShaped("99999999A") && hasDniLetter(stretch.signs(9))
        ? acceptInCapitals(stretch, 9, named, "9", "8-1", "2.3.3-1", "2.3.4")
        : 0;
  }

  /** Número de identidad de extranjero: X, Y, Z stand for 0, 1, 2. */
  static int spanishNie(Stretch stretch, IntPredicate named) {
    if (!stretch.isShaped("A9999999A")) {
      return 0;
    }
    int first = "XYZ".indexOf(stretch.signs(1));
    return first >= 0 && hasDniLetter(first + stretch.signs(9).substring(1))
        ? acceptInCapitals(stretch, 9, named, "9", "8-1", "1-7-1", "1 7 1", "1.7.1")
        : 0;
  }

  private static boolean hasDniLetter(String signs) {
    return DNI_LETTERS.charAt(number(signs, 0, 8) % 23) == signs.charAt(8);
  }

  /** Sozialversicherungsnummer: § 30c ASVG; months 13 to 15 where a day's numbers ran out. */
  static int austrianSocialInsuranceNumber(Stretch stretch, IntPredicate named) {
    if (!stretch.isDigits(10)) {
      return 0;
    }
    String digits = stretch.signs(10);
    int month = number(digits, 6, 8);
    return digits.charAt(0) != '0'
            && isDay(digits, 4)
            && month >= 1
            && month <= 15
            && CheckDigits.weighted(digits, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6) % 11
                == digits.charAt(3) - '0'
        ? accept(stretch, 10, named, "4 6", "4-6", "4/6")
        : 0;
  }

  /** AHV-Nummer, numéro AVS: 756 and a GS1 check digit. */
  static int swissAhvNumber(Stretch stretch, IntPredicate named) {
    return stretch.isDigits(13)
            && stretch.signs(3).equals("756")
            && CheckDigits.ean13(stretch.signs(13))
        ? accept(stretch, 13, named, "3.4.4.2", "3 4 4 2", "3-4-4-2", "13")
        : 0;
  }

  /** National Insurance number: no check digit, so the form itself has to be exact. */
  static int britishNino(Stretch stretch, IntPredicate named) {
    if (!stretch.isShaped("AA999999A")) {
      return 0;
    }
    String signs = stretch.signs(9);
    boolean allocated =
        "DFIQUV".indexOf(signs.charAt(0)) < 0
            && "DFIOQUV".indexOf(signs.charAt(1)) < 0
            && !Set.of("BG", "GB", "KN", "NK", "NT", "TN", "ZZ").contains(signs.substring(0, 2))
            && signs.charAt(8) <= 'D';
    return allocated
        ? acceptInCapitals(stretch, 9, named, "9", "2 2 2 2 1", "2 6 1", "2-2-2-2-1")
        : 0;
  }

  /** Social Security number: no check digit, so only in its hyphens or beside its name. */
  static int americanSsn(Stretch stretch, IntPredicate named) {
    if (!stretch.isDigits(9)) {
      return 0;
    }
    String digits = stretch.signs(9);
    int area = number(digits, 0, 3);
    return area != 0
            && area != 666
            && area < 900
            && number(digits, 3, 5) != 0
            && number(digits, 5, 9) != 0
        ? accept(stretch, 9, named, "3-2-4")
        : 0;
  }

  /** Cadastro de pessoas físicas: two check digits by 11. */
  static int brazilianCpf(Stretch stretch, IntPredicate named) {
    if (!stretch.isDigits(11)) {
      return 0;
    }
    String digits = stretch.signs(11);
    int first = CheckDigits.weighted(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
    int second = CheckDigits.weighted(digits, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
    boolean allAlike = digits.chars().distinct().count() == 1;
    return !allAlike && number(digits, 9, 11) == 10 * first + second
        ? accept(stretch, 11, named, "3.3.3-2")
        : 0;
  }

  /** Burgerservicenummer: the eleven test. */
  static int dutchBsn(Stretch stretch, IntPredicate named) {
    return stretch.isDigits(9)
            && number(stretch.signs(9), 0, 9) != 0
            && CheckDigits.weighted(stretch.signs(9), 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0
        ? accept(stretch, 9, named, "4.2.3")
        : 0;
  }

  /** PESEL: the month tells the century. Has no written form of its own. */
  static int polishPesel(Stretch stretch, IntPredicate named) {
    if (!stretch.isDigits(11)) {
      return 0;
    }
    String digits = stretch.signs(11);
    int month = number(digits, 2, 4) % 20;
    return month >= 1
            && month <= 12
            && isDay(digits, 4)
            && CheckDigits.weighted(digits, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0
        ? accept(stretch, 11, named)
        : 0;
  }

  /** Rijksregisternummer, numéro de registre national; months from 20 on: the bis register. */
  static int belgianNationalNumber(Stretch stretch, IntPredicate named) {
    if (!stretch.isDigits(11)) {
      return 0;
    }
    String digits = stretch.signs(11);
    String birthAndCounter = digits.substring(0, 9);
    int check = number(digits, 9, 11);
    boolean born = number(digits, 2, 4) <= 52 && number(digits, 2, 4) % 20 <= 12;
    return born
            && number(digits, 4, 6) <= 31
            && (97 - CheckDigits.mod97(birthAndCounter) == check
                || 97 - CheckDigits.mod97("2" + birthAndCounter) == check)
        ? accept(stretch, 11, named, "2.2.2-3.2", "2.2.2.3.2", "6-3-2", "6 3 2")
        : 0;
  }

  /**
   * Personnummer, and samordningsnummer with 60 added to the day. Order numbers made of a date and
   * a counter look the same, and one of ten passes the check digit: without the name only people
   * born between 1940 and 1999 are taken.
   */
  static int swedishPersonalNumber(Stretch stretch, IntPredicate named) {
    if (stretch.isDigits(12) && (stretch.signs(2).equals("19") || stretch.signs(2).equals("20"))) {
      String digits = stretch.signs(12).substring(2);
      if (isSwedish(digits)) {
        int covered =
            stretch.signs(2).equals("19") && digits.charAt(0) >= '4'
                ? accept(stretch, 12, named, "8-4")
                : accept(stretch, 12, named);
        if (covered > 0) {
          return covered;
        }
      }
    }
    if (!stretch.isDigits(10) || !isSwedish(stretch.signs(10))) {
      return 0;
    }
    return stretch.signs(1).charAt(0) >= '4'
        ? accept(stretch, 10, named, "6-4", "6+4")
        : accept(stretch, 10, named);
  }

  private static boolean isSwedish(String digits) {
    int day = number(digits, 4, 6);
    return isMonth(digits, 2)
        && (day >= 1 && day <= 31 || day >= 61 && day <= 91)
        && CheckDigits.luhn(digits);
  }

  /** In one of the forms, standing for itself, or beside its name however it is grouped. */
  private static int accept(Stretch stretch, int count, IntPredicate named, String... forms) {
    if (!stretch.endsAfter(count)) {
      return 0;
    }
    boolean inForm = Set.of(forms).contains(stretch.layout(count)) && !stretch.isPartOfMore(count);
    return inForm || named.test(count) ? count : 0;
  }

  private static int acceptInCapitals(
      Stretch stretch, int count, IntPredicate named, String... forms) {
    return stretch.isInCapitals(count)
        ? accept(stretch, count, named, forms)
        : accept(stretch, count, named);
  }

  private static boolean isDay(String digits, int place) {
    int day = number(digits, place, place + 2);
    return day >= 1 && day <= 31;
  }

  private static boolean isMonth(String digits, int place) {
    int month = number(digits, place, place + 2);
    return month >= 1 && month <= 12;
  }

  private static int number(String digits, int from, int to) {
    return Integer.parseInt(digits.substring(from, to));
  }
}
