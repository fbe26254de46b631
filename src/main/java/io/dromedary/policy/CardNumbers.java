package io.dromedary.policy;

import java.util.List;
import java.util.function.IntPredicate;

/** Payment card numbers (ISO/IEC 7812): issuer prefix, length, Luhn, and the groups of a card. */
final class CardNumbers {

  private static final int SHORTEST = 13;
  private static final int LONGEST = 19;

  /**
   * Who issues what. Lengths that other numbers have far more often are left to the named case: 13
   * digits of Visa are a German phone number or an article number today.
   */
  private static final List<Issuer> ISSUERS =
      List.of(
          // Visa
          new Issuer(400_000, 499_999, 16, 16),
          new Issuer(400_000, 499_999, 19, 19),
          // Mastercard
          new Issuer(510_000, 559_999, 16, 16),
          new Issuer(222_100, 272_099, 16, 16),
          // American Express
          new Issuer(340_000, 349_999, 15, 15),
          new Issuer(370_000, 379_999, 15, 15),
          // Diners Club
          new Issuer(300_000, 305_999, 14, 14),
          new Issuer(309_500, 309_599, 14, 14),
          new Issuer(360_000, 369_999, 14, 14),
          new Issuer(380_000, 399_999, 14, 14),
          // Discover
          new Issuer(601_100, 601_199, 16, 19),
          new Issuer(644_000, 659_999, 16, 19),
          // JCB
          new Issuer(352_800, 358_999, 16, 19),
          // UnionPay
          new Issuer(620_000, 629_999, 16, 19),
          new Issuer(810_000, 817_199, 16, 19),
          // Maestro
          new Issuer(501_800, 501_899, 16, 19),
          new Issuer(502_000, 502_099, 16, 19),
          new Issuer(503_800, 503_899, 16, 19),
          new Issuer(560_000, 589_999, 16, 19),
          new Issuer(630_400, 630_499, 16, 19),
          new Issuer(639_000, 639_099, 16, 19),
          new Issuer(670_000, 679_999, 16, 19),
          // RuPay, with Hipercard
          new Issuer(508_500, 508_999, 16, 16),
          new Issuer(606_000, 608_999, 16, 16),
          new Issuer(817_200, 819_999, 16, 16),
          // Elo, Verve
          new Issuer(504_175, 504_175, 16, 16),
          new Issuer(506_099, 506_198, 16, 19),
          new Issuer(506_700, 506_799, 16, 16),
          new Issuer(509_000, 509_999, 16, 16),
          new Issuer(636_297, 636_368, 16, 16),
          // Mir, Troy
          new Issuer(220_000, 220_499, 16, 19),
          new Issuer(979_200, 979_299, 16, 16));

  /** UATP, the airlines' own card: its first digit alone would fit every second order number. */
  private static final Issuer UATP = new Issuer(100_000, 199_999, 15, 15);

  private CardNumbers() {}

  private record Issuer(int from, int to, int shortest, int longest) {

    boolean issues(int prefix, int length) {
      return from <= prefix && prefix <= to && shortest <= length && length <= longest;
    }
  }

  static int covers(Stretch stretch, IntPredicate named) {
    for (int length = LONGEST; length >= SHORTEST; length--) {
      if (stretch.isDigits(length)
          && stretch.endsAfter(length)
          && isGroupedLikeACard(stretch, length)
          && CheckDigits.luhn(stretch.signs(length))
          && isIssued(stretch, length, named)) {
        return length;
      }
    }
    return 0;
  }

  private static boolean isIssued(Stretch stretch, int length, IntPredicate named) {
    int prefix = Integer.parseInt(stretch.signs(6));
    if (ISSUERS.stream().anyMatch(issuer -> issuer.issues(prefix, length))) {
      return true;
    }
    boolean visaOf13Digits = length == 13 && prefix >= 400_000 && prefix <= 499_999;
    if (visaOf13Digits && stretch.groups(length).length > 1) {
      return true;
    }
    boolean ofABank = prefix >= 300_000 && prefix <= 699_999;
    return (ofABank || UATP.issues(prefix, length)) && named.test(length);
  }

  /**
   * In one piece, in two halves of eight, or in groups of three to six with four or more first, as
   * 4-4-4-4, 4-6-5 and 4-4-4-4-3. So a number is not glued together from a date, a time and others.
   */
  private static boolean isGroupedLikeACard(Stretch stretch, int length) {
    int[] groups = stretch.groups(length);
    if (groups.length == 1 || groups.length == 2 && groups[0] == 8 && groups[1] == 8) {
      return true;
    }
    for (int i = 0; i < groups.length; i++) {
      int least = i == 0 ? 4 : i == groups.length - 1 ? 1 : 3;
      if (groups[i] < least || groups[i] > 6) {
        return false;
      }
    }
    return !stretch.isSeparatedBy("/+", length);
  }
}
