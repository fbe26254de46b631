package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Reads the platform's answer to a send. */
public final class SendAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SendAnswer() {}

  /**
   * Only an answer with a message id is "taken", only Meta's error object is "not taken"; whatever
   * else comes back says nothing about the message.
   */
  public static SendOutcome read(int status, byte[] body) {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (IOException e) {
      return new SendOutcome.Unknown("answer-not-json");
    }
    if (json == null || !json.isObject()) {
      return new SendOutcome.Unknown("answer-not-json");
    }
    JsonNode error = json.path("error");
    if (error.isObject() && error.has("code")) {
      GraphError read = GraphError.of(error);
      PlatformError kind = PlatformErrors.of(read.code(), status);
      return kind.errorClass() == ErrorClass.AMBIGUOUS
          ? new SendOutcome.Unknown("error-" + read.code())
          : new SendOutcome.Refused(kind, read, error.toString());
    }
    JsonNode message = json.path("messages").path(0);
    String wamid = message.path("id").asText("");
    if (status >= 200 && status < 300 && !wamid.isEmpty()) {
      return new SendOutcome.Accepted(wamid, message.path("message_status").textValue());
    }
    return new SendOutcome.Unknown("answer-without-message-id");
  }
}
