package io.dromedary.drill;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Systems that give events to the hub, half of them over HTTP and half by its queue, and repeat
 * each until it is acknowledged, as a careful source does.
 */
final class Sources implements AutoCloseable {

  static final String SOURCE = "/drill";
  private static final int THREADS = 8;
  private static final int PEOPLE = 200;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final URI hub;
  private final String broker;
  private final Duration pace;
  private final Clock clock;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger repeats = new AtomicInteger();
  private final AtomicInteger posted = new AtomicInteger();
  private final AtomicInteger queued = new AtomicInteger();
  private final List<Given> given = Collections.synchronizedList(new ArrayList<>());
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * @param perSecond events of all sources together, while the hub takes them
   */
  Sources(URI hub, String broker, int perSecond, Clock clock) {
    this.clock = clock;
    this.hub = hub;
    this.broker = broker;
    this.pace = Duration.ofSeconds(THREADS).dividedBy(perSecond);
  }

  /** Lets everybody agree to everything; the hub must be ready. */
  void enrol() throws IOException, InterruptedException {
    for (int person = 0; person < PEOPLE; person++) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(hub.resolve("/api/consents"))
                  .timeout(Duration.ofSeconds(20))
                  .header("Content-Type", "application/json")
                  .header("Authorization", "Bearer " + Drill.API_KEY)
                  .PUT(HttpRequest.BodyPublishers.ofString(consent(person)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("a consent was answered with " + answer.statusCode());
      }
    }
  }

  void start() {
    for (int i = 0; i < THREADS; i++) {
      boolean byQueue = i % 2 == 1;
      Thread thread = new Thread(() -> run(byQueue), "drill-source-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void run(boolean byQueue) {
    try (Queue queue = new Queue()) {
      while (!stopped) {
        int number = next.incrementAndGet();
        boolean repeatable = number % 3 == 0;
        String event = event(number, repeatable);
        while (!(byQueue ? queue.give(event) : give(event))) {
          repeats.incrementAndGet();
          LockSupport.parkNanos(PAUSE.toNanos());
        }
        given.add(new Given("e-" + number, repeatable));
        (byQueue ? queued : posted).incrementAndGet();
        LockSupport.parkNanos(pace.toNanos());
      }
    }
  }

  /** Acknowledged means 202, or 200 for a repeat. */
  private boolean give(String event) {
    try {
      int status =
          http.send(
                  HttpRequest.newBuilder(hub.resolve("/api/events"))
                      .timeout(Duration.ofSeconds(20))
                      .header("Content-Type", "application/cloudevents+json")
                      .header("Authorization", "Bearer " + Drill.API_KEY)
                      .POST(HttpRequest.BodyPublishers.ofString(event))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode();
      return status == 202 || status == 200;
    } catch (IOException away) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A persistent message; acknowledged when the broker has it. */
  private final class Queue implements AutoCloseable {

    private @Nullable Connection connection;

    boolean give(String event) {
      try {
        Connection open = connection == null ? open() : connection;
        connection = open;
        try (Session session = open.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer =
                session.createProducer(session.createQueue("dromedary.events"))) {
          producer.setDeliveryMode(DeliveryMode.PERSISTENT);
          producer.send(session.createTextMessage(event));
          return true;
        }
      } catch (JMSException away) {
        close();
        return false;
      }
    }

    private Connection open() throws JMSException {
      Connection fresh =
          new ActiveMQConnectionFactory(
                  broker + "?connectionTimeout=2000&soTimeout=20000&jms.sendTimeout=20000")
              .createConnection();
      fresh.start();
      return fresh;
    }

    @Override
    public void close() {
      Connection open = connection;
      connection = null;
      if (open != null) {
        try {
          open.close();
        } catch (JMSException gone) {
          // that was the reason
        }
      }
    }
  }

  /** Ends when every source has got its last event acknowledged. */
  void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  List<Given> given() {
    synchronized (given) {
      return List.copyOf(given);
    }
  }

  /** Events acknowledged over HTTP. */
  int posted() {
    return posted.get();
  }

  /** Events acknowledged by the queue. */
  int queued() {
    return queued.get();
  }

  /** How often an event had to be given again. */
  int repeats() {
    return repeats.get();
  }

  private static String phone(int person) {
    return "+4915112%06d".formatted(345_000 + person % PEOPLE);
  }

  private static String consent(int person) {
    return """
        {"person":{"phone":"%s"},"topics":["*"],"state":"granted","channel":"drill",
         "wording":"I agree","wordingVersion":"1","business":"Drill","evidence":"drill"}
        """
        .formatted(phone(person));
  }

  private String event(int number, boolean repeatable) {
    String data =
        repeatable
            ? "\"appointmentId\":\"%d\",\"title\":\"Drill\",\"startsAt\":\"%s\""
                .formatted(number, clock.instant().plus(Duration.ofHours(20)))
            : "\"orderId\":\"%d\",\"total\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}"
                .formatted(number);
    return String.format(
        Locale.ROOT,
        """
        {"specversion":"1.0","id":"e-%d","source":"%s","type":"%s","subject":"s-%d",
         "data":{%s,"recipient":{"phone":"%s","locale":"en","zone":"UTC"}}}
        """,
        number,
        SOURCE,
        repeatable ? "appointment.reminder" : "order.confirmed",
        number,
        data,
        phone(number));
  }

  @Override
  public void close() {
    stopped = true;
    threads.forEach(Thread::interrupt);
  }
}
