package io.dromedary.policy;

/** The sums that catch a mistyped number. All take digits 0 to 9 only, unless they say more. */
final class CheckDigits {

  private CheckDigits() {}

  /** ISO/IEC 7812-1, Annex B: card numbers, Swedish personal numbers. */
  static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit : 2 * digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  /** The remainder by 97, letters A to Z counting as 10 to 35: ISO 7064, ISO 13616. */
  static int mod97(String signs) {
    int remainder = 0;
    for (int i = 0; i < signs.length(); i++) {
      int value = Character.digit(signs.charAt(i), 36);
      remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder;
  }

  /** ISO 7064, MOD 11,10. */
  static boolean mod11And10(String digits) {
    int product = 10;
    for (int i = 0; i < digits.length() - 1; i++) {
      int sum = (digits.charAt(i) - '0' + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (11 - product) % 10 == last(digits);
  }

  /** The sum of the first digits, each times its weight. */
  static int weighted(String digits, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (digits.charAt(i) - '0') * weights[i];
    }
    return sum;
  }

  /** GS1: every second digit counts three times. */
  static boolean ean13(String digits) {
    return weighted(digits, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1) % 10 == 0;
  }

  static int last(String digits) {
    return digits.charAt(digits.length() - 1) - '0';
  }
}
