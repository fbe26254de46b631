package io.dromedary.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.policy.SensitiveData.Finding;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the number, the text around it, and where in it the number stands. */
class SensitiveDataPropertiesTest {

  private static final String DIGITS = "0123456789";

  /** Prefix and whole length of cards that are in use. */
  private record Issue(String prefix, int length) {}

  private static final List<Issue> ISSUES =
      List.of(
          new Issue("4", 16),
          new Issue("4", 19),
          new Issue("51", 16),
          new Issue("55", 16),
          new Issue("2221", 16),
          new Issue("2720", 16),
          new Issue("34", 15),
          new Issue("37", 15),
          new Issue("300", 14),
          new Issue("36", 14),
          new Issue("38", 14),
          new Issue("6011", 16),
          new Issue("644", 16),
          new Issue("65", 19),
          new Issue("3528", 16),
          new Issue("3589", 18),
          new Issue("62", 17),
          new Issue("62", 19),
          new Issue("5018", 16),
          new Issue("6759", 18),
          new Issue("2200", 16),
          new Issue("6062", 16));

  /** A number with how it is written. */
  record Written(String signs, String text) {

    String tail() {
      return signs.substring(signs.length() - 4);
    }
  }

  @Provide
  Arbitrary<Written> cards() {
    return Arbitraries.of(ISSUES)
        .flatMap(
            issue ->
                digits(issue.length() - issue.prefix().length() - 1)
                    .map(rest -> withLuhn(issue.prefix() + rest)))
        .flatMap(card -> cardForms(card).map(text -> new Written(card, text)));
  }

  private static Arbitrary<String> cardForms(String card) {
    return Arbitraries.of("", " ", "-", "\u00a0")
        .map(
            separator ->
                card.length() == 15
                    ? String.join(
                        separator, card.substring(0, 4), card.substring(4, 10), card.substring(10))
                    : inFours(card, separator));
  }

  @Provide
  Arbitrary<Written> ibans() {
    return Arbitraries.of(
            "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR",
            "HR", "HU", "IE", "IS", "IT", "LC", "LI", "LT", "LU", "LV", "MC", "MT", "NL", "NO",
            "PL", "PT", "RO", "SE", "SI", "SK", "SM", "TR", "UA")
        .flatMap(country -> account(country).map(account -> withCheckDigits(country, account)))
        .flatMap(
            iban ->
                Combinators.combine(
                        Arbitraries.of("", " ", "-", "\u00a0"), Arbitraries.of(true, false))
                    .as(
                        (separator, small) ->
                            small
                                ? inFours(iban, separator).toLowerCase(Locale.ROOT)
                                : inFours(iban, separator))
                    .map(text -> new Written(iban, text)));
  }

  private static Arbitrary<String> account(String country) {
    Arbitrary<String> account = Arbitraries.just("");
    for (char sign : Ibans.shapeOf(country).substring(4).toCharArray()) {
      String signs =
          switch (sign) {
            case '9' -> DIGITS;
            case 'A' -> "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
            default -> DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
          };
      account =
          Combinators.combine(account, Arbitraries.chars().with(signs.toCharArray()))
              .as((head, next) -> head + next);
    }
    return account;
  }

  /** Text without digits, ending so that a number may begin behind it. */
  @Provide
  Arbitrary<String> before() {
    return Combinators.combine(
            Arbitraries.strings().withChars("quxQUX öß号é,.;:!?()[]\"'€#=/-_\n•").ofMaxLength(30),
            Arbitraries.of(" ", ": ", "(", "=", "\n", "„", "号", "/", "-", "_", "€", "#", "•"))
        .as((text, edge) -> text + edge)
        .filter(text -> !text.endsWith("••••"));
  }

  /** Text without digits, beginning so that a number may end before it. */
  @Provide
  Arbitrary<String> after() {
    return Combinators.combine(
            Arbitraries.of("", " ", ", ", ")", ".", "\n", "号", "\"", "-", "/", "€"),
            Arbitraries.strings().withChars("quxQUX öß号é,.;:!?()[]\"'€#=/-_\n").ofMaxLength(30))
        .as((edge, text) -> edge.isEmpty() ? "" : edge + text);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyCardNumberIsMaskedToItsLastFour(
      @ForAll("cards") Written card,
      @ForAll("before") String before,
      @ForAll("after") String after) {
    isFoundAndMasked(SensitiveKind.CARD_NUMBER, card, before, after);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyIbanIsMaskedToItsLastFour(
      @ForAll("ibans") Written iban,
      @ForAll("before") String before,
      @ForAll("after") String after) {
    isFoundAndMasked(SensitiveKind.IBAN, iban, before, after);
  }

  private static void isFoundAndMasked(
      SensitiveKind kind, Written number, String before, String after) {
    String text = before + number.text() + after;

    assertThat(SensitiveData.find(text))
        .containsExactly(
            new Finding(kind, before.length(), before.length() + number.text().length()));
    assertThat(SensitiveData.mask(text))
        .startsWith(before + "••••")
        .endsWith(after)
        .isEqualToIgnoringCase(before + "••••" + number.tail() + after);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void aCardNumberWithOneOtherDigitIsNone(
      @ForAll("cards") Written card, @ForAll int place, @ForAll int by) {
    boolean inOnePiece = card.text().equals(card.signs());
    // five groups of which one digit is wrong may still hold four that are right
    Assume.that(inOnePiece || card.signs().length() <= 16);
    String other = withOneOtherDigit(card.text(), place, by);

    assertThat(SensitiveData.find(other))
        .extracting(Finding::kind)
        .doesNotContain(SensitiveKind.CARD_NUMBER);
    if (inOnePiece) {
      assertThat(SensitiveData.mask(other)).isSameAs(other);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anIbanWithOneOtherDigitIsNone(
      @ForAll("ibans") Written iban, @ForAll int place, @ForAll int by) {
    String other = withOneOtherDigit(iban.text(), place, by);

    assertThat(SensitiveData.find(other))
        .extracting(Finding::kind)
        .doesNotContain(SensitiveKind.IBAN);
  }

  @Property
  void aTextWithoutDigitsIsUnchanged(@ForAll String text) {
    String letters =
        text.codePoints()
            .filter(sign -> !Character.isDigit(sign))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();

    assertThat(SensitiveData.mask(letters)).isSameAs(letters);
  }

  /** What messages are full of, in forms of which none is a card's or an id's. */
  @Provide
  Arbitrary<String> innocents() {
    Arbitrary<String> letter = Arbitraries.of("A", "B", "E", "K", "Q", "T", "X");
    return Arbitraries.oneOf(
        // order, invoice and customer numbers
        Arbitraries.integers().between(1, 12).flatMap(SensitiveDataPropertiesTest::digits),
        digits(8).map(number -> "R-" + number),
        digits(4).map(number -> "2026-" + number),
        // parcels: DHL, UPS, S10, Amazon, PostNL
        digits(16).map(number -> "0034" + number),
        digits(10).map(number -> "1Z999AA1" + number.substring(2)),
        digits(9).map(number -> "RB" + number + "GB"),
        digits(14).map(number -> "304-" + number.substring(0, 7) + "-" + number.substring(7)),
        digits(9).map(number -> "3SABCD" + number),
        // flights, gates, booking codes, tickets
        digits(3).map(number -> "LH" + number),
        letter.list().ofSize(6).map(code -> String.join("", code)),
        digits(10).map(number -> "220-" + number),
        // phones
        digits(10).map(number -> "+491" + number),
        digits(10).map(number -> "491" + number),
        digits(7).map(number -> "0664 " + number),
        // amounts, dates, times
        digits(9).map(number -> number.replaceAll("(\\d{3})(?=\\d)", "$1.") + ",50 EUR"),
        Arbitraries.integers().between(1, 28).map(day -> "2026-11-" + day + " 10:" + (10 + day)),
        digits(6).map(time -> "20261120" + time));
  }

  private static final Pattern SPANISH = Pattern.compile("\\d{8}\\P{Alnum}{0,2}[A-Za-z]");

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
  void aTextWithOrdinaryNumbersIsUnchanged(
      @ForAll("before") String before,
      @ForAll("innocents") String number,
      @ForAll("after") String after) {
    String text = before + number + after;
    // eight digits and the right one of 23 letters are a Spanish identity number
    Assume.that(!SPANISH.matcher(text).find());

    assertThat(SensitiveData.mask(text)).isSameAs(text);
  }

  /** Numbers of all sorts, their names, masks and separators, in any order. */
  @Provide
  Arbitrary<String> soups() {
    return Arbitraries.oneOf(
            cards().map(Written::text),
            ibans().map(Written::text),
            innocents(),
            digits(4),
            digits(2),
            Arbitraries.of(
                "86 095 742 719",
                "86095742719",
                "15070649C103",
                "255081416802538",
                "RSSMRA85T10A562S",
                "12345678Z",
                "X1234567L",
                "1237 010180",
                "7569217076985",
                "AB123456C",
                "078-05-1120",
                "529.982.247-25",
                "52998224725",
                "111222333",
                "44051401359",
                "85.07.30-033.28",
                "811218-9876",
                "8112189876"),
            Arbitraries.of(
                "BSN",
                "Steuer-ID",
                "CPF",
                "PESEL",
                "SVNR",
                "NISS",
                "personnummer",
                "national id",
                "Visa",
                "IBAN",
                "card",
                "ibande",
                "und",
                "x",
                "Q"),
            Arbitraries.of("••••", "•", "••••1", "1111", "4111", "4", "+", "0."),
            Arbitraries.of(" ", " ", " ", "-", ".", ",", "/", ": ", "\n", "(", "号"))
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
  void maskingTwiceIsMaskingOnce(@ForAll("soups") String text) {
    String masked = SensitiveData.mask(text);

    assertThat(SensitiveData.mask(masked)).isEqualTo(masked);
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void maskingTwiceIsMaskingOnceUnderAName(@ForAll("soups") String text) {
    String masked = SensitiveData.mask("bsn_or_tax_id", text);

    assertThat(SensitiveData.mask("bsn_or_tax_id", masked)).isEqualTo(masked);
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void findingsFollowEachOtherAndWhatIsBetweenStays(@ForAll("soups") String text) {
    String masked = SensitiveData.mask(text);

    int behind = 0;
    int inMasked = 0;
    for (Finding finding : SensitiveData.find(text)) {
      assertThat(finding.start()).isGreaterThanOrEqualTo(behind);
      assertThat(finding.end()).isGreaterThanOrEqualTo(finding.start() + 9);
      String between = text.substring(behind, finding.start());
      assertThat(masked.substring(inMasked)).startsWith(between + "••••");
      inMasked += between.length() + 8;
      behind = finding.end();
    }
    assertThat(masked.substring(inMasked)).isEqualTo(text.substring(behind));
    assertThat(masked.length()).isLessThanOrEqualTo(text.length());
  }

  private static Arbitrary<String> digits(int count) {
    return Arbitraries.strings().withChars(DIGITS).ofLength(count);
  }

  private static String inFours(String signs, String separator) {
    return String.join(separator, signs.split("(?<=\\G.{4})"));
  }

  /** The one last digit with which the digits pass. */
  private static String withLuhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(digits.length() - 1 - i), 10);
      sum += i % 2 == 0 ? "0246813579".charAt(digit) - '0' : digit;
    }
    return digits + (100000 - sum) % 10;
  }

  private static String withCheckDigits(String country, String account) {
    StringBuilder number = new StringBuilder();
    (account + country + "00").chars().forEach(sign -> number.append(Character.digit(sign, 36)));
    int remainder = new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue();
    return country + String.format(Locale.ROOT, "%02d", 98 - remainder) + account;
  }

  private static String withOneOtherDigit(String text, int place, int by) {
    int[] places =
        IntStream.range(0, text.length())
            .filter(at -> Character.isDigit(text.charAt(at)))
            .toArray();
    int at = places[Math.floorMod(place, places.length)];
    int digit = (Character.digit(text.charAt(at), 10) + 1 + Math.floorMod(by, 9)) % 10;
    return text.substring(0, at) + digit + text.substring(at + 1);
  }
}
