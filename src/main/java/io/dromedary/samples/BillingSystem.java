package io.dromedary.samples;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Calls the hub's webhook about invoices, in Stripe's shape and with its signature.
 *
 * @see <a href="https://docs.stripe.com/webhooks#verify-manually">Webhook signatures</a>
 */
final class BillingSystem {

  static final String PATH = "/billing/webhook";

  private static final Duration TERM = Duration.ofDays(14);
  private static final Duration OVERDUE = Duration.ofDays(3);

  private final Hub hub;
  private final Run run;
  private final String secret;
  private final String business;
  private int invoices;

  BillingSystem(Hub hub, Run run, String secret, String business) {
    this.hub = hub;
    this.run = run;
    this.secret = secret;
    this.business = business;
  }

  /** Issues an invoice that is due in two weeks. */
  String issue(Person person) throws RefusedException, InterruptedException {
    Instant now = run.now();
    return send("invoice.finalized", person, now, now.plus(TERM), "issued");
  }

  /** Finds an older invoice still unpaid. */
  String overdue(Person person) throws RefusedException, InterruptedException {
    Instant due = run.now().minus(OVERDUE);
    return send("invoice.overdue", person, due.minus(TERM), due, "overdue");
  }

  private String send(String type, Person person, Instant issued, Instant due, String what)
      throws RefusedException, InterruptedException {
    String number = "R-%s-%d".formatted(run.id(), ++invoices);
    String body = event(type, person, number, issued, due);
    hub.post(
        PATH,
        Map.of("Content-Type", "application/json", "Stripe-Signature", signature(body)),
        body);
    return "invoice %s %s (%s to %s)".formatted(number, what, type, PATH);
  }

  String event(String type, Person person, String number, Instant issued, Instant due) {
    String id = "in_" + number.replace("-", "").toLowerCase(Locale.ROOT);
    return Document.of("billing/invoice-event.json")
        .with("event", "evt_" + number.replace("-", "_") + "_" + type.replace('.', '_'))
        .with("created", run.now().getEpochSecond())
        .with("type", type)
        .with("id", id)
        .with("number", number)
        .with("business", business)
        .with("amount", 1990 + 250 * (invoices % 9))
        .with("issued", issued.getEpochSecond())
        .with("currency", person.currency().toLowerCase(Locale.ROOT))
        .with("customer", "cus_" + person.customer().replace("-", ""))
        .with("name", person.name())
        .with("phone", person.phone())
        .with("locale", person.locale())
        .with("due", due.getEpochSecond())
        .text();
  }

  /** {@code t=SECONDS,v1=HEX}: the HMAC-SHA256 of {@code SECONDS.BODY}. */
  String signature(String body) {
    long seconds = run.now().getEpochSecond();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] sum = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
      return "t=%d,v1=%s".formatted(seconds, HexFormat.of().formatHex(sum));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is not available", e);
    }
  }
}
