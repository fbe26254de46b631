package io.dromedary.samples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The hub's HTTP face, as a system outside sees it. Calls are repeated while the hub cannot be
 * reached or cannot store; it recognises a repeated one.
 */
final class Hub {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration TOTAL = Duration.ofSeconds(10);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final int ATTEMPTS = 8;

  private final Supplier<String> baseUrl;
  private final @Nullable String apiKey;
  private final Stop stop;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  Hub(Supplier<String> baseUrl, @Nullable String apiKey, Stop stop) {
    this.baseUrl = baseUrl;
    this.apiKey = apiKey;
    this.stop = stop;
  }

  /**
   * Waits until the hub says that it is ready.
   *
   * @return {@code false} when it is not within that time
   */
  boolean isReadyWithin(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!isReady()) {
      if (System.nanoTime() > end) {
        return false;
      }
      stop.pause(BETWEEN_LOOKS);
    }
    return true;
  }

  private boolean isReady() throws InterruptedException {
    try {
      HttpRequest request = request("/actuator/health/readiness").GET().build();
      return stop.await(client.sendAsync(request, BodyHandlers.discarding())).statusCode() == 200;
    } catch (ExecutionException e) {
      return false; // the next look tells
    }
  }

  /** {@code PUT} of JSON to the API. */
  void put(String path, JsonNode body) throws RefusedException, InterruptedException {
    call("PUT", path, authorized(Map.of("Content-Type", "application/json")), body.toString());
  }

  /** {@code POST} of one CloudEvent in structured mode. */
  void event(JsonNode event) throws RefusedException, InterruptedException {
    Map<String, String> headers =
        authorized(Map.of("Content-Type", "application/cloudevents+json"));
    call("POST", "/api/events", headers, event.toString());
  }

  /** {@code POST} with these headers and nothing added. */
  void post(String path, Map<String, String> headers, String body)
      throws RefusedException, InterruptedException {
    call("POST", path, headers, body);
  }

  /** A value as one segment of a path. */
  static String segment(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Map<String, String> authorized(Map<String, String> headers) {
    if (apiKey == null) {
      return headers;
    }
    return Map.of("Content-Type", headers.get("Content-Type"), "Authorization", "Bearer " + apiKey);
  }

  private void call(String method, String path, Map<String, String> headers, String body)
      throws RefusedException, InterruptedException {
    HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(body));
    headers.forEach(request::header);
    String problem = "";
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        HttpResponse<String> answer =
            stop.await(client.sendAsync(request.build(), BodyHandlers.ofString()));
        if (answer.statusCode() < 300) {
          return;
        }
        problem = "answered " + answer.statusCode() + title(answer.body());
        if (answer.statusCode() < 500) {
          break;
        }
      } catch (ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        problem = "could not be reached: " + cause.getClass().getSimpleName();
      }
      if (attempt < ATTEMPTS) {
        stop.pause(BETWEEN_ATTEMPTS);
      }
    }
    throw new RefusedException("%s %s %s".formatted(method, kind(path), problem));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(baseUrl.get().replaceAll("/+$", "") + path))
        .timeout(TOTAL);
  }

  /** The title of a problem: the kind of trouble, without its details. */
  private String title(String body) {
    try {
      String title = json.readTree(body).path("title").asText("");
      return title.isEmpty() ? "" : " (" + title + ")";
    } catch (JsonProcessingException e) {
      return ""; // no problem document: the status says enough
    }
  }

  /** The first two segments, which hold no key of anybody. */
  private static String kind(String path) {
    int second = path.indexOf('/', 1);
    int third = second < 0 ? -1 : path.indexOf('/', second + 1);
    return third < 0 ? path : path.substring(0, third) + "/…";
  }
}
