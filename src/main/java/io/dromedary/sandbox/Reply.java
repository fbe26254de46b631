package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * How a request is answered.
 *
 * @param kind an answer, or the lack of one
 * @param http HTTP status of an answer
 * @param contentType type of the body
 * @param body bytes of the answer
 * @param delay time to hold the answer back
 */
record Reply(Kind kind, int http, String contentType, byte[] body, Duration delay) {

  enum Kind {
    ANSWER,
    /** Silence until the client goes away. */
    SILENCE,
    /** The connection closes without a byte. */
    CLOSE
  }

  static final Reply SILENCE = new Reply(Kind.SILENCE, 0, "", new byte[0], Duration.ZERO);
  static final Reply CLOSE = new Reply(Kind.CLOSE, 0, "", new byte[0], Duration.ZERO);

  static Reply json(ObjectNode body) {
    return json(200, body);
  }

  static Reply json(int http, ObjectNode body) {
    return new Reply(
        Kind.ANSWER, http, "application/json; charset=UTF-8", Json.bytes(body), Duration.ZERO);
  }

  static Reply error(GraphError error) {
    return json(error.http(), error.toJson());
  }

  static Reply bytes(int http, String contentType, byte[] body) {
    return new Reply(Kind.ANSWER, http, contentType, body, Duration.ZERO);
  }

  Reply after(Duration newDelay) {
    return new Reply(kind, http, contentType, body, newDelay);
  }
}
