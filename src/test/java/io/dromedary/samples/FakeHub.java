package io.dromedary.samples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An HTTP server in the hub's place: writes down what it is asked, and answers as told. */
final class FakeHub implements AutoCloseable {

  record Call(String method, String path, String type, String signature, String body) {

    JsonNode json() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (IOException e) {
        throw new AssertionError("no JSON", e);
      }
    }
  }

  final List<Call> calls = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final Function<Call, Integer> answers;

  FakeHub(Function<Call, Integer> answers) throws IOException {
    this.answers = answers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Call call =
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              header(exchange, "Content-Type"),
              header(exchange, "Stripe-Signature"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      int status = answers.apply(call);
      if (!call.path().startsWith("/actuator")) {
        calls.add(call);
      }
      byte[] body =
          "{\"title\":\"Told to answer so\",\"detail\":\"secret\"}"
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
