package io.dromedary.event.camel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a feed with limits that hold: on the connection, on the whole exchange (a server that
 * sends a byte a second never ends otherwise), and on the size.
 */
public final class Feed {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /**
   * The feed's bytes.
   *
   * @param url http or https
   * @param timeoutSeconds limit of the whole exchange, in seconds
   * @param maxBytes a longer answer is refused
   * @throws IOException on any other answer than 200, or none in time; the text names no address
   */
  public byte[] fetch(
      @Variable("feedUrl") String url,
      @Variable("feedTimeoutSeconds") long timeoutSeconds,
      @Variable("feedMaxBytes") int maxBytes)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).GET().build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, response -> new Limited(maxBytes));
    try {
      HttpResponse<byte[]> response = answer.get(timeoutSeconds, TimeUnit.SECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("the feed answered " + response.statusCode());
      }
      return response.body();
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("the feed did not answer within " + timeoutSeconds + " s", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException("the feed could not be read: " + cause.getClass().getSimpleName(), e);
    }
  }

  /** Gathers at most so many bytes. */
  private static final class Limited implements HttpResponse.BodySubscriber<byte[]> {

    private final int maxBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    Limited(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        byte[] part = new byte[buffer.remaining()];
        buffer.get(part);
        bytes.writeBytes(part);
      }
      if (bytes.size() > maxBytes && subscription != null) {
        subscription.cancel();
        body.completeExceptionally(new IOException("longer than " + maxBytes + " bytes"));
      }
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      body.complete(bytes.toByteArray());
    }
  }
}
