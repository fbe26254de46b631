package io.dromedary.intake.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.event.BusinessEvent;
import io.dromedary.event.ContentFault;
import io.dromedary.event.Fault;
import io.dromedary.intake.EventConflict;
import io.dromedary.intake.EventRejected;
import io.dromedary.intake.Intake;
import io.dromedary.intake.Refusals;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what can never be accepted: unchanged, with the reason in headers. */
public final class Rejections {

  private static final Logger LOG = LoggerFactory.getLogger("io.dromedary.progress");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ORIGINAL = "dromedaryOriginal";

  private final Refusals refusals;

  /**
   * @param refusals where it is written down what was refused
   */
  public Rejections(Refusals refusals) {
    this.refusals = refusals;
  }

  /** Remembers the body as what is set aside if it comes to that. */
  public void remember(Exchange exchange) {
    exchange.setProperty(ORIGINAL, exchange.getMessage().getBody());
  }

  /**
   * The text message in the exchange as JSON.
   *
   * @throws EventRejected when it is no text message, or its text is no JSON
   */
  public JsonNode textOf(Exchange exchange) {
    return json(exchange.getMessage().getBody());
  }

  /**
   * The text as JSON.
   *
   * @throws EventRejected when it is no text, or no JSON
   */
  static JsonNode json(@Nullable Object body) {
    if (!(body instanceof String text)) {
      throw new EventRejected(
          List.of(new Fault("", "is no text message: send the CloudEvent's JSON as text")));
    }
    if (text.length() > Intake.LARGEST) {
      // before it takes several times its size
      throw new EventRejected(
          List.of(new Fault("", "must have at most " + Intake.LARGEST + " bytes")));
    }
    try {
      JsonNode json = JSON.readTree(text);
      if (json == null || json.isMissingNode()) {
        throw new EventRejected(List.of(new Fault("", "is empty")));
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new EventRejected(List.of(notJson(e)));
    }
  }

  /** Where the JSON breaks, without quoting it. */
  public static Fault notJson(JsonProcessingException problem) {
    return new Fault(
        "",
        problem.getLocation() == null
            ? "is no JSON"
            : "is no JSON: it breaks at line "
                + problem.getLocation().getLineNr()
                + ", column "
                + problem.getLocation().getColumnNr());
  }

  /** Puts the original message back and says in headers why it was set aside. */
  public void describe(Exchange exchange) {
    Throwable cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    Message message = exchange.getMessage();
    Object original = original(exchange);
    message.setBody(original instanceof JsonNode json ? json.toString() : original);
    message.setHeader("dromedaryReason", reason(cause));
    message.setHeader("dromedaryProblem", problem(cause));
    message.setHeader(
        "dromedaryRoute", exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, String.class));
    message.setHeader("dromedaryExchange", exchange.getExchangeId());
  }

  /**
   * Writes down that it is set aside, before it is: what goes wrong from here on brings the message
   * again, and the same one counts once.
   */
  public void record(Exchange exchange) {
    Throwable cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    Object original = original(exchange);
    String content = text(original);
    String message = exchange.getMessage().getHeader("JMSMessageID", "", String.class);
    refusals.record(
        content,
        content == null && message.isEmpty() ? exchange.getExchangeId() : message,
        exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, "", String.class),
        reason(cause),
        faults(cause));
  }

  /** The same for an event that came over HTTP. */
  public void recordOverHttp(Object event, Throwable cause, String route) {
    refusals.record(text(event), "", route, reason(cause), faults(cause));
  }

  /** Forgets what is older than it is kept. */
  public void purge() {
    refusals.purge();
  }

  private static @Nullable String text(@Nullable Object content) {
    if (content instanceof BusinessEvent event) {
      return event.json().toString();
    }
    if (content instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    return content instanceof String || content instanceof JsonNode ? content.toString() : null;
  }

  private static List<Fault> faults(@Nullable Throwable cause) {
    return cause instanceof EventRejected rejected
        ? rejected.faults()
        : List.of(new Fault("", problem(cause)));
  }

  private static @Nullable Object original(Exchange exchange) {
    Object kept = exchange.getProperty(ORIGINAL);
    if (kept != null) {
      return kept;
    }
    Message first =
        exchange.getUnitOfWork() == null ? null : exchange.getUnitOfWork().getOriginalInMessage();
    return first == null ? exchange.getMessage().getBody() : first.getBody();
  }

  private static String reason(@Nullable Throwable cause) {
    if (cause instanceof EventConflict) {
      return "event-conflict";
    }
    return cause instanceof EventRejected ? "event-invalid" : "not-readable";
  }

  /** Our own words only: what parsers and converters say quotes the content. */
  private static String problem(@Nullable Throwable cause) {
    if (cause instanceof EventRejected || cause instanceof EventConflict) {
      return String.valueOf(cause.getMessage());
    }
    if (cause instanceof ContentFault fault) {
      return fault.report();
    }
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof org.xml.sax.SAXParseException xml) {
        return "is no well-formed XML without DOCTYPE: it breaks at line "
            + xml.getLineNumber()
            + ", column "
            + xml.getColumnNumber();
      }
      if (t instanceof JsonProcessingException json) {
        return notJson(json).reason();
      }
    }
    return "cannot be read by this source's connector ("
        + (cause == null ? "unknown" : cause.getClass().getSimpleName())
        + ")";
  }

  /** One line for an operator. */
  public void log(Exchange exchange) {
    Message message = exchange.getMessage();
    LOG.warn(
        "set aside in dromedary.events.rejected, from route {}: {}: {}. Mend it at its source and"
            + " send it again.",
        message.getHeader("dromedaryRoute"),
        message.getHeader("dromedaryReason"),
        message.getHeader("dromedaryProblem"));
  }
}
