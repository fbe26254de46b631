package io.dromedary.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.dromedary.samples.Person.Agreement;
import org.junit.jupiter.api.Test;

class CastTest {

  private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

  private final Cast cast = Cast.load();

  @Test
  void everyNumberCanExist() {
    assertThat(cast.people()).allMatch(CastTest::hasValidNumber);
  }

  @Test
  void nobodySharesNumberOrCustomerNumber() {
    assertThat(cast.people()).extracting(Person::phone).doesNotHaveDuplicates();
    assertThat(cast.people()).extracting(Person::customer).doesNotHaveDuplicates();
  }

  @Test
  void onlyOneNumberIsOneOfTheSandboxsSpecialOnes() {
    assertThat(cast.people())
        .filteredOn(person -> person.phone().matches(".*000[1-9]"))
        .extracting(Person::customer)
        .containsExactly("K-1008");
  }

  @Test
  void everyFateIsThere() {
    assertThat(cast.with(Agreement.GIVEN)).hasSizeGreaterThan(5);
    assertThat(cast.with(Agreement.WITHDRAWN)).hasSize(1);
    assertThat(cast.with(Agreement.NEVER)).hasSize(1);
  }

  @Test
  void everybodyAgreesInTheirOwnLanguageToANamedBusiness() {
    assertThat(cast.people())
        .allSatisfy(
            person ->
                assertThat(cast.wording(person, "Sample & Co"))
                    .contains("Sample & Co", "WhatsApp", "STOP")
                    .doesNotContain("${"));
  }

  @Test
  void nameAndNumberStayOutOfLogs() {
    Person person = cast.person("K-1001");
    assertThat(person.toString()).doesNotContain(person.phone(), person.name());
  }

  private static boolean hasValidNumber(Person person) {
    try {
      return PLANS.isValidNumber(PLANS.parse(person.phone(), null));
    } catch (NumberParseException e) {
      return false;
    }
  }
}
