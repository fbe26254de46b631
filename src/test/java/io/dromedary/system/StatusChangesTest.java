package io.dromedary.system;

import static io.dromedary.system.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.dromedary.feedback.http.HttpCallback;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who is told what became of notifications: the topic, and sources that asked to be called back.
 */
class StatusChangesTest {

  private static final String ADA = "+4915112345678";
  private static final String SECRET = "a secret of both";

  /** One call as the source got it. */
  private record Call(String signature, String body) {}

  private static final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private static final AtomicInteger refusals = new AtomicInteger();
  private static HttpServer source;
  private static RunningHub hub;

  @BeforeAll
  static void start() throws IOException {
    source = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    source.createContext(
        "/told",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
          if (!refused) {
            calls.add(
                new Call(exchange.getRequestHeaders().getFirst(HttpCallback.SIGNATURE), body));
          }
          exchange.sendResponseHeaders(refused ? 503 : 204, -1);
          exchange.close();
        });
    source.start();
    int port = source.getAddress().getPort();
    hub =
        RunningHub.embedded(
            "dromedary.callbacks.shop.source=/shop",
            "dromedary.callbacks.shop.url=http://127.0.0.1:" + port + "/told",
            "dromedary.callbacks.shop.secret=" + SECRET,
            "dromedary.callbacks.gone.source=/gone",
            "dromedary.callbacks.gone.url=http://127.0.0.1:1/told",
            "dromedary.callbacks.gone.secret=" + SECRET,
            "dromedary.callbacks.desk.source=/desk",
            "dromedary.callbacks.desk.queue=desk.told");
    hub.consent(ADA);
  }

  @AfterAll
  static void stop() {
    hub.close();
    source.stop(0);
  }

  private static UUID order(String from) {
    String id = UUID.randomUUID().toString();
    return UUID.fromString(
        json(hub.event(
                """
                {"specversion":"1.0","id":"%s","source":"%s","type":"order.confirmed",
                 "subject":"%s","datacontenttype":"application/json",
                 "data":{"orderId":"4711","total":{"amount":"129.90","currency":"EUR"},
                         "recipient":{"phone":"%s","name":"Ada","locale":"de-DE","ref":"C-1"}}}
                """
                    .formatted(id, from, id, ADA)))
            .path("notifications")
            .path(0)
            .path("id")
            .asText());
  }

  /** The next call about this notification's state. */
  private static Call next(UUID notification, String state) throws InterruptedException {
    while (true) {
      Call call = calls.poll(30, TimeUnit.SECONDS);
      assertThat(call).as("a call that %s is %s", notification, state).isNotNull();
      JsonNode data = json(Objects.requireNonNull(call).body()).path("data");
      if (data.path("notification").asText().equals(notification.toString())
          && data.path("state").asText().equals(state)) {
        return call;
      }
    }
  }

  @Test
  void theTopicHearsOfFinalStatesAndOfNobodysPhone() throws JMSException {
    Connection connection = hub.bean(jakarta.jms.ConnectionFactory.class).createConnection();
    try {
      connection.start();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageConsumer topic = session.createConsumer(session.createTopic("dromedary.status"));
      UUID id = order("/anybody");

      TextMessage message;
      JsonNode event;
      do {
        message = (TextMessage) topic.receive(30_000);
        assertThat(message).as("news of %s", id).isNotNull();
        event = json(message.getText());
      } while (!event.path("subject").asText().equals(id.toString()));

      assertThat(event.path("type").asText()).isEqualTo("notification.status-changed");
      assertThat(event.path("specversion").asText()).isEqualTo("1.0");
      assertThat(event.path("data").path("state").asText()).isEqualTo("DELIVERED");
      assertThat(event.path("data").path("inTime").asBoolean()).isTrue();
      assertThat(event.path("data").path("ref").asText()).isEqualTo("C-1");
      assertThat(event.path("data").path("event").path("source").asText()).isEqualTo("/anybody");
      assertThat(message.getText()).doesNotContain(ADA.substring(1), "Ada");
    } finally {
      connection.close();
    }
  }

  @Test
  void aSourceIsCalledBackWithASignatureAndAgainUntilItTakesTheCall() throws Exception {
    refusals.set(2);
    UUID id = order("/shop");

    Call call = next(id, "DELIVERED");

    assertThat(refusals).hasValue(0);
    long seconds = Long.parseLong(call.signature().replaceAll("t=(\\d+),.*", "$1"));
    assertThat(call.signature()).isEqualTo(HttpCallback.signature(SECRET, call.body(), seconds));
  }

  @Test
  void aSourceThatIsNotThereDelaysNoOther() throws Exception {
    for (int i = 0; i < 5; i++) {
      order("/gone");
    }
    UUID id = order("/shop");

    next(id, "DELIVERED");
    assertThat(waiting("gone")).isPositive();
  }

  @Test
  void aSourceMayBeToldInAQueue() throws JMSException {
    UUID id = order("/desk");

    JsonNode event;
    do {
      TextMessage message = (TextMessage) hub.jms().receive("desk.told");
      assertThat(message).isNotNull();
      event = json(message.getText());
    } while (!event.path("subject").asText().equals(id.toString()));
    assertThat(event.path("data").path("state").asText()).isEqualTo("DELIVERED");
    Awaitility.await("taken off the list")
        .atMost(RunningHub.PATIENCE)
        .until(() -> waiting("desk") == 0);
  }

  private static int waiting(String callback) {
    return List.copyOf(
            hub.sql().queryForList("select id from callback where name = ?", Long.class, callback))
        .size();
  }
}
