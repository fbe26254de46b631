package io.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A running hub, as commands call it. */
final class Hub {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Target target;
  private final Map<String, String> environment;

  Hub(Target target, Map<String, String> environment) {
    this.target = target;
    this.environment = environment;
  }

  /** Where it is, and how its answers are shown. */
  static final class Target {
    @Option(
        names = "--url",
        paramLabel = "URL",
        defaultValue = "http://localhost:8080",
        description = "Address of the running hub (default: ${DEFAULT-VALUE}).")
    String url = "http://localhost:8080";

    @Option(
        names = "--key",
        paramLabel = "KEY",
        description = "Its API key (default: $DROMEDARY_API_KEY).")
    @Nullable String key;

    @Option(names = "--json", description = "Prints JSON.")
    boolean json;
  }

  /**
   * An answer.
   *
   * @param status HTTP status
   * @param body JSON, also of problems
   */
  record Reply(int status, JsonNode body) {
    boolean isFine() {
      return status < 300;
    }

    /** A problem's own sentence. */
    String problem() {
      return body.path("detail").asText(body.path("title").asText("the hub answered " + status));
    }
  }

  /** No hub answered, or something that is none. */
  static final class NoHubException extends Exception {
    private static final long serialVersionUID = 1L;

    NoHubException(String message) {
      super(message);
    }
  }

  /** A path segment. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Reply get(String path) throws NoHubException {
    return reply(request(path).GET(), Duration.ofMinutes(1));
  }

  /** The answer, which may take long: as long as it goes on. */
  Reply post(String path, String contentType, byte[] body) throws NoHubException {
    return reply(
        request(path).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)),
        Duration.ofMinutes(5));
  }

  private HttpRequest.Builder request(String path) throws NoHubException {
    String key = target.key != null ? target.key : environment.get("DROMEDARY_API_KEY");
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(target.url.replaceFirst("/+$", "") + path))
              .header("Accept", "application/json");
      return key == null || key.isEmpty()
          ? request
          : request.header("Authorization", "Bearer " + key);
    } catch (IllegalArgumentException e) {
      throw new NoHubException(
          target.url + " is no address of a hub, such as http://localhost:8080");
    }
  }

  private Reply reply(HttpRequest.Builder request, Duration total) throws NoHubException {
    try {
      HttpResponse<InputStream> response =
          client.send(request.timeout(total).build(), BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        JsonNode json = JSON.readTree(body);
        if (json != null && json.isContainerNode()) {
          return new Reply(response.statusCode(), json);
        }
      }
      throw new NoHubException(target.url + " answers, but not as a hub does. Check --url");
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new NoHubException(target.url + " answers, but not as a hub does. Check --url");
    } catch (IOException e) {
      throw new NoHubException(
          "No hub answers at " + target.url + ". Start it, or name another with --url");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoHubException("interrupted");
    }
  }
}
