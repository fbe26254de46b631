package io.dromedary.api.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.api.Answer;
import io.dromedary.api.DryRunApi;
import io.dromedary.api.EventProblems;
import io.dromedary.api.PathValue;
import io.dromedary.api.Problem;
import io.dromedary.api.ProblemException;
import io.dromedary.intake.camel.Answers;
import io.dromedary.intake.camel.Rejections;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
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
  private final DryRunApi dryRun;
  private final Unavailable unavailable = new Unavailable();

  /**
   * @param rejections where it is written down what was refused
   * @param dryRun tells what would become of an event
   */
  public HttpEvents(Rejections rejections, DryRunApi dryRun) {
    this.rejections = rejections;
    this.dryRun = dryRun;
  }

  /** The events of a request; none, and the answer ready, when none is to be accepted. */
  public List<JsonNode> read(Exchange exchange) {
    try {
      List<JsonNode> events = events(exchange);
      if (!isDryRun(exchange)) {
        return events;
      }
      exchange.setProperty(REFUSED, rehearsed(exchange, events));
    } catch (ProblemException e) {
      exchange.setProperty(REFUSED, Answer.of(e.problem()));
    }
    return List.of();
  }

  private Answer rehearsed(Exchange exchange, List<JsonNode> events) {
    if (exchange.getProperty(BATCH, false, Boolean.class)) {
      throw new ProblemException(
          Problem.of(
              "dry-run-of-a-batch",
              "A dry run takes one event",
              422,
              "Nothing was tried. Send the events one by one."));
    }
    try {
      return dryRun.run(events.get(0));
    } catch (DataAccessException | TransactionException e) {
      return unavailable(e);
    }
  }

  /** Accepting for real would send what was only to be tried, so an unclear wish is refused. */
  private static boolean isDryRun(Exchange exchange) {
    HttpServletRequest request =
        exchange.getMessage().getHeader(Exchange.HTTP_SERVLET_REQUEST, HttpServletRequest.class);
    String wish = request.getParameter("dryRun");
    if (wish == null || wish.equals("true") || wish.equals("false")) {
      return "true".equals(wish);
    }
    throw new ProblemException(
        Problem.invalid(
            "invalid-parameter",
            "A parameter is not acceptable",
            List.of(new Problem.Error("?dryRun", "must be true or false"))));
  }

  private static List<JsonNode> events(Exchange exchange) {
    HttpServletRequest request =
        exchange.getMessage().getHeader(Exchange.HTTP_SERVLET_REQUEST, HttpServletRequest.class);
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
      Optional<Problem> problem = EventProblems.of(t);
      if (problem.isPresent()) {
        return rejected(exchange, t, problem.get());
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
