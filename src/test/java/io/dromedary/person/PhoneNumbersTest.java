package io.dromedary.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.person.ParsedNumber.Invalid;
import io.dromedary.person.ParsedNumber.Valid;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneNumbersTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "+4915112345678, none, +4915112345678, DE",
        "+49 (0) 151 / 123 456 78, none, +4915112345678, DE",
        "0151 12345678, DE, +4915112345678, DE",
        "0049 151 12345678, DE, +4915112345678, DE",
        "+33 6 12 34 56 78, DE, +33612345678, FR",
        "+1 650-253-0000, none, +16502530000, US",
        "+5215512345678, none, +525512345678, MX",
        "+54 9 11 2345-6789, none, +5491123456789, AR",
        "+800 1234 5678, none, +80012345678, 001",
      })
  void readsWhatPeopleWrite(String raw, String region, String e164, String country) {
    assertThat(PhoneNumbers.parse(raw, region)).isEqualTo(new Valid(e164, country));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "'', none, is empty",
        "'  ', DE, is empty",
        "0151 12345678, none, country code",
        "+999 1234567, none, country code",
        "+49 151, none, numbering plan",
        "+49 1, none, too short",
        "+49, none, not a phone number",
        "1-800-FLOWERS, US, letters",
        "----, DE, not a phone number",
        "+49151123456789012345, none, too long",
        "+1 650 253 0000;ext=5, none, letters",
        "+1 650 253 0000 #5, none, extension",
        "00000000000000000000000000000000000000000000000000000000, DE, too long",
      })
  void saysWhatIsWrong(String raw, String region, String words) {
    assertThat(PhoneNumbers.parse(raw, region))
        .isInstanceOfSatisfying(
            Invalid.class, invalid -> assertThat(invalid.reason()).contains(words));
  }

  @Property
  void anyTextIsAnsweredAndWhatIsValidIsAnIdentifier(@ForAll String raw) {
    if (PhoneNumbers.parse(raw, "DE") instanceof Valid valid) {
      assertThat(valid.identifier().value()).isEqualTo(valid.e164());
    }
  }

  @Property
  void readingWhatWasReadChangesNothing(@ForAll("numbers") String raw) {
    if (PhoneNumbers.parse(raw, "DE") instanceof Valid valid) {
      assertThat(PhoneNumbers.parse(valid.e164(), null)).isEqualTo(valid);
    }
  }

  @Provide
  Arbitrary<String> numbers() {
    return Arbitraries.strings().withChars("+0123456789 -/()").ofMaxLength(20);
  }
}
