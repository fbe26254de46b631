package io.dromedary.whatsapp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dromedary.testing.RawServer;
import io.dromedary.whatsapp.GraphAnswer;
import io.dromedary.whatsapp.GraphFailure;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call ends, whatever the other side does; the class has a time limit of its own. */
@Timeout(30)
class HttpGraphApiTest {

  private static final HttpGraphApi.Limits LIMITS =
      new HttpGraphApi.Limits(Duration.ofSeconds(2), Duration.ofMillis(1500), 10_000);

  private static HttpGraphApi api(int port) {
    return new HttpGraphApi(
        URI.create("http://127.0.0.1:" + port + "/v25.0/"), () -> "t0ken", LIMITS);
  }

  private static GraphAnswer get(String response) throws IOException {
    try (RawServer server = RawServer.answering(response)) {
      return api(server.port()).get("1/message_templates?limit=5");
    }
  }

  private static String http(String status, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static GraphAnswer failed(GraphFailure failure, int status) {
    return new GraphAnswer.Failed(failure, status);
  }

  @Test
  void anAnswerIsItsJson() throws IOException {
    assertThat(get(http("200 OK", "{\"id\":\"1\"}")))
        .isInstanceOfSatisfying(
            GraphAnswer.Answered.class,
            answered -> assertThat(answered.body().path("id").asText()).isEqualTo("1"));
  }

  @Test
  void theRequestCarriesTokenPathAndBody() throws IOException {
    try (RawServer server = RawServer.answering(http("200 OK", "{}"))) {
      GraphAnswer answer =
          api(server.port())
              .post("1/messages", JsonNodeFactory.instance.objectNode().put("to", "Zoë"));

      assertThat(answer).isInstanceOf(GraphAnswer.Answered.class);
      assertThat(server.request())
          .startsWith("POST /v25.0/1/messages HTTP/1.1")
          .contains("Authorization: Bearer t0ken")
          .contains("Content-Type: application/json")
          .endsWith("{\"to\":\"Zoë\"}");
    }
  }

  @Test
  void uploadsUseAnotherSchemeAndAnOffset() throws IOException {
    try (RawServer server = RawServer.answering(http("200 OK", "{\"h\":\"4::a\"}"))) {
      api(server.port()).upload("upload:abc?sig=x", new byte[] {65, 66});

      assertThat(server.request())
          .startsWith("POST /v25.0/upload:abc?sig=x HTTP/1.1")
          .contains("Authorization: OAuth t0ken")
          .contains("file_offset: 0")
          .endsWith("AB");
    }
  }

  @Test
  void metasErrorIsARefusal() throws IOException {
    assertThat(
            get(
                http(
                    "400 Bad Request",
                    "{\"error\":{\"message\":\"m\",\"code\":100,\"error_subcode\":2388299,"
                        + "\"error_data\":\"plain\",\"fbtrace_id\":\"A\"}}")))
        .isInstanceOfSatisfying(
            GraphAnswer.Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(400);
              assertThat(refused.error().code()).isEqualTo(100);
              assertThat(refused.error().subcode()).isEqualTo(2388299);
              assertThat(refused.error().explanation()).isEqualTo("plain");
            });
  }

  @Test
  void anErrorObjectIsARefusalUnderStatus200Too() throws IOException {
    assertThat(get(http("200 OK", "{\"error\":{\"code\":1}}")))
        .isInstanceOf(GraphAnswer.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>ok</html>", "{\"id\":\"1", "", "\"text\"", "{} {}", "null"})
  void whatIsNoWholeJsonIsAFailure(String body) throws IOException {
    assertThat(get(http("200 OK", body))).isEqualTo(failed(GraphFailure.NOT_JSON, 200));
  }

  @Test
  void anHtmlErrorPageKeepsItsStatus() throws IOException {
    assertThat(get(http("502 Bad Gateway", "<html>")))
        .isEqualTo(failed(GraphFailure.NOT_JSON, 502));
  }

  @Test
  void redirectionsAreNotFollowed() throws IOException {
    assertThat(
            get(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
                    + "Content-Length: 0\r\n\r\n"))
        .isEqualTo(failed(GraphFailure.REDIRECTED, 302));
  }

  @Test
  void answersBeyondTheLimitAreCutOff() throws IOException {
    String atLimit = "{\"a\":\"" + "x".repeat(10_000 - 8) + "\"}";

    assertThat(get(http("200 OK", atLimit))).isInstanceOf(GraphAnswer.Answered.class);
    assertThat(get(http("200 OK", atLimit + " "))).isEqualTo(failed(GraphFailure.TOO_LARGE, 200));
  }

  @Test
  void aClosedPortMeansNothingWasSent() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    assertThat(api(port).get("x")).isEqualTo(failed(GraphFailure.NOT_CONNECTED, 0));
  }

  @Test
  void anUnknownHostMeansNothingWasSent() {
    HttpGraphApi api =
        new HttpGraphApi(URI.create("http://no-such-host.invalid"), () -> "t", LIMITS);

    assertThat(api.get("x")).isEqualTo(failed(GraphFailure.NOT_CONNECTED, 0));
  }

  @Test
  void silenceEndsAtTheTotalLimit() throws IOException {
    try (RawServer server = RawServer.silent()) {
      assertThat(api(server.port()).get("x")).isEqualTo(failed(GraphFailure.TIMEOUT, 0));
    }
  }

  @Test
  void aDrippingAnswerEndsAtTheTotalLimit() throws IOException {
    try (RawServer server = RawServer.dripping()) {
      assertThat(api(server.port()).get("x")).isEqualTo(failed(GraphFailure.TIMEOUT, 0));
      assertThat(server.clientLeft()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBrokenConnectionMayHaveCarriedTheRequest(boolean reset) throws IOException {
    try (RawServer server = RawServer.hangingUp(reset)) {
      GraphAnswer answer = api(server.port()).post("x", JsonNodeFactory.instance.objectNode());

      assertThat(answer).isEqualTo(failed(GraphFailure.CONNECTION_LOST, 0));
      assertThat(GraphFailure.CONNECTION_LOST.mayHaveGone()).isTrue();
    }
  }

  @Test
  void answersShowNoContentInLogs() throws IOException {
    assertThat(get(http("200 OK", "{\"id\":\"secret\"}")).toString()).doesNotContain("secret");
    assertThat(get(http("400 No", "{\"error\":{\"message\":\"secret\",\"code\":1}}")).toString())
        .doesNotContain("secret");
  }
}
