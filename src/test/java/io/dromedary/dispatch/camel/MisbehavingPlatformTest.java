package io.dromedary.dispatch.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.system.RunningHub;
import io.dromedary.whatsapp.SendAnswer;
import io.dromedary.whatsapp.SendOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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

  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final List<ServerSocket> servers = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() {
    hub = RunningHub.embedded();
    producer = hub.bean(CamelContext.class).createProducerTemplate();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @AfterEach
  void closeSockets() throws IOException {
    over.countDown();
    for (ServerSocket server : servers) {
      server.close();
    }
    for (Socket client : clients) {
      client.close();
    }
  }

  private interface Behaviour {
    void meet(InputStream in, OutputStream out, Socket client)
        throws IOException, InterruptedException;
  }

  /** A server that has read the whole request when it misbehaves. */
  private String server(Behaviour behaviour) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    servers.add(server);
    Thread thread =
        new Thread(
            () -> {
              try {
                while (!server.isClosed()) {
                  Socket client = server.accept();
                  clients.add(client);
                  InputStream in = client.getInputStream();
                  readRequest(in);
                  behaviour.meet(in, client.getOutputStream(), client);
                }
              } catch (IOException | InterruptedException closed) {
                // the test is over, or the client has gone
              }
            },
            "misbehaving-platform");
    thread.setDaemon(true);
    thread.start();
    return "http://127.0.0.1:" + server.getLocalPort() + "/v25.0";
  }

  private static void readRequest(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(MESSAGE) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no whole request");
      }
      text.append((char) next);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
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
    String url =
        server(
            (in, out, client) -> {
              out.write(
                  bytes(
                      "HTTP/1.1 %s\r\nContent-Type: %s\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: %d\r\n\r\n%s"
                          .formatted(status, type, body.length(), body)));
              out.flush();
            });
    assertThat(send(url)).isInstanceOf(SendOutcome.Unknown.class);
  }

  @Test
  void anAnswerWithAnIdIsAccepted() throws IOException {
    String body = "{\"messages\":[{\"id\":\"wamid.1\"}]}";
    String url =
        server(
            (in, out, client) -> {
              out.write(
                  bytes(
                      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                          .formatted(body.length(), body)));
              out.flush();
            });
    assertThat(send(url)).isInstanceOf(SendOutcome.Accepted.class);
  }

  @Test
  void silenceIsUnknownWhenTheTimeIsOver() throws IOException {
    assertThat(send(server((in, out, client) -> over.await()))).isEqualTo(inTime());
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, false", "true, true", "false, true"})
  void aConnectionThatBreaksAfterTheRequestIsUnknown(boolean reset, boolean afterHeaders)
      throws IOException {
    String url =
        server(
            (in, out, client) -> {
              if (afterHeaders) {
                out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"mess"));
                out.flush();
              }
              if (reset) {
                client.setSoLinger(true, 0);
              }
              client.close();
            });
    assertThat(send(url)).isInstanceOf(SendOutcome.Unknown.class);
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
    servers.add(plain);
    CompletableFuture<Integer> first = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (Socket client = plain.accept()) {
                first.complete(client.getInputStream().read());
                client.getOutputStream().write(bytes("HTTP/1.1 400 Bad Request\r\n\r\n"));
                client.getOutputStream().flush();
                over.await();
              } catch (IOException | InterruptedException closed) {
                // the test is over
              }
            });
    thread.setDaemon(true);
    thread.start();
    String url = "https://127.0.0.1:" + plain.getLocalPort() + "/v25.0";
    try (RunningHub other = live(url)) {
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

  private static SendOutcome inTime() {
    return new SendOutcome.Unknown("no-answer-in-time");
  }
}
