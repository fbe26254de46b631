package io.dromedary.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.testing.AnyJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EventSchemas SCHEMAS = EventSchemas.load(Path.of("templates/events"));

  @Test
  void everyAttributeIsRead() {
    ObjectNode json = event();
    json.put("time", "2026-11-20T10:00:00+01:00").put("subject", "4711");
    json.put("deadline", "2026-11-21T00:00:00Z").put("notbefore", "2026-11-20T12:00:00Z");
    json.put("sequence", 7).put("retracts", true);

    BusinessEvent event = readable(json);

    assertThat(event.source()).isEqualTo("/erp/orders");
    assertThat(event.time()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
    assertThat(event.deadline()).isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
    assertThat(event.notBefore()).isEqualTo(Instant.parse("2026-11-20T12:00:00Z"));
    assertThat(event.sequence()).isEqualTo(7);
    assertThat(event.retracts()).isTrue();
    assertThat(event.subject()).isEqualTo("4711");
  }

  @Test
  void inBinaryModeNumbersAndBooleansComeAsText() {
    BusinessEvent event = readable(event().put("sequence", "12").put("retracts", "true"));
    assertThat(event.sequence()).isEqualTo(12);
    assertThat(event.retracts()).isTrue();
  }

  @Test
  void allFaultsAreToldTogether() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("source", "no uri").put("id", 7);
    assertThat(faults(json))
        .extracting(Fault::pointer)
        .containsExactlyInAnyOrder("/specversion", "/id", "/source", "/type", "/data");
  }

  @ParameterizedTest
  @CsvSource({
    "time, soon",
    "time, 2026-11-19",
    "time, 2026-11-20T09:00:00",
    "deadline, +1000000-01-01T00:00:00Z",
    "deadline, 1969-12-31T23:59:59Z",
    "notbefore, 2026-02-30T00:00:00Z",
    "sequence, 1.5",
    "sequence, 99999999999999999999",
    "retracts, yes",
    "datacontenttype, text/xml",
    "source, a b"
  })
  void aWrongAttributeIsToldWithoutItsValue(String attribute, String value) {
    assertThat(faults(event().put(attribute, value)))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo("/" + attribute);
              assertThat(fault.reason()).doesNotContain(value);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "a/b+json"})
  void jsonHasSeveralNames(String contentType) {
    readable(event().put("datacontenttype", contentType));
  }

  @Test
  void anAttributeHasAtMost1024Characters() {
    readable(event().put("id", "x".repeat(1024)));
    assertThat(faults(event().put("id", "x".repeat(1025)))).hasSize(1);
  }

  @Test
  void aCharacterThatNoDatabaseStoresIsRefused() {
    for (String attribute : List.of("id", "source", "type", "subject")) {
      assertThat(faults(event().put(attribute, "a\u0000b"))).isNotEmpty();
    }
  }

  @Test
  void theKeyIsThatOfSourceAndIdAndOfNothingElse() {
    assertThat(readable(event().put("subject", "x")).key()).isEqualTo(readable(event()).key());
    assertThat(BusinessEvent.key("a", "bc")).isNotEqualTo(BusinessEvent.key("ab", "c"));
    assertThat(BusinessEvent.key("a", "b").version()).isEqualTo(8);
    assertThat(BusinessEvent.key("a", "b").variant()).isEqualTo(2);
  }

  @Property
  void noJsonBreaksTheReadingAndNoFaultQuotesAValue(@ForAll("json") String text) {
    CloudEvents.Reading reading = CloudEvents.read(parse(text));
    if (reading instanceof CloudEvents.Unreadable unreadable) {
      assertThat(unreadable.faults()).isNotEmpty();
      assertThat(unreadable.faults().toString()).doesNotContain(AnyJson.MARK);
    } else {
      BusinessEvent event = ((CloudEvents.Readable) reading).event();
      assertThat(event.listed()).isNotNull();
      assertThat(event.key()).isNotNull();
      event.audience();
    }
  }

  @Property
  void noDataBreaksTheSchemasAndNoFaultQuotesAValue(@ForAll("data") String text) {
    for (String type : List.of("flight.gate-changed", "otp.requested", "order.confirmed")) {
      List<Fault> faults = SCHEMAS.check(type, parse(text));
      assertThat(faults.stream().map(Fault::reason)).noneMatch(it -> it.contains(AnyJson.MARK));
    }
  }

  @Provide
  Arbitrary<String> json() {
    return AnyJson.with(
        "specversion",
        "id",
        "source",
        "type",
        "time",
        "data",
        "subject",
        "deadline",
        "notbefore",
        "sequence",
        "retracts",
        "datacontenttype",
        "recipient",
        "recipients",
        "audience");
  }

  @Provide
  Arbitrary<String> data() {
    return AnyJson.with(
        "flight",
        "date",
        "gate",
        "departsAt",
        "code",
        "purpose",
        "orderId",
        "total",
        "recipient",
        "recipients",
        "audience",
        "phone",
        "kind",
        "key",
        "locale");
  }

  // ---- secrets

  @Test
  void whatASchemaMarksAsSecretIsTakenOutOfTheCopyOnly() {
    ObjectNode json = event().put("type", "otp.requested");
    json.withObject("/data").put("code", "K7Q4X9").put("purpose", "sign-in");
    BusinessEvent event = readable(json);

    assertThat(SCHEMAS.hasSecrets("otp.requested")).isTrue();
    assertThat(SCHEMAS.redacted(event).toString()).doesNotContain("K7Q4X9").contains("sign-in");
    assertThat(event.json().toString()).contains("K7Q4X9");
    assertThat(SCHEMAS.hasSecrets("order.confirmed")).isFalse();
  }

  @Test
  void everyShippedSchemaIsOne() {
    assertThat(SCHEMAS.problems()).isEmpty();
    assertThat(SCHEMAS.types()).hasSizeGreaterThanOrEqualTo(20);
  }

  @Test
  void anUnknownTypeIsNamedWithTheKnownOnes() {
    assertThat(SCHEMAS.check("un<known>", JsonNodeFactory.instance.objectNode()))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo("/type");
              assertThat(fault.reason()).contains("order.confirmed").doesNotContain("<");
            });
  }

  private static ObjectNode event() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("specversion", "1.0").put("id", "e-1").put("source", "/erp/orders");
    json.put("type", "order.confirmed").putObject("data");
    return json;
  }

  private static BusinessEvent readable(JsonNode json) {
    CloudEvents.Reading reading = CloudEvents.read(json);
    assertThat(reading).isInstanceOf(CloudEvents.Readable.class);
    return ((CloudEvents.Readable) reading).event();
  }

  private static List<Fault> faults(JsonNode json) {
    CloudEvents.Reading reading = CloudEvents.read(json);
    assertThat(reading).isInstanceOf(CloudEvents.Unreadable.class);
    return ((CloudEvents.Unreadable) reading).faults();
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }
}
