package io.dromedary.api.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.api.Answer;
import io.dromedary.api.PathValue;
import io.dromedary.api.Problem;
import io.dromedary.api.ProblemException;
import io.dromedary.intake.EventConflict;
import io.dromedary.intake.EventRejected;
import io.dromedary.intake.camel.Answers;
import io.dromedary.intake.camel.Rejections;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * CloudEvents over HTTP: structured, binary, batch.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">HTTP
 *     protocol binding</a>
 */
public final class HttpEvents {

  private static final String BATCH = "dromedaryBatch";
  private static final String REFUSED = "dromedaryRefused";
  private static final int LARGEST_BATCH = 1000;

  private final Rejections rejections;
  private final Unavailable unavailable = new Unavailable();

  /**
   * @param rejections where it is written down what was refused
   */
  public HttpEvents(Rejections rejections) {
    this.rejections = rejections;
  }

  /** The events of a request; none, and the answer ready, when it cannot be read. */
  public List<JsonNode> read(Exchange exchange) {
    try {
      return events(exchange);
    } catch (ProblemException e) {
      exchange.setProperty(REFUSED, Answer.of(e.problem()));
      return List.of();
    }
  }

  private static List<JsonNode> events(Exchange exchange) {
    HttpServletRequest request =
        exchange.getMessage().getHeader(Exchange.HTTP_SERVLET_REQUEST, HttpServletRequest.class);
    if ("true".equals(request.getParameter("dryRun"))) {
      // accepting it for real would send what was only to be tried
      throw new ProblemException(
          Problem.of(
              "dry-run-unavailable",
              "This hub has no dry run",
              501,
              "Nothing was accepted. Try the event in sandbox mode instead."));
    }
    String contentType =
        String.valueOf(request.getContentType()).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    JsonNode body = Bodies.json(exchange);
    if (contentType.equals("application/cloudevents-batch+json")) {
      return batch(exchange, body);
    }
    if (contentType.equals("application/cloudevents+json")) {
      return List.of(body);
    }
    if (request.getHeader("ce-specversion") != null) {
      return List.of(binary(request, body));
    }
    // plain application/json: a structured event, or several, sent without its media type
    return body.isArray() ? batch(exchange, body) : List.of(body);
  }

  private static List<JsonNode> batch(Exchange exchange, JsonNode body) {
    if (!body.isArray()) {
      throw new ProblemException(
          Problem.of("invalid-batch", "The batch is no array", 422, "A batch is a JSON array."));
    }
    if (body.size() > LARGEST_BATCH) {
      throw new ProblemException(
          Problem.of(
              "batch-too-large",
              "The batch is too large",
              413,
              "A batch has at most " + LARGEST_BATCH + " events; nothing was accepted."));
    }
    exchange.setProperty(BATCH, true);
    return List.copyOf(((ArrayNode) body).valueStream().toList());
  }

  private static JsonNode binary(HttpServletRequest request, JsonNode data) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    for (String name : Collections.list(request.getHeaderNames())) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith("ce-")) {
        event.put(lower.substring(3), PathValue.decode(request.getHeader(name)));
      }
    }
    event.put("datacontenttype", "application/json");
    event.set("data", data);
    return event;
  }

  /** The event was accepted, now or before. */
  public Answer accepted(@Body ObjectNode receipt, Exchange exchange) {
    return new Answer(exchange.getProperty(Answers.STATUS, 202, Integer.class), receipt);
  }

  /** The event was not accepted. */
  public Answer refused(Exchange exchange) {
    Throwable cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    for (Throwable t = cause; t != null; t = t.getCause()) {
      Problem problem = problem(t);
      if (problem != null) {
        return rejected(exchange, t, problem);
      }
    }
    return unavailable(cause == null ? new IllegalStateException("no cause") : cause);
  }

  /** What cannot be written down is answered with 503: sent again, it is rejected then. */
  private Answer rejected(Exchange exchange, Throwable cause, Problem problem) {
    try {
      rejections.recordOverHttp(exchange.getMessage().getBody(), cause, "api-events");
      return Answer.of(problem);
    } catch (DataAccessException | TransactionException e) {
      return unavailable(e);
    }
  }

  private Answer unavailable(Throwable cause) {
    unavailable.tell("events could not be accepted", cause);
    return Answer.of(Calls.unavailable());
  }

  /** {@code null} when the cause is not the event's fault. */
  private static @Nullable Problem problem(Throwable cause) {
    if (cause instanceof EventRejected rejected) {
      return Problem.invalid(
          "invalid-event",
          "The event is not acceptable",
          rejected.faults().stream()
              .map(fault -> new Problem.Error(fault.pointer(), fault.reason()))
              .toList());
    }
    return cause instanceof EventConflict
        ? Problem.of(
            "event-conflict",
            "Another event has this source and id",
            409,
            "Nothing was changed: " + cause.getMessage() + ".")
        : null;
  }

  /** One answer for one event; for a batch an array in its order, each with its own status. */
  public void answer(@Body Object answers, Exchange exchange) {
    Answer refused = exchange.getProperty(REFUSED, Answer.class);
    if (refused != null) {
      Bodies.answer(exchange, refused);
      return;
    }
    List<?> all = answers instanceof List<?> list ? list : List.of();
    if (!exchange.getProperty(BATCH, false, Boolean.class)) {
      Bodies.answer(exchange, (Answer) all.get(0));
      return;
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Object one : all) {
      Answer answer = (Answer) one;
      ObjectNode entry = array.addObject().put("status", answer.status());
      if (answer.body() instanceof ObjectNode body) {
        entry.setAll(body);
        entry.put("status", answer.status());
      }
    }
    Bodies.answer(exchange, Answer.ok(array));
  }
}
