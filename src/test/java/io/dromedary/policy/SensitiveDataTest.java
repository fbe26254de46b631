package io.dromedary.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dromedary.policy.SensitiveData.Finding;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are those that issuers and states publish for tests, and invented ones. */
class SensitiveDataTest {

  @ParameterizedTest
  @CsvSource({
    // Visa, Mastercard old and new, American Express, Diners Club, Discover, JCB
    "4111111111111111, ••••1111",
    "4000000000000000006, ••••0006",
    "5555555555554444, ••••4444",
    "2223003122003222, ••••3222",
    "378282246310005, ••••0005",
    "30569309025904, ••••5904",
    "6011111111111117, ••••1117",
    "3530111333300000, ••••0000",
    // Maestro, UnionPay
    "6759649826438453, ••••8453",
    "6200000000000005, ••••0005",
    "6205500000000000004, ••••0004",
    // as they are printed
    "4111 1111 1111 1111, ••••1111",
    "4111-1111-1111-1111, ••••1111",
    "4111\u00a01111\u00a01111\u00a01111, ••••1111",
    "3782 822463 10005, ••••0005",
    "3056 930902 5904, ••••5904",
    "4000 0000 0000 0000 006, ••••0006",
    "41111111 11111111, ••••1111",
    "4222 222 222 222, ••••2222",
    // in another script
    "٤١١١١١١١١١١١١١١١, ••••١١١١",
  })
  void aCardNumberKeepsItsLastFour(String card, String masked) {
    assertThat(SensitiveData.find(card))
        .containsExactly(new Finding(SensitiveKind.CARD_NUMBER, 0, card.length()));
    assertThat(SensitiveData.mask(card)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // the check digit is wrong
        "4111111111111112",
        "5555 5555 5555 4445",
        // right by Luhn, but of no issuer or with a length that it does not use
        "9111111111111110",
        "7992739871300008",
        "411111111111116",
        "41111111111111113",
        // one digit less and one more than a card may have
        "411111111117",
        "41111111111111111115",
        // grouped like no card
        "411 111 111 111 111 1",
        "41 11 11 11 11 11 11 11",
        "4111/1111/1111/1111",
        "4111  1111  1111  1111",
        "4111\n1111\n1111\n1111",
        // part of something else
        "XA4111111111111111",
        "4111111111111111X",
        "4111111111111111e",
        "0.4111111111111111",
        "+4111111111111111",
        // 13 digits are a phone number or an article number until they are named
        "4222222222222",
        // the last four only
        "•••• 1111",
        "1111",
      })
  void whatIsNoCardNumberPasses(String text) {
    assertThat(SensitiveData.mask(text)).isSameAs(text);
  }

  @ParameterizedTest
  @CsvSource({
    "paid with card 4111111111111111., paid with card ••••1111.",
    "4111 1111 1111 1111 12/27, ••••1111 12/27",
    "card4111111111111111, card••••1111",
    "CARD4111111111111111, CARD••••1111",
    "PAN4111111111111111, PAN••••1111",
    "卡号4111111111111111已付, 卡号••••1111已付",
    "pan=4111111111111111&x=1, pan=••••1111&x=1",
    "'4711,4111111111111111,1', '4711,••••1111,1'",
    "4111111111111111and more, ••••1111and more",
    "5555555555554444/4111111111111111, ••••4444/••••1111",
    "Visa 4222222222222, Visa ••••2222",
    "Kreditkarte: 4222222222222, Kreditkarte: ••••2222",
    "UATP 135419999999998, UATP ••••9998",
  })
  void aCardNumberIsFoundWhereverItStands(String text, String masked) {
    assertThat(SensitiveData.mask(text)).isEqualTo(masked);
  }

  @Test
  void ofGroupsThatReadTwoWaysNoneIsLeft() {
    String first = "4000 4111 1111 1119";
    String second = "4111 1111 1119 1113";
    assertThat(SensitiveData.find(first)).hasSize(1);
    assertThat(SensitiveData.find(second)).hasSize(1);

    assertThat(SensitiveData.mask("Order 4000 " + second)).isEqualTo("Order ••••1113");
    assertThat(SensitiveData.mask("Order 4711 4111 1111 1111 1111")).endsWith("••••1111");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AD1200012030200359100100",
        "AT611904300234573201",
        "BE68539007547034",
        "BR1800360305000010009795493C1",
        "BY13NBRB3600900000002Z00AB00",
        "CH9300762011623852957",
        "CY17002001280000001200527600",
        "CZ6508000000192000145399",
        "DE89370400440532013000",
        "DK5000400440116243",
        "ES9121000418450200051332",
        "FI2112345600000785",
        "FR1420041010050500013M02606",
        "GB29NWBK60161331926819",
        "GE29NB0000000101904917",
        "GR1601101250000000012300695",
        "HU42117730161111101800000000",
        "IE29AIBK93115212345678",
        "IL620108000000099999999",
        "IT60X0542811101000000123456",
        "JO94CBJO0010000000000131000302",
        "LU280019400644750000",
        "MT84MALT011000012345MTLCAST001S",
        "NL91ABNA0417164300",
        "NO9386011117947",
        "PL61109010140000071219812874",
        "PT50000201231234567890154",
        "SE4550000000058398257466",
        "TR330006100519786457841326",
        "UA213223130000026007233566001",
      })
  void anIbanOfTheRegistryIsFound(String iban) {
    String spaced = iban.replaceAll("(.{4})(?=.)", "$1 ");
    String tail = iban.substring(iban.length() - 4);
    for (String written :
        List.of(iban, spaced, spaced.replace(' ', '-'), iban.toLowerCase(java.util.Locale.ROOT))) {
      assertThat(SensitiveData.find("to " + written + "."))
          .containsExactly(new Finding(SensitiveKind.IBAN, 3, 3 + written.length()));
      assertThat(SensitiveData.mask(written)).isEqualToIgnoringCase("••••" + tail);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "IBANDE89370400440532013000, IBAN••••3000",
    "ibande89370400440532013000, iban••••3000",
    "IBAN:DE89 3704 0044 0532 0130 00 BIC X, IBAN:••••3000 BIC X",
    "DE 89 370400440532013000, ••••3000",
    "DE89 37040044 0532013000, ••••3000",
  })
  void anIbanIsFoundInOtherSpacingsToo(String text, String masked) {
    assertThat(SensitiveData.mask(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DE88370400440532013000",
        "DE8937040044053201300",
        "DE893704004405320130000",
        "DE89370400440532O13000",
        "DE89 3704 0044 0532 0130 0X",
        "XX46370400440532013000",
        "XDE89370400440532013000",
        // no country has them, though they leave the right remainder: 00 for 97, 99 for 02
        "DE00123456789012345676",
        "DE99123456789012345640",
        // a creditor's identifier and a creditor reference have the same check digits
        "DE98ZZZ09999999999",
        "RF18539007547034",
        // letters do not read on into a sentence
        "gt 20 seconds later the next gate is open",
        "NL91 AB NA 04 17 16 43 00",
      })
  void whatIsNoIbanPasses(String text) {
    assertThat(SensitiveData.mask(text)).isSameAs(text);
  }

  /** In its own form: kind, number. */
  @ParameterizedTest
  @CsvSource({
    "GERMAN_TAX_ID, 86 095 742 719",
    "GERMAN_TAX_ID, 36 574 261 809",
    "GERMAN_SOCIAL_INSURANCE_NUMBER, 15070649C103",
    "GERMAN_SOCIAL_INSURANCE_NUMBER, 15 070649 C 103",
    "FRENCH_NIR, 255081416802538",
    "FRENCH_NIR, 2 55 08 14 168 025 38",
    "FRENCH_NIR, 253072A07300443",
    "FRENCH_NIR, 253072B07300470",
    "ITALIAN_TAX_CODE, RSSMRA85T10A562S",
    "ITALIAN_TAX_CODE, rssmra85t10a562s",
    "ITALIAN_TAX_CODE, RSSMRA85T41A562U",
    "ITALIAN_TAX_CODE, RSSMRA85T10A56NH",
    "ITALIAN_TAX_CODE, RSS MRA 85T10 A562S",
    "SPANISH_DNI, 12345678Z",
    "SPANISH_DNI, 12345678-Z",
    "SPANISH_DNI, 12.345.678-Z",
    "SPANISH_NIE, X1234567L",
    "SPANISH_NIE, X-1234567-L",
    "AUSTRIAN_SOCIAL_INSURANCE_NUMBER, 1237 010180",
    "AUSTRIAN_SOCIAL_INSURANCE_NUMBER, 1234 011380",
    "SWISS_AHV_NUMBER, 756.9217.0769.85",
    "SWISS_AHV_NUMBER, 7569217076985",
    "BRITISH_NINO, AB123456C",
    "BRITISH_NINO, AB 12 34 56 C",
    "AMERICAN_SSN, 078-05-1120",
    "BRAZILIAN_CPF, 529.982.247-25",
    "DUTCH_BSN, 1112.22.333",
    "BELGIAN_NATIONAL_NUMBER, 85.07.30-033.28",
    "BELGIAN_NATIONAL_NUMBER, 85.27.30-033.71",
    "BELGIAN_NATIONAL_NUMBER, 17.07.30-033.84",
    "SWEDISH_PERSONAL_NUMBER, 811218-9876",
    "SWEDISH_PERSONAL_NUMBER, 811278-9873",
    "SWEDISH_PERSONAL_NUMBER, 401218-9876",
    "SWEDISH_PERSONAL_NUMBER, 19811218-9876",
  })
  void aNationalIdInItsFormIsFound(SensitiveKind kind, String number) {
    String text = "Your number " + number + ", please check.";
    String signs = number.replaceAll("[^A-Za-z0-9]", "");

    assertThat(SensitiveData.find(text))
        .containsExactly(new Finding(kind, 12, 12 + number.length()));
    assertThat(SensitiveData.mask(text))
        .isEqualTo("Your number ••••" + signs.substring(signs.length() - 4) + ", please check.");
  }

  /** Beside its name only: kind, text, how long the number in it is. */
  @ParameterizedTest
  @CsvSource({
    "GERMAN_TAX_ID, Steuer-ID: 86095742719, 11",
    "GERMAN_TAX_ID, Ihre IdNr. lautet 47036892816, 11",
    "GERMAN_TAX_ID, tax id 65929970489, 11",
    "GERMAN_TAX_ID, Steuer-ID 11123456786, 11",
    "GERMAN_SOCIAL_INSURANCE_NUMBER, Versicherungsnummer 15-070649-C-103, 15",
    "FRENCH_NIR, NIR 350081416802539, 15",
    "FRENCH_NIR, numéro de sécurité sociale 255621416802529, 15",
    "SPANISH_DNI, DNI 12345678z, 9",
    "SPANISH_NIE, NIE x1234567l, 9",
    "AUSTRIAN_SOCIAL_INSURANCE_NUMBER, SVNR 1237010180, 10",
    "BRITISH_NINO, National Insurance ab123456c, 9",
    "AMERICAN_SSN, SSN 078051120, 9",
    "AMERICAN_SSN, Social Security number 078 05 1120, 11",
    "BRAZILIAN_CPF, CPF nº 52998224725, 11",
    "DUTCH_BSN, BSN 111222333, 9",
    "DUTCH_BSN, burgerservicenummer: 123456782, 9",
    "POLISH_PESEL, PESEL 44051401359, 11",
    "POLISH_PESEL, PESEL 02251401454, 11",
    "BELGIAN_NATIONAL_NUMBER, NISS 17073003384, 11",
    "BELGIAN_NATIONAL_NUMBER, rijksregisternummer 85073003328, 11",
    "SWEDISH_PERSONAL_NUMBER, personnummer 8112189876, 10",
    "SWEDISH_PERSONAL_NUMBER, personnummer 121212+1212, 11",
    "SWEDISH_PERSONAL_NUMBER, personnummer 201212121212, 12",
    "DUTCH_BSN, national id 950000012, 9",
  })
  void aNationalIdBesideItsNameIsFound(SensitiveKind kind, String text, int length) {
    int start = text.length() - length;

    assertThat(SensitiveData.find(text)).containsExactly(new Finding(kind, start, start + length));
    assertThat(SensitiveData.find("Order " + text.substring(start))).isEmpty();
  }

  /** A digit or letter is wrong, or the form is another; each beside its name where one helps. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // check digit; none repeated; two repeated; four alike; begins with 0
        "Steuer-ID 86095742718",
        "Steuer-ID 12345678903",
        "Steuer-ID 11223456785",
        "Steuer-ID 11112345678",
        "Steuer-ID 01234567888",
        "15070649C104",
        "15320649C102",
        "15071349C107",
        "15070649CC03",
        "NIR 255081416802539",
        "NIR 2550814168025385",
        "NIR 253072C07300443",
        "RSSMRA85T10A562T",
        "RSSMRA85F10A562R",
        "RSSMRA85T32A562Y",
        "RSSMRA85T10A562SX",
        "DNI 12345678A",
        "DNI 1234567Z",
        "NIE W1234567L",
        "NIE W1234567X",
        "NIE X1234567M",
        "SVNR 1238010180",
        "SVNR 1238320180",
        "SVNR 1248011680",
        "SVNR 0998010180",
        "756.9217.0769.86",
        "757.9217.0769.84",
        "NINO QQ123456C",
        "NINO AB123456E",
        "NINO GB123456A",
        "NINO AO123456A",
        "SSN 000-12-3456",
        "SSN 666-12-3456",
        "SSN 900-12-3456",
        "SSN 123-00-4567",
        "SSN 123-45-0000",
        "CPF 529.982.247-26",
        "CPF 111.111.111-11",
        "BSN 111222334",
        "BSN 000000000",
        "PESEL 44051401358",
        "PESEL 44151401451",
        "PESEL 44053201452",
        "85.07.30-033.29",
        "NISS 85133003370",
        "NISS 85073203365",
        "personnummer 811218-9875",
        "personnummer 811318-9875",
        "personnummer 811232-9878",
      })
  void whatOnlyLooksLikeANationalIdPasses(String text) {
    assertThat(SensitiveData.mask(text)).isSameAs(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // any of these would be one beside its name
        "Order 86095742719",
        "Order 52998224725",
        "Booking 111222333",
        "Order 8112189876",
        "Ref 85073003328",
        "Invoice 1237010180",
        // a date and a counter
        "Order 121212-1212",
        "Order 391218-9879",
        "Order 20121212-1212",
        // tied to more
        "020-078-05-1120",
        "078-05-1120-3",
        // small letters
        "seat 12345678z",
        // a number and a word
        "Order 12345678 Z",
        "seat ab123456c",
        // a name that is only part of a word
        "tenir 350081416802539",
        "asbsn 111222333",
        // named, but another number stands between
        "BSN (9 digits): see letter 4 of 111222333",
        // too far away
        "BSN was asked for in the letter that we have sent you, 111222333",
      })
  void whatOtherNumbersLookLikeTooPassesWithoutItsName(String text) {
    assertThat(SensitiveData.mask(text)).isSameAs(text);
  }

  @Test
  void aNameCountsUpToFortyCharactersBefore() {
    String at40 = "BSN" + ".".repeat(37) + "111222333";
    String at41 = "BSN" + ".".repeat(38) + "111222333";

    assertThat(SensitiveData.find(at40)).hasSize(1);
    assertThat(SensitiveData.find(at41)).isEmpty();
  }

  @Test
  void aNameCountsUpToTwentyFourCharactersAfter() {
    assertThat(SensitiveData.find("111222333" + ".".repeat(21) + "BSN")).hasSize(1);
    assertThat(SensitiveData.find("111222333" + ".".repeat(22) + "BSN")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bsn, 111222333, ••••2333",
    "customer_bsn, 111222333, ••••2333",
    "customerBsn, 111222333, ••••2333",
    "steuer_id, 86095742719, ••••2719",
    "taxId, 86095742719, ••••2719",
    "cardNumber, 4222222222222, ••••2222",
    "order_number, 111222333, 111222333",
    "absn, 111222333, 111222333",
  })
  void theParametersNameCountsAsAWordBesideIt(String parameter, String value, String shown) {
    assertThat(SensitiveData.mask(parameter, value)).isEqualTo(shown);
  }

  @Test
  void severalAreMaskedEachForItself() {
    assertThat(
            SensitiveData.mask(
                "From DE89 3704 0044 0532 0130 00 to GB29NWBK60161331926819, card"
                    + " 4111111111111111, order 4711."))
        .isEqualTo("From ••••3000 to ••••6819, card ••••1111, order 4711.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Flight LH438 from gate B42 at 17:05 on 2026-11-20, seat 14C, booking Q7XK2P",
        "Ticket 220-2401234567 or 2202401234567",
        "Parcel 00340434161094042557, JJD014600006281114018, 1Z999AA10123456784, RB123456785GB",
        "Parcel 3SABCD012345678, 6A12345678901, LP00123456789012, 01505012345678",
        "Order 304-1234567-1234567, 10-04711, 4500012345, 20261120000042, 2026-11-20-0042",
        "Call +49 151 12345678, 004915112345678, 0664 1234567, (555) 010-9999, +33 6 39 98 12 34",
        "4915112345678 is also known as US.13491208655302741918",
        "EUR 1.234.567,89 or CHF 1'234'567.05 or 12 345 678,90 or $1,234,567.89",
        "48.13710791837492, 11.57538222222221",
        "wamid.HBgNNDkxNTExMjM0NTY3OBUCABIYIDNFQjBBRkY3",
        "0d4f9d0e-3d1c-5d2f-9c1e-4711aa004711 at 2026-11-20T10:15:30.123456789Z",
        "EAN 4006381333931, ISBN 978-3-16-148410-0, IMEI 490154203237518, ICCID 8949123456789012345",
        "BIC COBADEFFXXX, VAT DE136695976, Gläubiger-ID DE98ZZZ09999999999, account ending 3000",
        "WBA3A5C50CF256789, M-AB 1234, meter 1EBZ0100507409, zone 80331",
      })
  void ordinaryNumbersPass(String text) {
    assertThat(SensitiveData.mask(text)).isSameAs(text);
  }

  static Stream<Path> ownFiles() throws IOException {
    Stream.Builder<Path> files = Stream.builder();
    for (String folder :
        List.of(
            "templates",
            "routes",
            "connectors",
            "src/main/resources/samples",
            "src/test/resources/fixtures",
            "src/test/resources/tutorial")) {
      try (Stream<Path> walk = Files.walk(Path.of(folder))) {
        walk.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    return files.build();
  }

  @Test
  void ourOwnSamplesAndFixturesPass() throws IOException {
    List<Path> files = ownFiles().toList();
    assertThat(files).hasSizeGreaterThan(100);
    for (Path file : files) {
      try {
        String text = Files.readString(file);
        assertThat(SensitiveData.find(text)).as(file.toString()).isEmpty();
      } catch (MalformedInputException image) {
        assertThat(file.toString()).doesNotEndWith(".json").doesNotEndWith(".yaml");
      }
    }
  }

  static Stream<Path> ownJson() throws IOException {
    // in samples they have gaps yet to be filled
    return ownFiles()
        .filter(file -> file.toString().endsWith(".json"))
        .filter(file -> !file.startsWith("src/main/resources/samples"));
  }

  @ParameterizedTest
  @MethodSource("ownJson")
  void ourOwnValuesPassUnderTheirNames(Path file) throws IOException {
    passes("", new JsonMapper().readTree(file.toFile()));
  }

  private static void passes(String name, JsonNode node) {
    if (node.isValueNode()) {
      assertThat(SensitiveData.find(name, node.asText())).as(name).isEmpty();
    }
    node.fields().forEachRemaining(member -> passes(member.getKey(), member.getValue()));
    if (node.isArray()) {
      node.forEach(item -> passes(name, item));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 ", "4111 ", "BSN 111222333 ", "DE89 ", "••••"})
  void aMegabyteOfTheWorstIsReadInLinearTime(String unit) {
    String text = unit.repeat(1_000_000 / unit.length());

    // one or two seconds on a busy machine; a quadratic way would take hours
    assertTimeout(Duration.ofMinutes(1), () -> SensitiveData.mask(text));
  }

  @Test
  void everyKindHasItsWord() {
    assertThat(SensitiveKind.GERMAN_TAX_ID.word()).isEqualTo("german-tax-id");
    assertThat(SensitiveKind.values())
        .extracting(SensitiveKind::word)
        .allMatch(word -> word.matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  void namesOfKindsAreWrittenAsTheyAreCompared() {
    for (SensitiveKind kind : SensitiveKind.values()) {
      assertThat(kind.names())
          .allSatisfy(name -> assertThat(NearbyWords.plain(name)).isEqualTo(" " + name + " "));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "•", "••••", "••••1", "4", "+", "DE", "ibande8", "\ud83d", "1\ud83d"})
  void anyRemainderOfATextIsRead(String text) {
    assertThatCode(() -> SensitiveData.mask(text)).doesNotThrowAnyException();
    assertThat(SensitiveData.mask(text)).isSameAs(text);
  }
}
