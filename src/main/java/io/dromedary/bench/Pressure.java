package io.dromedary.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.apache.activemq.ActiveMQConnectionFactory;

/**
 * Sources that give as much as is asked for, and remember when. Their HTTP client is a lean one:
 * what it costs is missing to the hub.
 */
final class Pressure implements AutoCloseable {

  static final String API_KEY = "bench";

  private static final Duration REQUEST = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http =
      vertx.createHttpClient(
          new HttpClientOptions().setKeepAlive(true).setConnectTimeout(5000),
          new PoolOptions().setHttp1MaxSize(64));
  private final Clock clock;
  private final URI hub;
  private final URI broker;
  private final int people;
  // a database may know the events of an earlier run
  private final String run = Long.toString(System.nanoTime(), 36);
  private final Map<Integer, Long> given = new ConcurrentHashMap<>();

  Pressure(URI hub, URI broker, int people, Clock clock) {
    this.clock = clock;
    this.hub = hub;
    this.broker = broker;
    this.people = people;
  }

  /** When each was given, by its number, in nanoseconds of this machine's clock. */
  Map<Integer, Long> given() {
    return given;
  }

  /** Lets everybody agree to everything. */
  void enrol() throws InterruptedException {
    each(0, people, 32, person -> call("PUT", "/api/consents", consent(person)));
  }

  /** Gives events over HTTP, so many at once. */
  void http(int from, int to, int atOnce) throws InterruptedException {
    each(from, to, atOnce, number -> event(number, order(number)));
  }

  /** Gives events over HTTP in even steps. */
  void paced(int from, int to, double perSecond, IntFunction<String> event) {
    long start = System.nanoTime();
    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (int number = from; number < to; number++) {
      long due = start + (long) ((number - from) * 1e9 / perSecond);
      LockSupport.parkNanos(due - System.nanoTime());
      answers.add(event(number, event.apply(number)));
    }
    answers.forEach(CompletableFuture::join);
  }

  /** Gives events by the queue, never more than so many ahead of {@code done}. */
  void jms(int from, int to, int ahead, IntSupplier done) throws JMSException {
    ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.toString());
    try (Connection connection = factory.createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer =
            session.createProducer(session.createQueue("dromedary.events"))) {
      connection.start();
      for (int number = from; number < to; number++) {
        given.put(number, System.nanoTime());
        producer.send(session.createTextMessage(order(number)));
        if ((number - from) % 50 == 49 || number == to - 1) {
          session.commit();
          while (number - from - done.getAsInt() > ahead) {
            LockSupport.parkNanos(1_000_000);
          }
        }
      }
    }
  }

  CompletableFuture<String> event(int number, String json) {
    given.put(number, System.nanoTime());
    return call("POST", "/api/events", json);
  }

  /** The body of the answer, which must be a good one. */
  CompletableFuture<String> call(String method, String path, String json) {
    return answer(method, path, Buffer.buffer(json)).toCompletionStage().toCompletableFuture();
  }

  private Future<String> answer(String method, String path, Buffer body) {
    return http.request(
            new RequestOptions()
                .setMethod(HttpMethod.valueOf(method))
                .setHost(hub.getHost())
                .setPort(hub.getPort())
                .setURI(path)
                .setTimeout(REQUEST.toMillis()))
        .compose(
            request ->
                request
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Authorization", "Bearer " + API_KEY)
                    .send(body)
                    .compose(answer -> answer.body().map(text -> good(path, answer, text))));
  }

  private static String good(String path, HttpClientResponse answer, Buffer body) {
    if (answer.statusCode() > 299) {
      throw new IllegalStateException(
          path + " was answered with " + answer.statusCode() + ": " + body);
    }
    return body.toString();
  }

  /** The answer's body. */
  String get(String path) {
    return call("GET", path, "").join();
  }

  private static void each(
      int from, int to, int atOnce, IntFunction<CompletableFuture<String>> call)
      throws InterruptedException {
    Semaphore slots = new Semaphore(atOnce);
    List<CompletableFuture<?>> failed = new CopyOnWriteArrayList<>();
    for (int number = from; number < to && failed.isEmpty(); number++) {
      slots.acquire();
      CompletableFuture<?> answer = call.apply(number);
      answer.whenComplete(
          (done, problem) -> {
            if (problem != null) {
              failed.add(answer);
            }
            slots.release();
          });
    }
    slots.acquire(atOnce);
    failed.forEach(CompletableFuture::join);
  }

  String phone(int person) {
    return String.format(Locale.ROOT, "+4915112%06d", 100_000 + person % people);
  }

  private String consent(int person) {
    return """
        {"person":{"phone":"%s"},"topics":["*"],"state":"granted","channel":"bench",
         "wording":"I agree","wordingVersion":"1","business":"Bench","evidence":"bench"}
        """
        .formatted(phone(person));
  }

  /** An order whose number stands in the message. */
  String order(int number) {
    return String.format(
        Locale.ROOT,
        """
        {"specversion":"1.0","id":"e-%3$s-%1$d","source":"/bench","type":"order.confirmed","subject":"s-%1$d",
         "datacontenttype":"application/json",
         "data":{"orderId":"B-%1$d","total":{"amount":"129.90","currency":"EUR"},
                 "recipient":{"phone":"%2$s","name":"Ada","locale":"en","zone":"UTC","ref":"C-1"}}}
        """,
        number,
        phone(number),
        run);
  }

  /** A one-time password; its code is the number. */
  String oneTimePassword(int number) {
    return String.format(
        Locale.ROOT,
        """
        {"specversion":"1.0","id":"o-%3$s-%1$d","source":"/bench/identity","type":"otp.requested","subject":"o-%1$d",
         "datacontenttype":"application/json",
         "data":{"code":"BENCH%1$05d","recipient":{"phone":"%2$s","locale":"en","zone":"UTC"}}}
        """,
        number,
        phone(number),
        run);
  }

  /** A gate change of a flight to everybody who flies with it. */
  private String gateChange(String flight) {
    Instant departs = clock.instant().plus(Duration.ofHours(12));
    String date = departs.toString().substring(0, 10);
    return """
        {"specversion":"1.0","id":"%5$s","source":"/bench/ops","type":"flight.gate-changed","subject":"%1$s/%2$s",
         "time":"%3$s","datacontenttype":"application/json",
         "data":{"flight":"%1$s","date":"%2$s","gate":"B22","oldGate":"A1","departsAt":"%4$s",
                 "audience":{"kind":"flight","key":"%1$s/%2$s"}}}
        """
        .formatted(flight, date, clock.instant(), departs, gateChangeId(flight));
  }

  private String gateChangeId(String flight) {
    return "g-" + run + "-" + flight;
  }

  /** Tells everybody who flies with it; answers when the hub has accepted it. */
  void tellGateChange(String flight) {
    call("POST", "/api/events", gateChange(flight)).join();
  }

  /** How far the hub has decided about it. */
  boolean isDecided(String flight, int passengers) {
    return get("/api/events/%2Fbench%2Fops/" + gateChangeId(flight))
        .contains("\"decided\":" + passengers);
  }

  /** Who flies with it: the first so many people. */
  void passengers(String flight, int number) {
    StringBuilder members = new StringBuilder("[");
    for (int person = 0; person < number; person++) {
      members
          .append(person == 0 ? "" : ",")
          .append("{\"ref\":\"PAX-")
          .append(person)
          .append("\",\"phone\":\"")
          .append(phone(person))
          .append("\",\"locale\":\"en\"}");
    }
    String date = clock.instant().plus(Duration.ofHours(12)).toString().substring(0, 10);
    call("PUT", "/api/audiences/flight/" + flight + "%2F" + date + "/members", members + "]")
        .join();
  }

  @Override
  public void close() {
    vertx.close();
  }
}
