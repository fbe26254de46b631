package io.dromedary.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts due webhook events: gathers what is due together, signs it, and repeats a request that was
 * not answered with 200, with growing pauses, for seven days. One thread fills requests; a limited
 * number is under way at a time.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview">Webhooks</a>
 */
final class WebhookSender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
  private static final Duration GIVE_UP_AFTER = Duration.ofDays(7);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int UNDER_WAY = 8;

  /** One request body with what it tells; the body stays the same when it is repeated. */
  private record Delivery(
      URI target, List<WebhookEvent> events, byte[] body, Instant firstTry, int attempt) {}

  private final LinkedBlockingQueue<WebhookEvent> queue = new LinkedBlockingQueue<>();
  private final Semaphore underWay = new Semaphore(UNDER_WAY);
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final SandboxAccount account;
  private final Supplier<SandboxBehaviour> behaviour;
  private final Subscription subscription;
  private final WebhookShapes shapes;
  private final PendingEvents pending;
  private final Journal journal;
  private final Stats stats;
  private final Clock clock;
  private final Agenda retries;
  private final Thread thread;
  private volatile boolean closed;

  WebhookSender(
      SandboxAccount account,
      Supplier<SandboxBehaviour> behaviour,
      Subscription subscription,
      WebhookShapes shapes,
      PendingEvents pending,
      Journal journal,
      Stats stats) {
    this.account = account;
    this.behaviour = behaviour;
    this.subscription = subscription;
    this.shapes = shapes;
    this.pending = pending;
    this.journal = journal;
    this.stats = stats;
    // pauses between attempts are real time, whatever the time of the played world
    this.clock = Clock.systemUTC();
    this.retries = new Agenda(clock, "sandbox-webhook-retries");
    thread = new Thread(this::work, "sandbox-webhooks");
    thread.setDaemon(true);
    thread.start();
  }

  void offer(WebhookEvent event) {
    queue.add(event);
  }

  private void work() {
    List<WebhookEvent> batch = new ArrayList<>();
    while (!closed) {
      batch.clear();
      try {
        gather(batch);
        for (Map.Entry<URI, List<WebhookEvent>> group : byTarget(batch).entrySet()) {
          underWay.acquire();
          post(
              new Delivery(
                  group.getKey(),
                  group.getValue(),
                  Json.metaBytes(shapes.payload(group.getValue())),
                  clock.instant(),
                  1));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("A webhook could not be made; {} events are set aside", batch.size(), e);
        stats.webhooksGivenUp.add(batch.size());
      }
    }
  }

  private void gather(List<WebhookEvent> batch) throws InterruptedException {
    batch.add(queue.take());
    SandboxBehaviour now = behaviour.get();
    long end = System.nanoTime() + now.webhookGather().toNanos();
    while (batch.size() < now.webhookBatch()) {
      queue.drainTo(batch, now.webhookBatch() - batch.size());
      long left = end - System.nanoTime();
      if (left <= 0 || batch.size() >= now.webhookBatch()) {
        return;
      }
      WebhookEvent next = queue.poll(left, TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      batch.add(next);
    }
  }

  private Map<URI, List<WebhookEvent>> byTarget(List<WebhookEvent> batch) {
    Map<URI, List<WebhookEvent>> groups = new LinkedHashMap<>();
    List<WebhookEvent> unheard = new ArrayList<>();
    for (WebhookEvent event : batch) {
      URI target = subscription.target(event.field());
      if (target == null) {
        unheard.add(event);
      } else {
        groups.computeIfAbsent(target, uri -> new ArrayList<>()).add(event);
      }
    }
    if (!unheard.isEmpty()) {
      stats.webhooksUnheard.add(unheard.size());
      settle(unheard);
    }
    return groups;
  }

  /** Needs a permit, which is given back when the attempt has ended. */
  private void post(Delivery delivery) {
    stats.webhookRequests.increment();
    HttpRequest request =
        HttpRequest.newBuilder(delivery.target())
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("User-Agent", "facebookexternalua")
            .header("X-Hub-Signature-256", Signature.of(delivery.body(), account.appSecret()))
            .POST(BodyPublishers.ofByteArray(delivery.body()))
            .build();
    client
        .sendAsync(request, BodyHandlers.discarding())
        .whenComplete(
            (response, failure) -> {
              underWay.release();
              if (response != null && response.statusCode() == 200) {
                stats.webhooksAcknowledged.add(delivery.events().size());
                settle(delivery.events());
              } else {
                retry(
                    delivery,
                    response == null
                        ? failure.getClass().getSimpleName()
                        : "HTTP " + response.statusCode());
              }
            });
  }

  private void retry(Delivery failed, String why) {
    stats.webhookFailures.increment();
    if (closed) {
      return;
    }
    if (failed.firstTry().plus(GIVE_UP_AFTER).isBefore(clock.instant())) {
      LOG.error("A webhook with {} events was given up after 7 days", failed.events().size());
      stats.webhooksGivenUp.add(failed.events().size());
      settle(failed.events());
      return;
    }
    Duration pause = pause(failed.attempt());
    LOG.debug("Webhook attempt {} ended with {}; again in {}", failed.attempt(), why, pause);
    Delivery next =
        new Delivery(
            failed.target(),
            failed.events(),
            failed.body(),
            failed.firstTry(),
            failed.attempt() + 1);
    retries.at(clock.instant().plus(pause), () -> postAgain(next));
  }

  private void postAgain(Delivery delivery) {
    if (!pending.contains(delivery.events().get(0).id())) {
      return; // reset in the meantime
    }
    try {
      underWay.acquire();
      post(delivery);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration pause(int attempt) {
    SandboxBehaviour now = behaviour.get();
    Duration pause = now.webhookRetry().multipliedBy(1L << Math.min(attempt - 1, 20));
    return pause.compareTo(now.webhookRetryMax()) < 0 ? pause : now.webhookRetryMax();
  }

  private void settle(List<WebhookEvent> events) {
    pending.remove(events);
    var unused = journal.append(PendingEvents.doneLine(events));
  }

  /**
   * The verification handshake.
   *
   * @return whether the address answered with the challenge
   */
  boolean verify(URI target, String verifyToken, String challenge) {
    String query =
        "hub.mode=subscribe&hub.challenge="
            + challenge
            + "&hub.verify_token="
            + java.net.URLEncoder.encode(verifyToken, java.nio.charset.StandardCharsets.UTF_8);
    String separator = target.getQuery() == null ? "?" : "&";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(target + separator + query)).timeout(TIMEOUT).build();
    try {
      var response = client.send(request, BodyHandlers.ofString());
      return response.statusCode() == 200 && response.body().equals(challenge);
    } catch (IOException e) {
      LOG.debug("Webhook verification failed", e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Stops; what is not acknowledged stays open in the journal. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    retries.close();
  }
}
