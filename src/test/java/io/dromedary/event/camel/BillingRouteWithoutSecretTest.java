package io.dromedary.event.camel;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A webhook whose secret nobody has set believes nobody. */
@SpringBootTest(
    classes = BillingRouteTest.Application.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "camel.main.routes-include-pattern=false",
      "management.endpoint.health.validate-group-membership=false",
      "camel.component.kamelet.location=file:connectors",
      "dromedary.connectors-dir=connectors"
    })
class BillingRouteWithoutSecretTest {

  @LocalServerPort private int port;
  @Autowired private CamelContext camel;

  @BeforeEach
  void load() throws Exception {
    BillingRouteTest.load(camel);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAW()", " ", "signingSecret", "{{signingSecret}}"})
  void everyRequestIsRefused(String guess) throws Exception {
    byte[] event = BillingRouteTest.fixture("invoice-issued");
    assertThat(BillingRouteTest.post(port, event, BillingRouteTest.NOW, guess).statusCode())
        .isEqualTo(401);
  }
}
