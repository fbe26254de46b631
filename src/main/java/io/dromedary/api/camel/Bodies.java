package io.dromedary.api.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.api.Answer;
import io.dromedary.api.Problem;
import io.dromedary.api.ProblemException;
import io.dromedary.api.web.RequestBodies;
import io.dromedary.intake.camel.Rejections;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Requests and answers of the HTTP face in an exchange. */
final class Bodies {

  static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Bodies() {}

  /** The body's bytes as they were sent. */
  static byte[] raw(Exchange exchange) {
    HttpServletRequest request =
        exchange.getMessage().getHeader(Exchange.HTTP_SERVLET_REQUEST, HttpServletRequest.class);
    return request == null ? new byte[0] : RequestBodies.of(request);
  }

  /**
   * The body as JSON.
   *
   * @throws ProblemException 400 {@code not-json}, saying where it breaks
   */
  static JsonNode json(Exchange exchange) {
    return parse(raw(exchange));
  }

  static JsonNode parse(byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (json == null || json.isMissingNode()) {
        throw notJson("The body is empty.");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw notJson("The body " + Rejections.notJson(e).reason() + ".");
    } catch (IOException e) {
      throw notJson("The body is no UTF-8 text.");
    }
  }

  private static ProblemException notJson(String detail) {
    return new ProblemException(Problem.of("not-json", "The body is no JSON", 400, detail));
  }

  /** Ends the exchange with an answer; no header of the request is echoed. */
  static void answer(Exchange exchange, Answer answer) {
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    JsonNode body = answer.body();
    message.setBody(body == null ? "" : body.toString());
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
    message.setHeader(
        Exchange.CONTENT_TYPE, answer.status() >= 400 ? Problem.MEDIA_TYPE : "application/json");
    if (answer.status() == 503) {
      message.setHeader("Retry-After", "5");
    }
  }
}
