package io.dromedary.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** International bank account numbers (ISO 13616), by the SWIFT IBAN registry. */
final class Ibans {

  private static final String[] COUNTRIES = {
    "AD 8n12c",
    "AE 19n",
    "AL 8n16c",
    "AT 16n",
    "AZ 4a20c",
    "BA 16n",
    "BE 12n",
    "BG 4a6n8c",
    "BH 4a14c",
    "BI 23n",
    "BR 23n1a1c",
    "BY 4c4n16c",
    "CH 5n12c",
    "CR 18n",
    "CY 8n16c",
    "CZ 20n",
    "DE 18n",
    "DJ 23n",
    "DK 14n",
    "DO 4c20n",
    "EE 16n",
    "EG 25n",
    "ES 20n",
    "FI 14n",
    "FK 2a12n",
    "FO 14n",
    "FR 10n11c2n",
    "GB 4a14n",
    "GE 2a16n",
    "GI 4a15c",
    "GL 14n",
    "GR 7n16c",
    "GT 24c",
    "HN 4a20n",
    "HR 17n",
    "HU 24n",
    "IE 4a14n",
    "IL 19n",
    "IQ 4a15n",
    "IS 22n",
    "IT 1a10n12c",
    "JO 4a4n18c",
    "KW 4a22c",
    "KZ 3n13c",
    "LB 4n20c",
    "LC 4a24c",
    "LI 5n12c",
    "LT 16n",
    "LU 3n13c",
    "LV 4a13c",
    "LY 21n",
    "MC 10n11c2n",
    "MD 20c",
    "ME 18n",
    "MK 3n10c2n",
    "MN 16n",
    "MR 23n",
    "MT 4a5n18c",
    "MU 4a19n3a",
    "NI 4a20n",
    "NL 4a10n",
    "NO 11n",
    "OM 3n16c",
    "PK 4a16c",
    "PL 24n",
    "PS 4a21c",
    "PT 21n",
    "QA 4a21c",
    "RO 4a16c",
    "RS 18n",
    "RU 14n15c",
    "SA 2n18c",
    "SC 4a20n3a",
    "SD 14n",
    "SE 20n",
    "SI 15n",
    "SK 20n",
    "SM 1a10n12c",
    "SO 19n",
    "ST 21n",
    "SV 4a20n",
    "TL 19n",
    "TN 20n",
    "TR 6n16c",
    "UA 6n19c",
    "VA 18n",
    "VG 4a16n",
    "XK 16n",
    "YE 4a4n18c"
  };

  private static final Map<String, String> SHAPES = shapes();

  private Ibans() {}

  static int covers(Stretch stretch, IntPredicate named) {
    String shape = shapeOf(stretch.signs(2));
    if (shape == null || !stretch.isShaped(shape)) {
      return 0;
    }
    int length = shape.length();
    return stretch.endsAfter(length)
            && isValid(stretch.signs(length))
            && isGroupedLikeAnIban(stretch, length)
        ? length
        : 0;
  }

  /**
   * What an IBAN of the country looks like, in the form of {@link Stretch#isShaped}; {@code null}:
   * the country has none.
   */
  static @Nullable String shapeOf(String country) {
    return SHAPES.get(country);
  }

  private static boolean isValid(String iban) {
    int checkDigits = Integer.parseInt(iban.substring(2, 4));
    return checkDigits >= 2
        && checkDigits <= 98
        && CheckDigits.mod97(iban.substring(4) + iban.substring(0, 4)) == 1;
  }

  /**
   * In one piece or in fours. Digits alone after the country may be grouped at will; with letters
   * among them that would read on into the words of a sentence ({@code gt 20 seconds later…}).
   */
  private static boolean isGroupedLikeAnIban(Stretch stretch, int length) {
    int[] groups = stretch.groups(length);
    if (groups.length == 1) {
      return true;
    }
    boolean inFours = groups[groups.length - 1] <= 4;
    for (int i = 0; i < groups.length - 1; i++) {
      inFours &= groups[i] == 4;
    }
    boolean onlyDigits = stretch.signs(length).chars().skip(2).allMatch(sign -> sign <= '9');
    return (inFours || onlyDigits) && !stretch.isSeparatedBy("./+", length);
  }

  private static Map<String, String> shapes() {
    Map<String, String> shapes = new HashMap<>();
    for (String line : COUNTRIES) {
      StringBuilder shape = new StringBuilder("AA99");
      int count = 0;
      for (char sign : line.substring(3).toCharArray()) {
        switch (sign) {
          case 'n' -> shape.append("9".repeat(count));
          case 'a' -> shape.append("A".repeat(count));
          case 'c' -> shape.append("X".repeat(count));
          default -> {
            count = count * 10 + sign - '0';
            continue;
          }
        }
        count = 0;
      }
      shapes.put(line.substring(0, 2), shape.toString());
    }
    return Map.copyOf(shapes);
  }
}
