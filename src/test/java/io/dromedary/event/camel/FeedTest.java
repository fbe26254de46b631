package io.dromedary.event.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTest {

  private final Feed feed = new Feed();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/fine",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("<feed/>".getBytes(UTF_8));
          exchange.close();
        });
    server.createContext(
        "/down",
        exchange -> {
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    server.createContext(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('<');
          exchange.getResponseBody().flush();
          await();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  @Test
  void theBytesAreFetched() throws Exception {
    assertThat(feed.fetch(url("/fine"), 10, 7)).isEqualTo("<feed/>".getBytes(UTF_8));
  }

  @Test
  void aLongerFeedIsRefused() {
    assertThatThrownBy(() -> feed.fetch(url("/fine"), 10, 6)).isInstanceOf(IOException.class);
  }

  @Test
  void anotherAnswerThanOkIsAnError() {
    assertThatThrownBy(() -> feed.fetch(url("/down"), 10, 100)).hasMessageContaining("503");
  }

  @Test
  void anAnswerThatNeverEndsIsGivenUp() {
    assertThatThrownBy(() -> feed.fetch(url("/endless"), 1, 100))
        .hasMessageContaining("within 1 s");
  }

  @Test
  void nobodyThereIsAnError() {
    server.stop(0);
    assertThatThrownBy(() -> feed.fetch(url("/fine"), 10, 100))
        .hasMessageContaining("ConnectException");
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
