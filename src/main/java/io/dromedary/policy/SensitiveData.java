package io.dromedary.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Full card numbers, account numbers and national ids, which must never leave in a message: finds
 * them in a text and masks them to their last four signs. Pure, and linear in the length of the
 * text whatever stands in it.
 *
 * <p>Other numbers must pass, for the message is worthless with a masked order number. So whatever
 * a check digit does not settle is taken in its own written form only (<em>form</em>), or beside
 * its name (<em>named</em>): a word up to 40 characters before or 24 after it without another
 * number between, or the name of the template parameter.
 *
 * <table>
 * <caption>What is found, and by what</caption>
 * <tr><th>kind</th><th>signs</th><th>alone when</th><th>source</th></tr>
 * <tr><td>card number</td><td>13 to 19 digits, issuer prefix, Luhn</td>
 *   <td>the length is one that the issuer uses, in one piece or in groups of a card; 13 digits in
 *   groups or named; any other prefix from 3 to 6 and UATP: named</td>
 *   <td>ISO/IEC 7812-1; the issuers' published ranges</td></tr>
 * <tr><td>IBAN</td><td>structure of 89 countries, remainder 1 by 97</td>
 *   <td>always; spaces or hyphens in fours, or at will among digits only</td>
 *   <td>ISO 13616, SWIFT IBAN Registry</td></tr>
 * <tr><td>German tax id</td><td>11 digits, repeated digit, MOD 11,10</td>
 *   <td>form 12 345 678 901; else named</td><td>§ 139b AO, ISO 7064</td></tr>
 * <tr><td>German social insurance number</td><td>8 digits, letter, 3 digits; birthday, check
 *   digit</td><td>always</td><td>§ 147 SGB VI, § 2 VKVV</td></tr>
 * <tr><td>French NIR</td><td>15 digits (2A, 2B), key by 97</td>
 *   <td>sex 1 or 2 and month 01 to 12; else named</td><td>INSEE, décret 82-103</td></tr>
 * <tr><td>Italian codice fiscale</td><td>16 signs, check letter</td><td>always</td>
 *   <td>DM 23 December 1976</td></tr>
 * <tr><td>Spanish DNI, NIE</td><td>8 digits or X, Y, Z and 7; letter by 23</td>
 *   <td>letter in capitals, attached or behind a hyphen; else named</td>
 *   <td>Real Decreto 1553/2005, Ministerio del Interior</td></tr>
 * <tr><td>Austrian social insurance number</td><td>10 digits, birthday, check digit by 11</td>
 *   <td>form 1234 010180; else named</td><td>§ 30c ASVG</td></tr>
 * <tr><td>Swiss AHV number</td><td>13 digits from 756, EAN-13</td><td>always</td>
 *   <td>Art. 133 AHVV, GS1</td></tr>
 * <tr><td>British NINO</td><td>2 letters, 6 digits, A to D; allocated prefix</td>
 *   <td>in capitals; else named</td><td>HMRC NIM39110</td></tr>
 * <tr><td>American SSN</td><td>9 digits, no unused area, group or serial</td>
 *   <td>form 123-45-6789; else named</td><td>SSA, 20 CFR 422.103</td></tr>
 * <tr><td>Brazilian CPF</td><td>11 digits, two check digits by 11</td>
 *   <td>form 123.456.789-09; else named</td><td>Receita Federal</td></tr>
 * <tr><td>Dutch BSN</td><td>9 digits, eleven test</td><td>form 1234.56.782; else named</td>
 *   <td>Wet algemene bepalingen burgerservicenummer</td></tr>
 * <tr><td>Polish PESEL</td><td>11 digits, birthday, check digit</td><td>named</td>
 *   <td>Ustawa o ewidencji ludności, art. 15</td></tr>
 * <tr><td>Belgian national number</td><td>11 digits, birthday, 97 minus remainder</td>
 *   <td>form 85.07.30-033.28 or 850730-033-28; else named</td><td>KB 3 April 1984</td></tr>
 * <tr><td>Swedish personal number</td><td>10 or 12 digits, birthday, Luhn</td>
 *   <td>form 811218-9876, born 1940 to 1999; else named</td>
 *   <td>Folkbokföringslag 1991:481, § 18</td></tr>
 * </table>
 *
 * <p>What remains by chance, and is masked: one in ten of the numbers that begin and are as long as
 * a card (of random ones with 16 digits one in thirty, with 14 or 15 one in 250), one in 23 of 8
 * digits with a capital letter, and what looks exactly like a NINO or SSN. What is not found:
 * numbers that letters or other digits have grown on, that are spelled out or spread over two
 * texts, and national account numbers.
 */
public final class SensitiveData {

  static final char DOT = '•';

  /** Stands for what is hidden, however much that is; never a line break, tab or space. */
  static final String MASK = String.valueOf(DOT).repeat(4);

  private static final int SHOWN = 4;

  private SensitiveData() {}

  /**
   * A place where something sensitive stands. What it is does not go along: a finding may be
   * logged.
   *
   * @param start index of its first character (UTF-16)
   * @param end index behind its last one
   */
  public record Finding(SensitiveKind kind, int start, int end) {}

  /** {@link #find(String, String)} in a text that is no parameter's value. */
  public static List<Finding> find(String text) {
    return find(null, text);
  }

  /**
   * What must not leave, in the order of the text; findings do not overlap. Where two readings
   * overlap, one finding covers both.
   *
   * @param parameter name of the template parameter whose value the text is ({@code tax_id}); it
   *     counts as a word beside it. {@code null}: none
   */
  public static List<Finding> find(@Nullable String parameter, String text) {
    NearbyWords words = new NearbyWords(parameter, text);
    List<Finding> found = new ArrayList<>();
    for (int start = 0; start < text.length(); start++) {
      if (Stretch.mayBeginAt(text, start)) {
        Finding here = longest(text, start, words);
        if (here != null) {
          add(found, here);
        }
      }
    }
    return List.copyOf(found);
  }

  private static @Nullable Finding longest(String text, int start, NearbyWords words) {
    Stretch stretch = Stretch.at(text, start);
    Finding longest = null;
    for (SensitiveKind kind : SensitiveKind.values()) {
      int covered =
          kind.recogniser().covers(stretch, count -> words.name(kind, start, stretch.end(count)));
      if (covered > 0 && (longest == null || stretch.end(covered) > longest.end())) {
        longest = new Finding(kind, start, stretch.end(covered));
      }
    }
    return longest;
  }

  /** Of groups of digits in a row, two may each begin a number: then all of them are hidden. */
  private static void add(List<Finding> found, Finding next) {
    Finding last = found.isEmpty() ? null : found.get(found.size() - 1);
    if (last == null || next.start() >= last.end()) {
      found.add(next);
    } else if (next.end() > last.end()) {
      found.set(found.size() - 1, new Finding(last.kind(), last.start(), next.end()));
    }
  }

  /** {@link #mask(String, String)} of a text that is no parameter's value. */
  public static String mask(String text) {
    return mask(null, text);
  }

  /**
   * The text with every finding replaced by four dots and its last four letters or digits ({@code
   * ••••4711}). Never longer than the text; the text itself when nothing is found. Masking again
   * changes nothing.
   *
   * @param parameter as in {@link #find(String, String)}
   */
  public static String mask(@Nullable String parameter, String text) {
    List<Finding> found = find(parameter, text);
    if (found.isEmpty()) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    int copied = 0;
    for (Finding finding : found) {
      masked.append(text, copied, finding.start()).append(MASK).append(tail(text, finding));
      copied = finding.end();
    }
    return masked.append(text, copied, text.length()).toString();
  }

  private static String tail(String text, Finding finding) {
    StringBuilder tail = new StringBuilder(SHOWN);
    for (int place = finding.end() - 1; tail.length() < SHOWN; place--) {
      if (Stretch.sign(text.charAt(place)) != 0) {
        tail.append(text.charAt(place));
      }
    }
    return tail.reverse().toString();
  }
}
