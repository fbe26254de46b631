package io.dromedary.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DocumentTest {

  @Test
  void valuesCannotBreakOutOfXml() {
    assertThat(Document.of("bank/reason.xml").with("code", "<a b=\"c\">&'${code}").text())
        .contains("<Cd>&lt;a b=&quot;c&quot;&gt;&amp;&apos;${code}</Cd>");
  }

  @Test
  void valuesCannotBreakOutOfJson() {
    Document document = Document.of("billing/invoice-event.json");
    for (String place :
        "event created type id number business amount issued currency customer phone locale due"
            .split(" ")) {
      document.with(place, "1");
    }
    assertThat(document.with("name", "\",\"livemode\":false,\"\n\\").text())
        .contains("\"customer_name\": \"\\\",\\\"livemode\\\":false,\\\"\\n\\\\\"");
  }

  @Test
  void aPlaceLeftEmptyIsAnError() {
    Document document = Document.of("bank/reason.xml");
    assertThatThrownBy(document::text)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bank/reason.xml lacks a value for code");
  }

  @Test
  void aPlaceThatDoesNotExistIsAnError() {
    Document document = Document.of("bank/reason.xml");
    assertThatThrownBy(() -> document.with("cod", "AC04"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
