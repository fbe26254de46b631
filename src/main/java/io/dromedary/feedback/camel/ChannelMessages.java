package io.dromedary.feedback.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the ready routes of other channels need of a message in {@code dromedary.fallback}. */
public final class ChannelMessages {

  private static final Logger LOG = LoggerFactory.getLogger("io.dromedary.progress");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The header that says why a message was set aside. */
  public static final String REASON = "dromedaryReason";

  private final Clock clock;

  public ChannelMessages(Clock clock) {
    this.clock = clock;
  }

  /** What is in it cannot be told by this channel, now or later. */
  public static final class Untellable extends Exception {
    private static final long serialVersionUID = 1L;

    Untellable(String message) {
      super(message);
    }
  }

  /** The message as JSON; it was written by the hub, so it is readable. */
  public JsonNode read(@Body String text) throws JsonProcessingException {
    return JSON.readTree(text);
  }

  /** Whether its deadline is not over; a late one is said to be dropped. */
  public boolean isInTime(@Variable("told") JsonNode told, Exchange exchange) {
    String deadline = told.path("deadline").asText("");
    if (deadline.isEmpty() || clock.instant().isBefore(Instant.parse(deadline))) {
      return true;
    }
    LOG.info(
        "{} is not told by {}: its deadline is over",
        told.path("notification").asText(),
        told.path("channel").asText());
    return false;
  }

  /** The number as a short message centre wants it: international, without plus sign. */
  public String number(@Variable("told") JsonNode told) throws Untellable {
    String phone = told.path("recipient").path("phone").asText("");
    if (!phone.startsWith("+")) {
      throw new Untellable("no-phone");
    }
    return phone.substring(1);
  }

  /** The recipient's key in the source's system; empty when there is none. */
  public String ref(@Variable("told") JsonNode told) {
    return told.path("ref").asText("");
  }

  /** The first column of the first row. */
  public String address(List<Map<String, Object>> rows) throws Untellable {
    Object first =
        rows.isEmpty() || rows.get(0).isEmpty() ? null : rows.get(0).values().iterator().next();
    if (first == null || !first.toString().contains("@")) {
      throw new Untellable("no-address");
    }
    return first.toString().strip();
  }

  /** The text's first line. */
  public String subject(@Variable("told") JsonNode told) throws Untellable {
    return text(told).lines().findFirst().orElse("");
  }

  /** The text. */
  public String text(@Variable("told") JsonNode told) throws Untellable {
    String text = told.path("text").asText("");
    if (text.isBlank() || told.path("text").isNull()) {
      throw new Untellable("no-text");
    }
    return text;
  }

  /** The message as it came. */
  public String unchanged(@Variable("told") JsonNode told) {
    return told.toString();
  }

  /**
   * Says why trying again is in vain: the message's own content, or the gateway's word for good.
   *
   * @throws Exception what failed otherwise, a gateway that is away: the message goes back to the
   *     queue and is tried until its deadline
   */
  public void giveUpOrTryAgain(Exchange exchange) throws Exception {
    Exception failure = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
    String reason = reason(failure);
    if (reason == null) {
      throw failure;
    }
    exchange.getMessage().setHeader(REASON, reason);
  }

  private static @Nullable String reason(@Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof Untellable untellable) {
        return untellable.getMessage();
      }
      String reason = GatewayRefusals.reason(t);
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }
}
