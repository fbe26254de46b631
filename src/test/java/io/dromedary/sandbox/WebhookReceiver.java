package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The business's side of the webhook: keeps the raw bodies and answers as it is told. */
final class WebhookReceiver implements AutoCloseable {

  record Call(byte[] body, String signature) {
    JsonNode json() {
      return Requests.parse(body);
    }
  }

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile int failureStatus = 500;

  WebhookReceiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext(
        "/hook",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          int status = 200;
          byte[] answer = new byte[0];
          if (exchange.getRequestMethod().equals("GET")) {
            var query = GraphRequest.query(exchange.getRequestURI().getRawQuery());
            boolean known = "good-token".equals(query.get("hub.verify_token"));
            status = known ? 200 : 403;
            answer = query.getOrDefault("hub.challenge", "").getBytes();
          } else if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            status = failureStatus;
          } else {
            calls.add(new Call(body, exchange.getRequestHeaders().getFirst("X-Hub-Signature-256")));
          }
          exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  /** Refuses the next requests without keeping them. */
  void failNext(int times, int status) {
    failureStatus = status;
    failures.set(times);
  }

  List<Call> calls() {
    return calls;
  }

  /** All changes of a field in the order of their arrival. */
  List<JsonNode> values(String field) {
    List<JsonNode> values = new ArrayList<>();
    for (Call call : calls) {
      for (JsonNode entry : call.json().path("entry")) {
        for (JsonNode change : entry.path("changes")) {
          if (change.path("field").asText().equals(field)) {
            values.add(change.path("value"));
          }
        }
      }
    }
    return values;
  }

  List<JsonNode> statuses() {
    List<JsonNode> statuses = new ArrayList<>();
    values("messages").forEach(value -> value.path("statuses").forEach(statuses::add));
    return statuses;
  }

  List<JsonNode> inbound() {
    List<JsonNode> messages = new ArrayList<>();
    values("messages").forEach(value -> value.path("messages").forEach(messages::add));
    return messages;
  }

  List<String> statusesOf(String wamid) {
    return statuses().stream()
        .filter(status -> status.path("id").asText().equals(wamid))
        .map(status -> status.path("status").asText())
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
