package io.dromedary.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The sample systems play, each over its real transport and in its real format: what every
 * delivered source route makes of them.
 */
abstract class PlayContract {

  abstract RunningHub hub();

  /** How many notifications of a type have which outcome after the first round. */
  private Map<String, List<String>> outcomes(String type) {
    Map<String, List<String>> outcomes = new java.util.TreeMap<>();
    for (JsonNode one : hub().ofType(type)) {
      String reason = one.path("reason").asText("");
      String outcome =
          reason.equals("null") || reason.isEmpty() ? one.path("state").asText() : reason;
      outcomes.computeIfAbsent(outcome, o -> new ArrayList<>()).add(one.path("id").asText());
    }
    return outcomes;
  }

  private void awaitDelivered(String type, int atLeast) {
    Awaitility.await(type)
        .atMost(RunningHub.PATIENCE)
        .untilAsserted(
            () -> {
              Map<String, List<String>> outcomes = outcomes(type);
              int arrived =
                  outcomes.getOrDefault("DELIVERED", List.of()).size()
                      + outcomes.getOrDefault("READ", List.of()).size();
              assertThat(arrived).as(outcomes.keySet().toString()).isGreaterThanOrEqualTo(atLeast);
            });
  }

  @Test
  void theErpsAcceptedOrdersAreConfirmed() {
    awaitDelivered("order.confirmed", 1);
    // one customer is not in the ERP's table, one never agreed, one took the agreement back
    Awaitility.await()
        .atMost(RunningHub.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(outcomes("order.confirmed"))
                    .containsKeys("recipient-unknown", "no-consent", "consent-withdrawn"));
  }

  @Test
  void theBookingEnginesRowsAreToldAndMarkedInTheSameTransaction() {
    awaitDelivered("reservation.changed", 1);
    assertThat(
            hub()
                .sql()
                .queryForObject(
                    "select count(*) from booking_change b where sent_at is null", Integer.class))
        .isZero();
  }

  @Test
  void theBillingServicesSignedWebhooksAreTold() {
    awaitDelivered("invoice.issued", 1);
    awaitDelivered("invoice.overdue", 1);
  }

  @Test
  void theBanksFileIsToldPaymentByPayment() {
    awaitDelivered("payment.status-changed", 3);
  }

  @Test
  void aGateChangeReachesEveryPassengerAndTheFirstGateNobody() {
    // of the seven whose phones answer one takes the agreement back, perhaps before it is sent
    awaitDelivered("flight.gate-changed", 6);
    assertThat(outcomes("flight.gate-changed")).containsKeys("no-consent", "duplicate");
    // the flight's first gate was a baseline: every change has an old gate
    assertThat(
            hub()
                .sql()
                .queryForObject(
                    "select count(*) from event where type = 'flight.gate-changed'"
                        + " and sequence_no < 2",
                    Integer.class))
        .isZero();
    awaitDelivered("flight.delayed", 6);
  }

  @Test
  void theTrafficFeedsSituationReachesTheSubscribersOfItsArea() {
    awaitDelivered("traffic.alert", 3);
  }

  @Test
  void careDeskAndIdentityServicePostTheirEvents() {
    awaitDelivered("case.updated", 1);
    awaitDelivered("otp.requested", 1);
  }
}
