package io.dromedary.event.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real messages of others, where they are at hand: what their owners' documentation says of them.
 */
class SharedSamplesTest {

  private static final Path SAMPLES = Path.of("../shared/samples");
  private static final Instant NOW = Instant.parse("2026-07-24T21:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          airline/aidx-departure-gate-19A.xml      | airline-operations | baseline
          airline/aidx-departure-delay-30min.xml   | airline-operations | flight.delayed /flight=QF215 /date=2025-09-10 /departsAt=2025-09-10T10:30:00Z /scheduledAt=2025-09-10T10:00:00Z /reasonText= /audience/key=QF215/2025-09-10
          airline/aidx-departure-boarding.xml      | airline-operations | no-event-type
          airline/aidx-departure-all-gate-times.xml | airline-operations | flight.delayed /flight=JQ156 /departsAt=2025-09-05T10:50:00Z /scheduledAt=2025-09-05T10:30:00Z
          airline/aidx-departure-offblock-takeoff.xml | airline-operations | no-event-type
          airline/aidx-arrival-cancelled.xml       | airline-operations | flight.cancelled /flight=QF472 /date=2025-09-05 /scheduledAt=2025-09-05T10:00:00Z /reasonText= /from=BNE /to=WSI
          airline/aidx-arrival-landed.xml          | airline-operations | no-event-type
          airline/aidx-arrival-early.xml           | airline-operations | early
          payments/pain002-chdd-payment-level-accp.xml | bank-payments | acknowledgement
          payments/pain002-group-actc.xml          | bank-payments | acknowledgement
          payments/pain002-group-rejected-am10.xml | bank-payments | payment.status-changed /status=rejected /reason=AM10 /audience/kind=payment-file /audience/key=MsgId-005
          payments/pain002-part-one-rejected-ac01.xml | bank-payments | payment.status-changed /paymentId=EndToEndId-001-03-04 /status=rejected /reason=AC01 /messageId=MsgId-001
          payments/pain002-crossriver-three-rejected-broken-namespace.xml | bank-payments | payment.status-changed /paymentId=sanity-10-1-12-1-21 /status=rejected /reason=NARR; payment.status-changed /paymentId=example01234567 /status=rejected; payment.status-changed /paymentId=example012345678 /status=rejected
          payments/pain002-goldman-accp-amount.xml | bank-payments | payment.status-changed /paymentId=GSDGFKfLURaHb /status=accepted /amount/amount=10.00 /amount/currency=USD /reason=
          payments/pain002-v10-verification-of-payee-no-match.xml | bank-payments | verification-of-payee
          alerts/datex2-v2-finland-roadworks.xml   | traffic-situations | traffic.alert /alertId=GUID50467344 /severity=highest /road=11698 /area=Sipoo /startsAt=2026-07-19T21:00:00Z /endsAt=2026-07-31T20:59:59.999Z
          alerts/datex2-v2-france-broken-down-vehicle.xml | traffic-situations | traffic.alert /alertId=260724-000456 /severity=medium /road=A4 /area=Charenton-le-Pont /endsAt=
          alerts/datex2-v3-netherlands-situations.xml | traffic-situations | traffic.alert /alertId=RWS01_SM1162215_D2_WWA /severity=medium; traffic.alert /alertId=RWS01_SM1168188_D2_WWA /severity=medium
          billing/stripe-invoice-payment-failed.json | billing-invoices | test-message
          billing/stripe-invoice-upcoming.json     | billing-invoices | test-message
          orders-shipping/ubl20-order-rejected.xml | erp-orders         | refused
          """)
  void aRealMessageIsUnderstood(String file, String connector, String expected) throws Exception {
    Path message = SAMPLES.resolve(file);
    assumeTrue(Files.exists(message));
    try (ConnectorTrial trial = new ConnectorTrial(connector, Map.of())) {
      List<JsonNode> outcomes = trial.outcomes(message, NOW);
      String[] each = expected.split(";");
      assertThat(outcomes).hasSize(each.length);
      for (int i = 0; i < each.length; i++) {
        assertOutcome(outcomes.get(i), each[i].strip().split(" "));
      }
      assertThat(outcomes.toString())
          .doesNotContain("DEFAULT", "Kontrollsumme", "ControlSum", "Konto ung", "already exist");
      assertThat(trial.outcomes(message, NOW))
          .filteredOn(outcome -> connector.matches("airline.*|traffic.*"))
          .noneMatch(Items::isEvent);
    }
  }

  private static void assertOutcome(JsonNode outcome, String... expected) {
    boolean isEvent = expected[0].contains(".");
    assertThat(outcome.path(isEvent ? "type" : "silent").asText()).isEqualTo(expected[0]);
    for (int i = 1; i < expected.length; i++) {
      String[] fact = expected[i].split("=", 2);
      assertThat(outcome.path("data").at(fact[0]).asText()).as(fact[0]).isEqualTo(fact[1]);
    }
  }
}
