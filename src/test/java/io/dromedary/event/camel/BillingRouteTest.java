package io.dromedary.event.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The real webhook over HTTP, with a stand-in for the hub's intake. */
@SpringBootTest(
    classes = BillingRouteTest.Application.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "camel.main.routes-include-pattern=false",
      "management.endpoint.health.validate-group-membership=false",
      "camel.component.kamelet.location=file:connectors",
      "dromedary.connectors-dir=connectors",
      "dromedary.sources.billing.signing-secret=whsec_test&more=1%"
    })
class BillingRouteTest {

  static final long NOW = 1_795_136_400;
  private static final String HUB =
      """
      - routeConfiguration:
          id: set-aside-what-cannot-be-read
          onException:
            - onException:
                exception: [java.lang.IllegalArgumentException]
                handled: { constant: "true" }
      - route:
          id: source-item
          from:
            uri: direct:source-item
            steps:
              - bean: { ref: hub, method: accept }
      """;

  @LocalServerPort private int port;
  @Autowired private CamelContext camel;
  @Autowired private Hub hub;

  @BeforeEach
  void load() throws Exception {
    hub.accepted.clear();
    hub.down.set(false);
    load(camel);
  }

  static void load(CamelContext camel) throws Exception {
    if (camel.getRoute("billing-invoices") == null) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              ResourceHelper.fromString("hub.camel.yaml", HUB),
              PluginHelper.getResourceLoader(camel)
                  .resolveResource("file:routes/sources/billing-invoices.camel.yaml"));
    }
  }

  @Test
  void aSignedEventIsAcceptedAndThenAnswered() throws Exception {
    byte[] event = fixture("invoice-issued");
    HttpResponse<String> answer = post(event, NOW, "whsec_test&more=1%");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"received\":true}");
    assertThat(answer.headers().map()).doesNotContainKeys("stripe-signature", "x-mine");
    assertThat(hub.accepted).hasSize(1);
    assertThat(hub.accepted.get(0).path("type").asText()).isEqualTo("invoice.issued");
    assertThat(hub.accepted.get(0).has("position")).isFalse();
  }

  @Test
  void aWrongSignatureGoesNoFurther() throws Exception {
    HttpResponse<String> answer = post(fixture("invoice-issued"), NOW, "another");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.headers().map()).doesNotContainKeys("stripe-signature", "x-mine");
    assertThat(post(fixture("invoice-issued"), NOW - 301, "whsec_test&more=1%").statusCode())
        .isEqualTo(401);
    assertThat(hub.accepted).isEmpty();
  }

  @Test
  void theSignatureIsOverTheBytesWhateverTheyAre() throws Exception {
    byte[] bytes = {'{', (byte) 0xff, (byte) 0xfe, '\r', '\n', '}'};
    assertThat(post(bytes, NOW, "whsec_test&more=1%").statusCode()).isEqualTo(400);
    assertThat(post(bytes, NOW, "another").statusCode()).isEqualTo(401);
  }

  @Test
  void whatCannotBeReadIsAnsweredAsTheSendersFault() throws Exception {
    HttpResponse<String> answer =
        post("{\"phone\":\"+4915112345678\"".getBytes(UTF_8), NOW, "whsec_test&more=1%");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("cannot be read").doesNotContain("4915112345678");
    assertThat(answer.headers().map()).doesNotContainKeys("stripe-signature", "x-mine");
  }

  @Test
  void whileTheHubCannotStoreTheSenderIsToldToComeAgain() throws Exception {
    hub.down.set(true);
    HttpResponse<String> answer = post(fixture("invoice-issued"), NOW, "whsec_test&more=1%");
    assertThat(answer.statusCode()).isGreaterThanOrEqualTo(500);
    assertThat(answer.headers().map()).doesNotContainKeys("stripe-signature", "x-mine");
    hub.down.set(false);
    assertThat(post(fixture("invoice-issued"), NOW, "whsec_test&more=1%").statusCode())
        .isEqualTo(200);
  }

  @Test
  void aTestEventIsAnsweredAndHandedOnAsSilence() throws Exception {
    assertThat(post(fixture("test-mode"), NOW, "whsec_test&more=1%").statusCode()).isEqualTo(200);
    assertThat(hub.accepted.get(0).path("silent").asText()).isEqualTo("test-message");
  }

  private HttpResponse<String> post(byte[] body, long time, String secret) throws Exception {
    return post(port, body, time, secret);
  }

  static HttpResponse<String> post(int port, byte[] body, long time, String secret)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/billing/webhook"))
            .header("Content-Type", "application/json; charset=utf-8")
            .header("X-Mine", "4711")
            .header(
                "Stripe-Signature",
                "t=" + time + ",v1=" + BillingSignatureTest.mac(time, secret, body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  static byte[] fixture(String name) throws Exception {
    return Files.readAllBytes(
        Path.of("src/test/resources/fixtures/billing").resolve(name).resolve("event.json"));
  }

  /** Stands in for the hub. */
  static final class Hub {
    final List<JsonNode> accepted = new CopyOnWriteArrayList<>();
    final AtomicBoolean down = new AtomicBoolean();

    public void accept(JsonNode item) {
      if (down.get()) {
        throw new IllegalStateException("the database is down");
      }
      accepted.add(item);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
  static class Application {

    @Bean
    Hub hub() {
      return new Hub();
    }

    @Bean
    Items items() {
      return new Items();
    }

    @Bean
    BillingSignature billingSignature() {
      return new BillingSignature(Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
    }
  }
}
