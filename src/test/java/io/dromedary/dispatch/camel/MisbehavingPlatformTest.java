package io.dromedary.dispatch.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.system.RunningHub;
import io.dromedary.testing.RawServer;
import io.dromedary.whatsapp.SendAnswer;
import io.dromedary.whatsapp.SendOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A send ends in time and in the right one of its three ways whatever the server does: through the
 * delivered Kamelet, with the hub's own client and limits.
 */
@Timeout(60)
class MisbehavingPlatformTest {

  private static final String MESSAGE = "{\"messaging_product\":\"whatsapp\"}";

  private static RunningHub hub;
  private static ProducerTemplate producer;

  @BeforeAll
  static void start() {
    hub = RunningHub.embedded();
    producer = hub.bean(CamelContext.class).createProducerTemplate();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  /** What became of a send to this server, which is closed afterwards. */
  private static SendOutcome send(RawServer server) throws IOException {
    try (server) {
      return send("http://127.0.0.1:" + server.port() + "/v25.0");
    }
  }

  private static RawServer answering(String status, String type, String body) throws IOException {
    return RawServer.answering(
        "HTTP/1.1 %s\r\nContent-Type: %s\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, type, body.length(), body));
  }

  private static SendOutcome send(String baseUrl) {
    return send(producer, baseUrl);
  }

  private static SendOutcome send(ProducerTemplate by, String baseUrl) {
    Exchange exchange =
        by.request(
            "kamelet:whatsapp-message-sink?baseUrl=RAW("
                + baseUrl
                + ")&phoneNumberId=1&accessToken=t",
            prepared -> prepared.getMessage().setBody(MESSAGE));
    if (exchange.getException() != null) {
      return Outcomes.outcome(exchange.getException());
    }
    byte[] body = exchange.getMessage().getBody(byte[].class);
    return SendAnswer.read(
        exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, int.class),
        body == null ? new byte[0] : body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 OK|text/html|<html><body>maintenance</body></html>",
        "200 OK|application/json|''",
        "200 OK|application/json|{\"messages\":[{\"id\":\"wam",
        "200 OK|application/json|{}",
        "200 OK|application/json|[]",
        "503 Service Unavailable|text/html|<html></html>",
        "500 Internal Server Error|application/json|''",
        "302 Found|text/html|''",
      })
  void anAnswerThatSaysNothingIsUnknown(String status, String type, String body)
      throws IOException {
    assertThat(send(answering(status, type, body))).isInstanceOf(SendOutcome.Unknown.class);
  }

  @Test
  void anAnswerWithAnIdIsAccepted() throws IOException {
    String body = "{\"messages\":[{\"id\":\"wamid.1\"}]}";

    assertThat(send(answering("200 OK", "application/json", body)))
        .isInstanceOf(SendOutcome.Accepted.class);
  }

  @Test
  void silenceIsUnknownWhenTheTimeIsOver() throws IOException {
    assertThat(send(RawServer.silent())).isEqualTo(new SendOutcome.Unknown("no-answer-in-time"));
  }

  @Test
  void anAnswerThatDripsIsUnknownWhenTheTimeIsOverAndItsConnectionIsClosed() throws Exception {
    try (RawServer server = RawServer.dripping()) {
      assertThat(send("http://127.0.0.1:" + server.port() + "/v25.0"))
          .isEqualTo(new SendOutcome.Unknown("no-answer-in-time"));
      assertThat(server.clientLeft()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, false", "true, true", "false, true"})
  void aConnectionThatBreaksAfterTheRequestIsUnknown(boolean reset, boolean afterHeaders)
      throws IOException {
    String begun = afterHeaders ? "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"mess" : "";

    assertThat(send(RawServer.breakingOff(begun, reset))).isInstanceOf(SendOutcome.Unknown.class);
  }

  @Test
  void aPortThatNobodyListensToIsNotSent() {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(send("http://127.0.0.1:" + port + "/v25.0"))
        .isEqualTo(new SendOutcome.NotSent("connection-refused"));
  }

  @Test
  void aHostThatNobodyKnowsIsNotSent() {
    assertThat(send("http://no-such-host.invalid/v25.0"))
        .isEqualTo(new SendOutcome.NotSent("host-unknown"));
  }

  @Test
  void anAddressWithHttpsIsNeverSpokenToInClearAndAServerWithoutTlsIsNotSent() throws Exception {
    ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> answerInClear(plain));
    String url = "https://127.0.0.1:" + plain.getLocalPort() + "/v25.0";
    try (plain;
        RunningHub other = live(url)) {
      SendOutcome outcome = send(other.bean(CamelContext.class).createProducerTemplate(), url);

      assertThat(first.get()).as("the first byte of a TLS handshake").isEqualTo(0x16);
      assertThat(outcome).isEqualTo(new SendOutcome.NotSent("tls-refused"));
    }
  }

  /** A hub that is set up for a Cloud API elsewhere; it need not become ready. */
  private static RunningHub live(String baseUrl) {
    return RunningHub.unready(
        "whatsapp.base-url=" + baseUrl,
        "whatsapp.phone-number-id=1",
        "whatsapp.business-account-id=2",
        "whatsapp.access-token=t",
        "whatsapp.app-secret=s",
        "whatsapp.verify-token=v",
        "dromedary.api-key=k");
  }

  /** The first byte that a client sends. */
  private static int answerInClear(ServerSocket plain) {
    try (Socket client = plain.accept()) {
      int first = client.getInputStream().read();
      OutputStream out = client.getOutputStream();
      out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      return first;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
