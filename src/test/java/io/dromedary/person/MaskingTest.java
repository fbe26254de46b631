package io.dromedary.person;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {

  @ParameterizedTest
  @CsvSource({
    "+4915112345678, +49••••••••678",
    "4915112345678, +49••••••••678",
    "+16502530000, +1•••••••000",
    "+351912345678, +351••••••678",
    "+999123456, +••••••456",
    "+491234567, +49••••567",
    "+49123456, +49••••56",
    "+491234, +49••••",
    "US.13491208655302741918, US.•••••••",
  })
  void showsTheCountryAndTheEnd(String value, String masked) {
    assertThat(Masking.mask(Identifier.classify(value).orElseThrow())).isEqualTo(masked);
  }

  @Test
  void aNameKeepsItsInitial() {
    assertThat(Masking.name("Ada Lovelace")).isEqualTo("A•••");
    assertThat(Masking.name(" Özlem")).isEqualTo("Ö•••");
    assertThat(Masking.name("𝒜da")).isEqualTo("𝒜•••");
    assertThat(Masking.name(" ")).isEmpty();
  }
}
