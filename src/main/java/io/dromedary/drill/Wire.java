package io.dromedary.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the hub and the Cloud API, in both directions. It keeps what the Cloud API took,
 * and tells when a request, an answer or a webhook passes, so that the hub can be killed there. It
 * can keep answers back, too, or replace them.
 */
final class Wire implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> HEADERS =
      Set.of("authorization", "content-type", "x-hub-signature-256");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(Wire::daemon);
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final Map<String, AtomicInteger> taken = new ConcurrentHashMap<>();
  private final URI hub;
  private volatile URI cloud = URI.create("http://127.0.0.1:1");
  private volatile Consumer<KillPoint> passing = point -> {};
  private volatile boolean broken;
  private volatile CountDownLatch answers = new CountDownLatch(0);

  /**
   * @param hub where webhooks go
   */
  Wire(URI hub) throws IOException {
    this.hub = hub;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::toCloud);
    server.createContext("/webhooks", this::toHub);
    server.start();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "drill-wire");
    thread.setDaemon(true);
    return thread;
  }

  /** Where the Cloud API is. */
  void connect(URI target) {
    cloud = target;
  }

  /** Called from now on, on the passing's own thread, when something is at a point. */
  void watch(Consumer<KillPoint> watcher) {
    passing = watcher;
  }

  /** From now on the Cloud API answers no request to send; half of them do not reach it. */
  void silence() {
    answers = new CountDownLatch(1);
  }

  /** From now on requests to send are answered with nonsense; half of them reach the Cloud API. */
  void garble() {
    broken = true;
  }

  /** All is well again. */
  void mend() {
    broken = false;
    answers.countDown();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How often the Cloud API took a message, by the caller's own reference. */
  Map<String, Integer> taken() {
    Map<String, Integer> counts = new HashMap<>();
    taken.forEach((id, count) -> counts.put(id, count.get()));
    return counts;
  }

  private void toCloud(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean sends =
        exchange.getRequestMethod().equals("POST")
            && exchange.getRequestURI().getPath().endsWith("/messages");
    if (sends) {
      passing.accept(KillPoint.REQUEST_LEFT);
    }
    CountDownLatch mended = answers;
    boolean silent = sends && mended.getCount() > 0;
    boolean nonsense = sends && broken;
    ThreadLocalRandom random = ThreadLocalRandom.current();
    boolean arrives = !(silent || nonsense) || random.nextBoolean();
    HttpResponse<byte[]> answer = arrives ? forward(exchange, cloud, body) : null;
    if (answer != null && sends && answer.statusCode() == 200) {
      count(body);
    }
    if (silent) {
      await(mended);
      exchange.close();
    } else if (nonsense) {
      answerNonsense(exchange, random.nextInt(4));
    } else {
      answer(exchange, answer);
    }
    if (sends) {
      passing.accept(KillPoint.ANSWERED);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answerNonsense(HttpExchange exchange, int kind) throws IOException {
    try (exchange) {
      switch (kind) {
        case 0 -> write(exchange, 502, "text/html", "<html><body>Bad Gateway</body></html>");
        case 1 -> write(exchange, 200, "application/json", "{\"messaging_product\":\"whats");
        case 2 -> write(exchange, 500, new byte[0]);
        default -> {
          // the connection breaks
        }
      }
    }
  }

  private static void write(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    write(exchange, status, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private void count(byte[] body) throws IOException {
    JsonNode reference = JSON.readTree(body).path("biz_opaque_callback_data");
    // what is not a message, such as a read receipt, has none
    if (reference.isTextual()) {
      taken.computeIfAbsent(reference.asText(), id -> new AtomicInteger()).incrementAndGet();
    }
  }

  private void toHub(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    passing.accept(KillPoint.IN_WEBHOOK);
    answer(exchange, forward(exchange, hub, body));
  }

  /** {@code null}: the other side gave no answer. */
  private @Nullable HttpResponse<byte[]> forward(HttpExchange exchange, URI target, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
            .timeout(Duration.ofSeconds(20))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException gone) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static void answer(HttpExchange exchange, @Nullable HttpResponse<byte[]> answer)
      throws IOException {
    try (exchange) {
      if (answer == null) {
        write(exchange, 503, new byte[0]);
        return;
      }
      List<String> type = answer.headers().allValues("content-type");
      type.forEach(value -> exchange.getResponseHeaders().add("Content-Type", value));
      write(exchange, answer.statusCode(), answer.body());
    }
  }

  @Override
  public void close() {
    mend();
    server.stop(0);
    threads.shutdownNow();
  }
}
