package io.dromedary.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {

  @ParameterizedTest
  @CsvSource({
    "+4915112345678, PHONE",
    "+123456, PHONE",
    "+123456789012345, PHONE",
    "4915112345678, WA_ID",
    "123456, WA_ID",
    "123456789012345, WA_ID",
    "US.13491208655302741918, USER_ID",
    "US.ENT.11815799212886844830, USER_ID",
    "DE.x, USER_ID",
  })
  void theFormTellsTheKind(String value, IdentifierKind kind) {
    assertThat(Identifier.classify(value)).contains(new Identifier(kind, value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "12345",
        "1234567890123456",
        "+12345",
        "+1234567890123456",
        "US.",
        "us.1",
        "U.1",
        "USA.1",
        "US1",
        "US. 1",
        "Ada",
        "+49 151 1",
        "٤٩١٥١١٢٣"
      })
  void otherFormsAreNobody(String value) {
    assertThat(Identifier.classify(value)).isEmpty();
  }

  @Test
  void aUserIdHasUpTo256Characters() {
    assertThat(Identifier.classify("US." + "1".repeat(253))).isPresent();
    assertThat(Identifier.classify("US." + "1".repeat(254))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "+4915112345678, 4915112345678",
    "+525512345678, 5215512345678",
    "+5491123456789, 541123456789",
    "+5511987654321, 551187654321",
    "+5511967654321, 551167654321",
  })
  void theNumberDialledAndItsWaIdAreOnePerson(String phone, String waId) {
    assertThat(Identifier.phone(phone).sameAs(Identifier.waId(waId))).isTrue();
    assertThat(Identifier.waId(waId).sameAs(Identifier.phone(phone))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "+4915112345678, 4915112345679",
    "+525512345678, 5225512345678",
    "+52551234567, 521551234567",
    "+5511957654321, 551157654321",
    "+55119876543210, 5511876543210",
    "+549112345678, 54112345678",
  })
  void otherDigitsAreSomebodyElse(String phone, String waId) {
    assertThat(Identifier.phone(phone).sameAs(Identifier.waId(waId))).isFalse();
  }

  @Test
  void aUserIdIsNeverANumber() {
    assertThat(Identifier.userId("DE.4915112345678").sameAs(Identifier.waId("4915112345678")))
        .isFalse();
  }

  @Test
  void aWrongValueIsRefusedWithoutQuotingIt() {
    assertThatThrownBy(() -> Identifier.phone("4915112345678"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("4915");
  }

  @Test
  void itsTextKeepsTheValueToItself() {
    assertThat(Identifier.phone("+4915112345678").toString()).doesNotContain("4915");
  }

  @Property
  void everyTextIsOfOneKindOrNone(@ForAll String text) {
    Optional<Identifier> identifier = Identifier.classify(text);

    assertThat(identifier.map(Identifier::value).orElse(text)).isEqualTo(text);
  }

  @Property
  void theCanonicalFormIsItsOwnCanonicalForm(@ForAll("digits") String digits) {
    String canonical = Identifier.waId(digits).canonical();

    if (canonical.length() >= 6) {
      assertThat(Identifier.phone("+" + canonical).canonical()).isEqualTo(canonical);
    }
  }

  @Provide
  Arbitrary<String> digits() {
    Arbitrary<String> variants =
        Arbitraries.of("521", "549", "55119", "49", "1")
            .flatMap(
                start ->
                    Arbitraries.strings()
                        .numeric()
                        .ofLength(10)
                        .map(
                            rest ->
                                (start + rest).substring(0, Math.min(15, start.length() + 10))));
    return Arbitraries.oneOf(
        variants, Arbitraries.strings().numeric().ofMinLength(6).ofMaxLength(15));
  }
}
