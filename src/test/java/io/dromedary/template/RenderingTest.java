package io.dromedary.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.template.ParameterRules.Rule;
import io.dromedary.template.ParameterRules.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderingTest {

  private static final Map<String, String> FLIGHT =
      Map.of("flight", "LH438", "date", "20. November", "gate", "B22", "tracking_code", "x-1");

  private static final Map<String, String> SHOP =
      Map.of(
          "shipment", "S-1",
          "latitude", "52.52",
          "longitude", "13.405",
          "place", "Shop",
          "address", "Main Street 1");

  private static List<Violation> check(String template, Map<String, String> parameters) {
    return ParameterRules.check(Fixtures.template(template), "en", parameters);
  }

  private static Map<String, String> flightWith(String name, String value) {
    Map<String, String> parameters = new HashMap<>(FLIGHT);
    parameters.put(name, value);
    return parameters;
  }

  @Test
  void aMessageReadsAsTheRecipientWillSeeIt() {
    RenderedMessage message =
        Renderer.render(Fixtures.template("flight_gate_changed"), "de", FLIGHT);

    assertThat(message.header()).isEqualTo("Gate-Wechsel LH438");
    assertThat(message.body())
        .isEqualTo(
            "Flug LH438 am 20. November geht jetzt von Gate B22 ab. Bitte seien Sie rechtzeitig"
                + " dort.");
    assertThat(message.footer()).isEqualTo("Dromedary Airlines");
    assertThat(message.buttons())
        .containsExactly(
            "Keine Flugmeldungen",
            "Verfolgen -> https://www.example.com/t/x-1",
            "Anrufen -> +4930123456");
    assertThat(message.toString()).doesNotContain("LH438");
  }

  @Test
  void filesAndPlacesStandInBrackets() {
    assertThat(
            Renderer.render(
                    Fixtures.template("invoice_document"), "en", Map.of("document_name", "R.pdf"))
                .header())
        .isEqualTo("[document: R.pdf]");
    assertThat(Renderer.render(Fixtures.template("shop_location"), "en", SHOP).header())
        .isEqualTo("[location: Shop]");
  }

  @ParameterizedTest
  @CsvSource({
    "en, *123456* is your verification code. For your security",
    "de, *123456* ist dein Verifizierungscode. Gib"
  })
  void authenticationShowsMetasText(String language, String start) {
    RenderedMessage message =
        Renderer.render(Fixtures.template("one_time_code"), language, Map.of("code", "123456"));

    assertThat(message.body()).startsWith(start);
    assertThat(message.footer()).contains(" 5 ");
  }

  @Test
  void valuesAreNeverExpandedAgain() {
    assertThat(
            Renderer.render(
                    Fixtures.template("flight_gate_changed"),
                    "en",
                    flightWith("gate", "{{flight}} $1 \\1"))
                .body())
        .contains("gate {{flight}} $1 \\1.");
  }

  @Test
  void anUnknownLanguageIsAProgrammersMistake() {
    assertThatThrownBy(() -> Renderer.render(Fixtures.template("one_time_code"), "xx", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void completeParametersBreakNoRule() {
    assertThat(check("flight_gate_changed", FLIGHT)).isEmpty();
    assertThat(check("shop_location", SHOP)).isEmpty();
    assertThat(check("one_time_code", Map.of("code", "123456"))).isEmpty();
  }

  @Test
  void namesMustBeTheTemplates() {
    Map<String, String> parameters = flightWith("door", "3");
    parameters.remove("gate");

    assertThat(check("flight_gate_changed", parameters))
        .containsExactlyInAnyOrder(
            new Violation("gate", Rule.MISSING), new Violation("door", Rule.EXTRA));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00a0", "\u200b", " \u200d "})
  void emptyValuesAreRefused(String value) {
    assertThat(check("flight_gate_changed", flightWith("gate", value)))
        .containsExactly(new Violation("gate", Rule.EMPTY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\u2028b", "a\u0085b"})
  void lineBreaksAreRefused(String value) {
    assertThat(check("flight_gate_changed", flightWith("gate", value)))
        .containsExactly(new Violation("gate", Rule.NEW_LINE));
  }

  @Test
  void tabsAreRefused() {
    assertThat(check("flight_gate_changed", flightWith("gate", "a\tb")))
        .containsExactly(new Violation("gate", Rule.TAB));
  }

  @Test
  void fourSpacesPassAndFiveDoNot() {
    assertThat(check("flight_gate_changed", flightWith("gate", "a    b"))).isEmpty();
    assertThat(check("flight_gate_changed", flightWith("gate", "a     b")))
        .containsExactly(new Violation("gate", Rule.TOO_MANY_SPACES));
    assertThat(check("flight_gate_changed", flightWith("gate", "a  \u00a0\u00a0 b")))
        .containsExactly(new Violation("gate", Rule.TOO_MANY_SPACES));
  }

  @Test
  void theFilledBodyHasALimit() {
    String body = Fixtures.template("flight_gate_changed").wording("en").body();
    int others = body.replace("{{gate}}", "").replace("{{flight}}", "LH438").length();
    int fixed = others - "{{date}}".length() + "20. November".length();
    String longest = "x".repeat(1024 - fixed);

    assertThat(check("flight_gate_changed", flightWith("gate", longest))).isEmpty();
    assertThat(check("flight_gate_changed", flightWith("gate", longest + "x")))
        .containsExactly(new Violation("body", Rule.BODY_TOO_LONG));
  }

  @Test
  void theFilledHeaderHasALimit() {
    String longest = "x".repeat(60 - "Gate change ".length());

    assertThat(check("flight_gate_changed", flightWith("flight", longest))).isEmpty();
    assertThat(check("flight_gate_changed", flightWith("flight", longest + "x")))
        .containsExactly(new Violation("header", Rule.HEADER_TOO_LONG));
  }

  @Test
  void aCodeHasAtMostFifteenCharacters() {
    assertThat(check("one_time_code", Map.of("code", "123456789012345"))).isEmpty();
    assertThat(check("one_time_code", Map.of("code", "1234567890123456")))
        .containsExactly(new Violation("code", Rule.CODE_TOO_LONG));
  }

  @ParameterizedTest
  @CsvSource({
    "90, true",
    "90.000001, false",
    "-90, true",
    "north, false",
    "NaN, false",
    "1e1, false"
  })
  void latitudesAreDegrees(String latitude, boolean accepted) {
    Map<String, String> parameters = new HashMap<>(SHOP);
    parameters.put("latitude", latitude);

    assertThat(check("shop_location", parameters).isEmpty()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/x.pdf, true",
    "http://a.example/x.pdf, true",
    "ftp://a.example/x.pdf, false",
    "file:///etc/passwd, false",
    "https:///x.pdf, false",
    "x.pdf, false",
    "https://a example/x, false"
  })
  void filesHaveAWebAddress(String link, boolean accepted) {
    Map<String, String> parameters =
        Map.of(
            "name", "Ada",
            "invoice", "R",
            "amount", "5",
            "document_url", link,
            "document_name", "R.pdf");

    assertThat(check("invoice_document", parameters).isEmpty()).isEqualTo(accepted);
  }
}
