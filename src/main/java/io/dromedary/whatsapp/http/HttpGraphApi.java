package io.dromedary.whatsapp.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dromedary.whatsapp.GraphAnswer;
import io.dromedary.whatsapp.GraphApi;
import io.dromedary.whatsapp.GraphError;
import io.dromedary.whatsapp.GraphFailure;
import io.dromedary.whatsapp.GraphUploads;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Graph API over the JDK's HTTP client. One call is one request: nothing is repeated and no
 * redirection followed, since only the caller knows what a repetition would do. The total time
 * limit covers the whole answer, also one that drips; the exchange is then cancelled. Neither token
 * nor content is logged. Safe for concurrent use.
 */
public final class HttpGraphApi implements GraphApi, GraphUploads {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final HttpClient client;
  private final String base;
  private final Supplier<String> token;
  private final Limits limits;

  /**
   * What a call may take.
   *
   * @param connect until the connection stands
   * @param total until the last byte of the answer
   * @param maxBytes of the answer
   */
  public record Limits(Duration connect, Duration total, int maxBytes) {

    /** 2 s to connect, 10 s in all, 8 MiB. */
    public static final Limits USUAL =
        new Limits(Duration.ofSeconds(2), Duration.ofSeconds(10), 8 * 1024 * 1024);
  }

  /**
   * @param base address with the version: {@code https://graph.facebook.com/v25.0}
   * @param token read for every call, so that it can be renewed while running
   */
  public HttpGraphApi(URI base, Supplier<String> token, Limits limits) {
    this.base = base.toString().replaceFirst("/+$", "") + "/";
    this.token = token;
    this.limits = limits;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(limits.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  @Override
  public GraphAnswer get(String pathAndQuery) {
    return call(request(pathAndQuery, "Bearer ").GET());
  }

  @Override
  public GraphAnswer post(String path, JsonNode body) {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    return call(
        request(path, "Bearer ")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(bytes)));
  }

  @Override
  public GraphAnswer upload(String uploadId, byte[] content) {
    return call(
        request(uploadId, "OAuth ")
            .header("file_offset", "0")
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(content)));
  }

  private HttpRequest.Builder request(String pathAndQuery, String scheme) {
    return HttpRequest.newBuilder(URI.create(base + pathAndQuery))
        .header("Authorization", scheme + token.get())
        .header("Accept", "application/json");
  }

  private GraphAnswer call(HttpRequest.Builder request) {
    CompletableFuture<HttpResponse<byte @Nullable []>> exchange =
        client.sendAsync(request.build(), ignored -> new CappedBody(limits.maxBytes()));
    try {
      return read(exchange.get(limits.total().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException tooSlow) {
      exchange.cancel(true);
      return new GraphAnswer.Failed(GraphFailure.TIMEOUT, 0);
    } catch (InterruptedException interrupted) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      return new GraphAnswer.Failed(GraphFailure.INTERRUPTED, 0);
    } catch (ExecutionException failed) {
      return new GraphAnswer.Failed(failure(failed.getCause()), 0);
    }
  }

  private static GraphFailure failure(@Nullable Throwable cause) {
    boolean notConnected =
        cause instanceof ConnectException
            || cause instanceof HttpConnectTimeoutException
            || cause instanceof UnresolvedAddressException
            || cause instanceof javax.net.ssl.SSLHandshakeException;
    return notConnected ? GraphFailure.NOT_CONNECTED : GraphFailure.CONNECTION_LOST;
  }

  private static GraphAnswer read(HttpResponse<byte @Nullable []> response) {
    int status = response.statusCode();
    byte[] body = response.body();
    if (status >= 300 && status < 400) {
      return new GraphAnswer.Failed(GraphFailure.REDIRECTED, status);
    }
    if (body == null) {
      return new GraphAnswer.Failed(GraphFailure.TOO_LARGE, status);
    }
    JsonNode json = parse(body);
    if (json == null || !json.isContainerNode()) {
      return new GraphAnswer.Failed(GraphFailure.NOT_JSON, status);
    }
    boolean error = json.path("error").isObject();
    return status >= 200 && status < 300 && !error
        ? new GraphAnswer.Answered(status, json)
        : new GraphAnswer.Refused(status, GraphError.of(json.path("error")));
  }

  /** The content type is not asked: stubs and proxies mislabel JSON, and HTML does not parse. */
  private static @Nullable JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException notJson) {
      return null;
    } catch (IOException unreadable) {
      throw new IllegalStateException("a byte array cannot fail to be read", unreadable);
    }
  }
}
