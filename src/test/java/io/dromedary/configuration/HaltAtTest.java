package io.dromedary.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who does not drill is never halted; DrillIT sees it halt. */
class HaltAtTest {

  @ParameterizedTest
  @NullAndEmptySource
  void withoutTheSettingNothingHalts(String setting) {
    assertThat(HaltAt.of(setting)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "before-lunch:1",
        "before-commit",
        "before-commit:1:2",
        "17",
        "after-commit:0",
        "after-commit:x"
      })
  void aSettingThatMeansNothingStopsTheStart(String setting) {
    assertThatThrownBy(() -> HaltAt.of(setting))
        .isInstanceOf(IncompleteSettings.class)
        .hasMessageContaining(HaltAt.VARIABLE);
  }

  @Test
  void aCountMakesOne() {
    assertThat(HaltAt.of("after-commit:17")).isNotNull();
  }
}
