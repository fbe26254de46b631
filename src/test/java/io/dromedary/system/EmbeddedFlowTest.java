package io.dromedary.system;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedFlowTest extends FlowContract {

  private static RunningHub hub;

  @BeforeAll
  static void start() {
    hub = RunningHub.embedded();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Override
  RunningHub hub() {
    return hub;
  }

  private static final int LARGE = 50 << 20;

  /** Fifty megabytes that nobody has in memory. */
  private static HttpRequest.BodyPublisher large(boolean withLength) {
    HttpRequest.BodyPublisher stream =
        HttpRequest.BodyPublishers.ofInputStream(
            () ->
                new InputStream() {
                  private int left = LARGE;

                  @Override
                  public int read() {
                    return left-- > 0 ? ' ' : -1;
                  }

                  @Override
                  public int read(byte[] target, int offset, int length) {
                    if (left <= 0) {
                      return -1;
                    }
                    int read = Math.min(left, length);
                    Arrays.fill(target, offset, offset + read, (byte) ' ');
                    left -= read;
                    return read;
                  }
                });
    return withLength ? HttpRequest.BodyPublishers.fromPublisher(stream, LARGE) : stream;
  }

  @ParameterizedTest
  @CsvSource({
    "/api/events, true",
    "/api/events, false",
    "/webhooks/whatsapp, true",
    "/webhooks/whatsapp, false"
  })
  void fiftyMegabytesOverHttpAreRefusedAndNotKept(String path, boolean withLength)
      throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(hub().url() + path))
                    .header("Content-Type", "application/json")
                    .timeout(RunningHub.PATIENCE)
                    .POST(large(withLength))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(RunningHub.json(answer).path("type").asText()).endsWith("/body-too-large");
    assertThat(answer.body()).contains("DROMEDARY_HTTP_MAX_BODY");
    assertThat(hub().get("/actuator/health/readiness").statusCode()).isEqualTo(200);
  }

  @Test
  void fiftyMegabytesInTheQueueAreSetAsideUnreadAndTheNextIsTaken() throws Exception {
    hub().jms().convertAndSend("dromedary.events", " ".repeat(LARGE));
    Message rejected = hub().jms().receive("dromedary.events.rejected");

    assertThat(((TextMessage) rejected).getText()).hasSize(LARGE);
    assertThat(rejected.getStringProperty("dromedaryProblem")).contains("must have at most");
    theQueueObeysTheSameRulesAndKeepsWhatItCannotRead();
    assertThat(hub().get("/actuator/health/readiness").statusCode()).isEqualTo(200);
  }

  @Test
  void anEventThatNoColumnHoldsIsRefusedAndNotTriedForEver() {
    HttpResponse<String> answer =
        hub()
            .event(
                """
                {"specversion":"1.0","id":"large","source":"/erp/test","type":"order.confirmed",
                 "data":{"orderId":"1","note":"%s","total":{"amount":"1.00","currency":"EUR"},
                         "recipient":{"phone":"+4915112345678","locale":"en"}}}
                """
                    .formatted("x".repeat(1_100_000)));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("must have at most 1000000 bytes");
  }
}
