package io.dromedary.dispatch.camel;

import io.dromedary.dispatch.WebhookStore;
import io.dromedary.jdbc.Gatherer;
import io.dromedary.jdbc.LostDatabase;
import io.dromedary.jdbc.Transactions;
import io.dromedary.whatsapp.Signature;
import io.dromedary.whatsapp.WebhookItem;
import io.dromedary.whatsapp.WebhookReader;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Meta's webhooks as the webhook routes call it: believed, stored, answered, then worked off. */
public final class Webhooks implements AutoCloseable {

  /** Request attribute: the body's bytes as they were sent. */
  public static final String RAW_BODY = "io.dromedary.raw-body";

  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final int BATCH = 150;
  private static final int MOST_ATTEMPTS = 5;
  private static final int AT_ONCE = 1000;

  /** Longer than Meta tries to deliver a message. */
  private static final Duration PARKED = Duration.ofDays(31);

  private final WebhookStore store;
  private final Signature signature;
  private final String verifyToken;
  private final Duration kept;
  private final Transactions transactions;
  private final Clock clock;
  private final Gatherer<byte[]> gatherer;
  private final Outage outage = new Outage(LOG, "webhook work");
  private final AtomicBoolean fresh = new AtomicBoolean(true);
  private volatile boolean singly;
  private volatile @Nullable Long working;
  private volatile long lastLook;

  public Webhooks(
      WebhookStore store,
      Signature signature,
      String verifyToken,
      Duration kept,
      Transactions transactions,
      Clock clock) {
    this.store = store;
    this.kept = kept;
    this.signature = signature;
    this.verifyToken = verifyToken;
    this.transactions = transactions;
    this.clock = clock;
    this.gatherer =
        new Gatherer<>(
            "webhook-store",
            bodies -> transactions.run(() -> store.store(bodies, clock.instant())),
            Duration.ofMillis(3),
            BATCH);
  }

  /** Forgets what was worked off longer ago than it is kept, and statuses that nobody waits for. */
  public void forget() {
    Instant now = clock.instant();
    int forgotten = AT_ONCE;
    while (forgotten == AT_ONCE) {
      forgotten =
          transactions.call(() -> store.forget(now.minus(kept), now.minus(PARKED), AT_ONCE));
    }
  }

  /** Meta asks whether this address is ours: the challenge, if it knows our verify token. */
  public void handshake(
      Exchange exchange,
      @Header("hub.mode") @Nullable String mode,
      @Header("hub.verify_token") @Nullable String token,
      @Header("hub.challenge") @Nullable String challenge) {
    boolean ours =
        "subscribe".equals(mode)
            && token != null
            && challenge != null
            && MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8),
                verifyToken.getBytes(StandardCharsets.UTF_8));
    answer(exchange, ours ? 200 : 403, ours ? String.valueOf(challenge) : "");
  }

  /** Believes only what is signed; answers 200 when the bytes are committed. */
  public void receive(
      Exchange exchange,
      @Header("X-Hub-Signature-256") @Nullable String signed,
      @Header(Exchange.HTTP_SERVLET_REQUEST) @Nullable HttpServletRequest request) {
    byte[] body =
        request != null && request.getAttribute(RAW_BODY) instanceof byte[] raw
            ? raw
            : exchange.getMessage().getBody(byte[].class);
    if (body == null || !signature.isOf(body, signed)) {
      LOG.warn("a webhook without a valid signature was refused: is WHATSAPP_APP_SECRET right?");
      answer(exchange, 401, "");
      return;
    }
    try {
      gatherer.write(body);
      fresh.set(true);
      answer(exchange, 200, "");
    } catch (DataAccessException | TransactionException | IllegalStateException e) {
      // whatever is not answered with 200 comes again
      if (!LostDatabase.isCauseOf(e)) {
        LOG.warn("a webhook could not be stored ({})", e.getClass().getSimpleName());
      }
      answer(exchange, 503, "");
    }
  }

  private static void answer(Exchange exchange, int status, String body) {
    Message message = exchange.getMessage();
    // no header of the request is echoed
    message.removeHeaders("*");
    message.setBody(body);
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    message.setHeader(Exchange.CONTENT_TYPE, "text/plain");
  }

  /** Whether there may be some to work off; another hub's are looked for now and then. */
  public boolean isReady() {
    return fresh.get() || System.nanoTime() - lastLook >= 250_000_000L;
  }

  /** The next webhooks, in the route's transaction; {@code null} when there are none. */
  public @Nullable Batch next() {
    fresh.set(false);
    lastLook = System.nanoTime();
    List<WebhookStore.Stored> stored =
        outage.guard(() -> store.next(singly ? 1 : BATCH), List.of());
    if (stored.isEmpty()) {
      singly = false;
      return null;
    }
    fresh.set(true);
    working = stored.get(0).id();
    Batch batch = new Batch();
    for (WebhookStore.Stored one : stored) {
      batch.ids.add(one.id());
      for (WebhookItem item : WebhookReader.read(one.body())) {
        batch.add(item);
      }
    }
    return batch;
  }

  /** All of it has been applied. */
  public void done(@Body Batch batch) {
    store.done(batch.ids);
  }

  /**
   * The transaction was rolled back. The next ones are tried singly; one that keeps failing is set
   * aside.
   */
  public void failed(Exchange exchange) {
    Throwable cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    String problem = cause == null ? "unknown" : cause.getClass().getSimpleName();
    LOG.debug("webhook work failed", cause);
    fresh.set(true);
    if (cause != null && LostDatabase.isCauseOf(cause)) {
      // no fault of the webhooks: they are neither tried singly nor counted
      return;
    }
    if (!singly) {
      singly = true;
      return;
    }
    Long id = working;
    boolean aside =
        id != null
            && outage.guard(
                () -> transactions.call(() -> store.failed(id, MOST_ATTEMPTS, problem)), false);
    if (aside) {
      LOG.error(
          "webhook {} was set aside after {} attempts ({}): it stays stored, the others go on",
          id,
          MOST_ATTEMPTS,
          problem);
    }
  }

  /** Stores what is waiting. */
  @Override
  public void close() {
    gatherer.close();
  }

  /** The news of some webhooks, by kind. */
  public static final class Batch {
    private final List<Long> ids = new ArrayList<>();
    private final List<WebhookItem.Status> statuses = new ArrayList<>();
    private final List<WebhookItem.Inbound> inbound = new ArrayList<>();
    private final List<WebhookItem.Account> accountNews = new ArrayList<>();

    private void add(WebhookItem item) {
      if (item instanceof WebhookItem.Status status) {
        statuses.add(status);
      } else if (item instanceof WebhookItem.Inbound message) {
        inbound.add(message);
      } else if (item instanceof WebhookItem.Account account) {
        accountNews.add(account);
      }
    }

    /** What became of messages. */
    public List<WebhookItem.Status> getStatuses() {
      return statuses;
    }

    /** What people wrote. */
    public List<WebhookItem.Inbound> getInbound() {
      return inbound;
    }

    /** News of templates and account. */
    public List<WebhookItem.Account> getAccountNews() {
      return accountNews;
    }
  }
}
