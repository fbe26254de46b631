package io.dromedary.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.template.Fixtures;
import io.dromedary.template.ParameterRules;
import io.dromedary.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateMessagesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SAMPLES = Path.of("../shared/reference/whatsapp");

  private static final Map<String, Map<String, String>> PARAMETERS =
      Map.of(
          "flight_gate_changed",
          Map.of(
              "flight", "LH438", "date", "20. November", "gate", "B22", "tracking_code", "a b/ü"),
          "invoice_document",
          Map.of(
              "name", "Ada",
              "invoice", "R-4711",
              "amount", "129,90 €",
              "document_url", "https://www.example.com/R-4711.pdf",
              "document_name", "R-4711.pdf"),
          "one_time_code",
          Map.of("code", "J4FpnY"),
          "payment_status",
          Map.of("payment", "P-1", "amount", "10,00 €", "account", "3000", "status", "ist da"),
          "shop_location",
          Map.of(
              "shipment", "S-1",
              "latitude", "52.52",
              "longitude", "13.405",
              "place", "Shop",
              "address", "Main Street 1"));

  private static JsonNode file(Path path) throws IOException {
    return JSON.readTree(Files.readAllBytes(path));
  }

  private static JsonNode expected(String folder, String name) throws IOException {
    return file(Fixtures.FOLDER.resolve(folder).resolve(name + ".json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flight_gate_changed",
        "invoice_document",
        "one_time_code",
        "payment_status",
        "shop_location"
      })
  void theSendRequestIsExactlyTheExpectedOne(String name) throws IOException {
    Template template = Fixtures.template(name);
    String language = template.languages().containsKey("de") ? "de" : "en";

    JsonNode request =
        TemplateMessages.json(
            "+4915112345678", template, language, PARAMETERS.get(name), "order-4711");

    assertThat(request).isEqualTo(expected("requests", name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flight_gate_changed",
        "invoice_document",
        "one_time_code",
        "payment_status",
        "shop_location"
      })
  void theCreationRequestIsExactlyTheExpectedOne(String name) throws IOException {
    assertThat(TemplateDefinitions.json(Fixtures.template(name), "en", "4::aW"))
        .isEqualTo(expected("definitions", name));
  }

  @Test
  void aUserIdGoesIntoAnotherMember() {
    JsonNode request =
        TemplateMessages.json(
            "US.13491208655302741918",
            Fixtures.template("payment_status"),
            "en",
            PARAMETERS.get("payment_status"),
            "x");

    assertThat(request.path("recipient").asText()).isEqualTo("US.13491208655302741918");
    assertThat(request.has("to")).isFalse();
  }

  @Test
  void aTemplateWithoutParametersHasNoComponents() {
    Template template =
        io.dromedary.template.Catalogue.load(
                Map.of(
                    "plain.yaml",
                    """
                    name: plain
                    category: utility
                    defaultLanguage: en
                    languages: {en: {body: "Nothing to fill in."}}
                    """))
            .catalogue()
            .template("plain")
            .orElseThrow();

    assertThat(
            TemplateMessages.json("+4915112345678", template, "en", Map.of(), "x")
                .path("template")
                .has("components"))
        .isFalse();
    assertThat(TemplateDefinitions.json(template, "en").path("components").get(0).has("example"))
        .isFalse();
  }

  @Test
  void callbackDataHasALimit() {
    Template template = Fixtures.template("one_time_code");
    Map<String, String> code = Map.of("code", "123456");

    assertThat(TemplateMessages.json("+4915112345678", template, "en", code, "x".repeat(512)))
        .isNotNull();
    assertThatThrownBy(
            () -> TemplateMessages.json("+4915112345678", template, "en", code, "x".repeat(513)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRefusalNamesTheRuleAndNotTheValue() {
    assertThatThrownBy(
            () ->
                TemplateMessages.json(
                    "+4915112345678",
                    Fixtures.template("one_time_code"),
                    "en",
                    Map.of("code", "SECRET\nCODE"),
                    "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NEW_LINE")
        .message()
        .doesNotContain("SECRET")
        .doesNotContain("4915112345678");
  }

  /** Whatever text goes in: the request keeps the rules, or there is none. */
  @Property(tries = 500)
  void noRequestBreaksTheRules(@ForAll String gate, @ForAll String code) {
    Template template = Fixtures.template("flight_gate_changed");
    Map<String, String> parameters =
        Map.of("flight", "LH438", "date", "today", "gate", gate, "tracking_code", code);
    JsonNode request;
    try {
      request = TemplateMessages.json("+4915112345678", template, "en", parameters, "x");
    } catch (IllegalArgumentException refused) {
      assertThat(ParameterRules.check(template, "en", parameters)).isNotEmpty();
      return;
    }
    JsonNode components = request.path("template").path("components");
    for (String text : components.findValuesAsText("text")) {
      assertThat(text).isNotBlank().doesNotContain("\n", "\r", "\t", "     ");
    }
    assertThat(components.findValuesAsText("text")).contains(gate);
    assertThat(components.get(3).path("parameters").get(0).path("text").asText())
        .matches("[\\x21-\\x7e]+");
  }

  @Test
  void theSendRequestHasTheShapeOfMetasSamples() throws IOException {
    Path sample = SAMPLES.resolve("requests/send-message-template-interactive.json");
    Assumptions.assumeTrue(Files.exists(sample));
    JsonNode theirs = file(sample);
    JsonNode ours = expected("requests", "flight_gate_changed");

    theirs.fieldNames().forEachRemaining(name -> assertThat(ours.has(name)).as(name).isTrue());
    theirs
        .path("template")
        .fieldNames()
        .forEachRemaining(name -> assertThat(ours.path("template").has(name)).as(name).isTrue());
    JsonNode theirButton = theirs.path("template").path("components").get(2);
    JsonNode ourButton = ours.path("template").path("components").get(2);
    assertThat(ourButton.path("type")).isEqualTo(theirButton.path("type"));
    assertThat(ourButton.path("sub_type")).isEqualTo(theirButton.path("sub_type"));
    assertThat(ourButton.path("index")).isEqualTo(theirButton.path("index"));
    assertThat(ourButton.path("parameters").get(0).path("type").asText()).isEqualTo("payload");
  }

  @Test
  void theAuthenticationDefinitionHasTheShapeOfMetasSample() throws IOException {
    Path sample =
        SAMPLES.resolve("templates/create-authentication-template-w-otp-copy-code-button.json");
    Assumptions.assumeTrue(Files.exists(sample));
    JsonNode ours = expected("definitions", "one_time_code").path("components");
    JsonNode theirs = file(sample).path("components");

    assertThat(ours).hasSameSizeAs(theirs);
    for (int i = 0; i < ours.size(); i++) {
      assertThat(ours.get(i).path("type").asText())
          .isEqualToIgnoringCase(theirs.get(i).path("type").asText());
    }
    assertThat(ours.get(2).path("buttons").get(0).path("otp_type").asText())
        .isEqualToIgnoringCase(theirs.get(2).path("buttons").get(0).path("otp_type").asText());
  }
}
