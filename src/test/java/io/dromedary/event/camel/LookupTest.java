package io.dromedary.event.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LookupTest {

  private final Lookup lookup = new Lookup();

  @Test
  void aRowWithAPhoneIsTheRecipientInPlaceOfTheKey() throws Exception {
    JsonNode event = payment("");
    JsonNode found = lookup.found(event, List.of(row("PHONE", "+4915112345678", "Name", " Ada ")));
    assertThat(found.at("/data/recipient").toString())
        .isEqualTo("{\"phone\":\"+4915112345678\",\"name\":\"Ada\"}");
    assertThat(found.at("/data/audience").isMissingNode()).isTrue();
    assertThat(event.at("/data/audience").isObject()).isTrue();
  }

  @Test
  void severalRowsAreSeveralRecipients() throws Exception {
    JsonNode found =
        lookup.found(
            payment(""),
            List.of(
                row("phone", "+4915112345678"),
                row("phone", ""),
                row("phone", "+4915112345679", "locale", "fr")));
    assertThat(found.at("/data/recipients")).hasSize(2);
  }

  @Test
  void withoutAPhoneTheKeyStays() throws Exception {
    assertThat(lookup.found(payment(""), List.of())).isEqualTo(payment(""));
    JsonNode found = lookup.found(payment(""), List.of(row("creditor", "Stadtwerke")));
    assertThat(found.at("/data/audience/key").asText()).isEqualTo("E-1");
    assertThat(found.at("/data/creditor").asText()).isEqualTo("Stadtwerke");
  }

  @Test
  void missingFactsAreFilledAndPresentOnesKept() throws Exception {
    JsonNode found =
        lookup.found(
            payment(",\"creditor\":\"As told\""),
            List.of(
                row(
                    "amount",
                    new BigDecimal("12.5000"),
                    "currency",
                    "EUR",
                    "creditor",
                    "Other",
                    "due_date",
                    "2026-12-01",
                    "nothing",
                    null)));
    assertThat(found.at("/data/amount").toString())
        .isEqualTo("{\"amount\":\"12.50\",\"currency\":\"EUR\"}");
    assertThat(found.at("/data/creditor").asText()).isEqualTo("As told");
    assertThat(found.at("/data/dueDate").asText()).isEqualTo("2026-12-01");
    assertThat(found.at("/data/nothing").isMissingNode()).isTrue();
    assertThat(found.at("/data/currency").isMissingNode()).isTrue();
  }

  @Test
  void moneyHasTheDecimalsOfItsCurrencyAndLosesNone() throws Exception {
    Map.of("JPY", "12.00=12", "KWD", "1.25=1.250", "EUR", "0.125=0.125", "XQX", "7=7.00")
        .forEach(
            (currency, amounts) -> {
              JsonNode found = found(new BigDecimal(amounts.split("=")[0]), currency);
              assertThat(found.at("/data/amount/amount").asText()).isEqualTo(amounts.split("=")[1]);
            });
  }

  @Test
  void aWholeFilesStatusIsSpreadOverItsPaymentsExceptThoseToldSingly() throws Exception {
    JsonNode event = payment(",\"listedPaymentIds\":[\"E-2\"]");
    List<JsonNode> events =
        lookup.spread(
            event,
            List.of(
                row("payment_id", "E-2", "phone", "+4915112345678"),
                row("payment_id", "E-3", "phone", "+4915112345678"),
                row("payment_id", "E-4")));
    assertThat(events).hasSize(2);
    assertThat(events.get(0).path("id").asText()).isEqualTo("m/E-3");
    assertThat(events.get(0).path("subject").asText()).isEqualTo("E-3");
    assertThat(events.get(0).at("/data/paymentId").asText()).isEqualTo("E-3");
    assertThat(events.get(0).at("/data/listedPaymentIds").isMissingNode()).isTrue();
    assertThat(events.get(1).at("/data/audience/key").asText()).isEqualTo("E-4");
    assertThat(lookup.spread(event, List.of())).containsExactly(event);
  }

  @Test
  void onlyEventsWithAKeyAreLookedUp() throws Exception {
    assertThat(lookup.wanted(payment(""))).isTrue();
    assertThat(lookup.wanted(json("{\"silent\":\"refused\"}"))).isFalse();
    assertThat(lookup.kind(json("{\"silent\":\"refused\"}"))).isEmpty();
    assertThat(lookup.key(payment(""))).isEqualTo("E-1");
  }

  private JsonNode found(BigDecimal amount, String currency) {
    try {
      return lookup.found(payment(""), List.of(row("amount", amount, "currency", currency)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode payment(String more) throws Exception {
    return json(
        "{\"specversion\":\"1.0\",\"id\":\"m\",\"subject\":\"E-1\",\"data\":{\"paymentId\":\"E-1\","
            + "\"audience\":{\"kind\":\"payment\",\"key\":\"E-1\"}"
            + more
            + "}}");
  }

  private static JsonNode json(String text) throws Exception {
    return new JsonMapper().readTree(text);
  }

  private static Map<String, Object> row(Object... columns) {
    Map<String, Object> row = new HashMap<>();
    for (int i = 0; i < columns.length; i += 2) {
      row.put((String) columns[i], columns[i + 1]);
    }
    return row;
  }
}
