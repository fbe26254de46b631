package io.dromedary.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Events a second from HTTP to the platform's answer, every event committed on its own and every
 * status webhook taken in. Not part of the suite: {@code ./mvnw test -Dtest=EndToEndBench
 * -Dtest.jit=-XX:+TieredCompilation [-Ddatabase=postgres]} prints the figures.
 */
class EndToEndBench {

  private static final int EVENTS = Integer.getInteger("events", 5000);
  private static final int UNDER_WAY = 32;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void httpToAcceptedMessages() throws Exception {
    boolean postgres = "postgres".equals(System.getProperty("database"));
    try (RunningHub hub = postgres ? RunningHub.postgres() : RunningHub.embedded()) {
      for (int person = 0; person < 1000; person++) {
        hub.consent(phone(person));
      }
      run(hub, "warm", 2000);
      run(hub, "measured", EVENTS);
    }
  }

  private void run(RunningHub hub, String name, int events) throws Exception {
    Semaphore slots = new Semaphore(UNDER_WAY);
    List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < events; i++) {
      slots.acquire();
      CompletableFuture<HttpResponse<Void>> answer =
          http.sendAsync(request(hub, name, i), HttpResponse.BodyHandlers.discarding());
      answers.add(answer.whenComplete((done, problem) -> slots.release()));
    }
    for (CompletableFuture<HttpResponse<Void>> answer : answers) {
      if (answer.get().statusCode() != 202) {
        throw new IllegalStateException("not accepted: " + answer.get().statusCode());
      }
    }
    double accepted = (System.nanoTime() - start) / 1e9;
    Awaitility.await()
        .atMost(RunningHub.PATIENCE)
        .until(() -> hub.sql().queryForList("select notification from outbox limit 1").isEmpty());
    double sent = (System.nanoTime() - start) / 1e9;
    Awaitility.await()
        .atMost(RunningHub.PATIENCE)
        .until(() -> hub.sql().queryForList("select id from webhook where stage = 0").isEmpty());
    double reported = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%s: %d events, acknowledged %.0f/s, accepted by the platform %.0f/s, with statuses %.0f/s%n",
        name, events, events / accepted, events / sent, events / reported);
  }

  private static HttpRequest request(RunningHub hub, String run, int i) {
    String json =
        """
        {"specversion":"1.0","id":"%s-%d","source":"/bench","type":"order.confirmed",
         "data":{"orderId":"%d","total":{"amount":"1.00","currency":"EUR"},
                 "recipient":{"phone":"%s","locale":"en"}}}
        """
            .formatted(run, i, i, phone(i % 1000));
    return HttpRequest.newBuilder(URI.create(hub.url() + "/api/events"))
        .header("Content-Type", "application/cloudevents+json")
        .POST(HttpRequest.BodyPublishers.ofString(json))
        .build();
  }

  private static String phone(int person) {
    return "+4915113%06d".formatted(201_000 + person);
  }
}
