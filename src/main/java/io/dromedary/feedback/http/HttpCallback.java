package io.dromedary.feedback.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dromedary.feedback.Callback;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells a source by {@code POST}. The header {@code Dromedary-Signature: t=SECONDS,v1=HEX} proves
 * who tells it and when: HMAC-SHA256 with the callback's secret over the seconds since 1970, a full
 * stop and the body's bytes.
 */
public final class HttpCallback {

  /** The signature's header. */
  public static final String SIGNATURE = "Dromedary-Signature";

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration TOTAL = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /**
   * Calls, and comes back when the source has taken it.
   *
   * @throws IOException when it has not: no answer in ten seconds, or another status than 2xx
   */
  public void call(Callback callback, String body, Instant now)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(Objects.requireNonNull(callback.url()))
            .timeout(TOTAL)
            .header("Content-Type", "application/cloudevents+json")
            .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8));
    if (callback.secret() != null) {
      request.header(SIGNATURE, signature(callback.secret(), body, now.getEpochSecond()));
    }
    var answer = client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
    try {
      int status = answer.get(TOTAL.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      if (status < 200 || status > 299) {
        throw new IOException("the answer was " + status);
      }
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      throw new IOException("there was no answer (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  /** The signature's value. */
  public static String signature(String secret, String body, long seconds) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      byte[] sum = mac.doFinal((seconds + "." + body).getBytes(UTF_8));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(sum);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
    }
  }
}
