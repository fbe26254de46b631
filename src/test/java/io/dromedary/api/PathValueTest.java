package io.dromedary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathValueTest {

  @ParameterizedTest
  @CsvSource({
    "LH438%2F2026-11-20, LH438/2026-11-20",
    "LH438%2f2026-11-20, LH438/2026-11-20",
    "+4915112345678, +4915112345678",
    "%2B4915112345678, +4915112345678",
    "a+b%20c, a+b c",
    "100%25, 100%",
    "%252F, %2F",
    "Z%C3%BCrich, Zürich",
    "Zürich, Zürich",
  })
  void isDecodedOnce(String encoded, String decoded) {
    assertThat(PathValue.decode(encoded)).isEqualTo(decoded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%2", "100%", "%zz", "%2Fx%", "%FF", "%C3"})
  void whatIsNoEncodingIsRefused(String encoded) {
    assertThatThrownBy(() -> PathValue.decode(encoded)).isInstanceOf(ProblemException.class);
  }

  @Property
  void readsWhatWasEncoded(@ForAll String text) {
    String encodable = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    String encoded = URLEncoder.encode(encodable, StandardCharsets.UTF_8).replace("+", "%20");

    assertThat(PathValue.decode(encoded)).isEqualTo(encodable);
  }
}
