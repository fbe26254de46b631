package io.dromedary.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A Cloud API that takes every message after a fixed time and checks nothing, so that it costs next
 * to nothing itself. It remembers when each message came, by the number that stands in its text as
 * {@code B-123}, and sends statuses where they are wanted.
 */
final class LeanCloud implements AutoCloseable {

  static final String SECRET = "bench";

  private static final Pattern NUMBER = Pattern.compile("B(?:-|ENCH)(\\d+)");
  private static final Pattern REFERENCE =
      Pattern.compile("\"biz_opaque_callback_data\":\"([^\"]+)\"");
  private static final List<String> STATUSES = List.of("sent", "delivered", "read");

  /**
   * For webhooks. More than can be on their way when each of 3,000 a second is answered in 50 ms:
   * fewer would wait for a connection here, and the time would count as the hub's.
   */
  private static final int CONNECTIONS = 256;

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final HttpClient webhooks;
  private final long latency;
  private final boolean statuses;
  private final Clock clock;
  private final AtomicInteger taken = new AtomicInteger();
  private final Map<Integer, Long> arrivals = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> references = new ConcurrentLinkedQueue<>();
  private final AtomicInteger webhooksUnderWay = new AtomicInteger();
  private final AtomicInteger webhooksFailed = new AtomicInteger();
  private volatile @Nullable URI hub;

  /**
   * @param latency how long each answer takes
   * @param statuses whether three webhooks follow each message
   */
  LeanCloud(Duration latency, boolean statuses, Clock clock) throws InterruptedException {
    this.latency = latency.toMillis();
    this.statuses = statuses;
    this.clock = clock;
    this.webhooks = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(CONNECTIONS));
    this.server = vertx.createHttpServer().requestHandler(this::answer);
    try {
      server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.actualPort() + "/v25.0";
  }

  void tell(URI receiver) {
    hub = receiver;
  }

  /** How many messages were taken. */
  int taken() {
    return taken.get();
  }

  /** When messages came, by the number in their text. */
  Map<Integer, Long> arrivals() {
    return arrivals;
  }

  /** When each message came, in their order. */
  List<Long> times() {
    return List.copyOf(times);
  }

  /** What the hub calls the messages, in their order. */
  List<String> references() {
    return List.copyOf(references);
  }

  /** From now on nothing has come yet. */
  void reset() {
    taken.set(0);
    arrivals.clear();
    times.clear();
    references.clear();
  }

  /** How many the hub has not answered with 200; Meta would send them again. */
  int webhooksFailed() {
    return webhooksFailed.get();
  }

  int webhooksUnderWay() {
    return webhooksUnderWay.get();
  }

  private void answer(HttpServerRequest request) {
    if (request.method() != HttpMethod.POST || !request.path().endsWith("/messages")) {
      request.response().putHeader("Content-Type", "application/json").end("{\"data\":[]}");
      return;
    }
    request.bodyHandler(
        body -> {
          long now = System.nanoTime();
          String text = body.toString(StandardCharsets.UTF_8);
          Matcher number = NUMBER.matcher(text);
          if (number.find()) {
            arrivals.putIfAbsent(Integer.parseInt(number.group(1)), now);
          }
          Matcher found = REFERENCE.matcher(text);
          String reference = found.find() ? found.group(1) : "";
          times.add(now);
          references.add(reference);
          // whoever waits for a count reads the others then
          taken.incrementAndGet();
          String wamid = "wamid." + reference;
          Runnable answer = () -> accept(request, wamid, reference);
          if (latency == 0) {
            answer.run();
          } else {
            vertx.setTimer(latency, timer -> answer.run());
          }
        });
  }

  private void accept(HttpServerRequest request, String wamid, String reference) {
    request
        .response()
        .putHeader("Content-Type", "application/json")
        .end(
            "{\"messaging_product\":\"whatsapp\",\"contacts\":[],\"messages\":[{\"id\":\""
                + wamid
                + "\",\"message_status\":\"accepted\"}]}");
    if (statuses) {
      for (String status : STATUSES) {
        webhook(wamid, reference, status, answered -> {});
      }
    }
  }

  /** Sends one status; {@code answered} is told the time it took, in nanoseconds. */
  void webhook(
      String wamid, String reference, String status, java.util.function.LongConsumer answered) {
    URI receiver = hub;
    if (receiver == null) {
      return;
    }
    byte[] body =
        """
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"1","phone_number_id":"1"},"statuses":[{"id":"%s","status":"%s","timestamp":"%d","recipient_id":"1","biz_opaque_callback_data":"%s","pricing":{"billable":true,"pricing_model":"PMP","category":"utility","type":"regular"}}]}}]}]}"""
            .formatted(wamid, status, clock.instant().getEpochSecond(), reference)
            .getBytes(StandardCharsets.UTF_8);
    long start = System.nanoTime();
    webhooksUnderWay.incrementAndGet();
    webhooks
        .request(HttpMethod.POST, receiver.getPort(), receiver.getHost(), "/webhooks/whatsapp")
        .compose(
            request ->
                request
                    .putHeader("Content-Type", "application/json")
                    .putHeader("X-Hub-Signature-256", "sha256=" + sign(body))
                    .send(Buffer.buffer(body)))
        .onComplete(
            done -> {
              if (done.succeeded() && done.result().statusCode() == 200) {
                answered.accept(System.nanoTime() - start);
              } else {
                webhooksFailed.incrementAndGet();
              }
              webhooksUnderWay.decrementAndGet();
            });
  }

  private static String sign(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
    }
  }

  @Override
  public void close() {
    vertx.close();
  }
}
