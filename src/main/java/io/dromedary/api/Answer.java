package io.dromedary.api;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a call is answered with.
 *
 * @param status HTTP status
 * @param body JSON; {@code null} for none
 */
public record Answer(int status, @Nullable JsonNode body) {

  /** 200 with a body. */
  public static Answer ok(JsonNode body) {
    return new Answer(200, body);
  }

  /** 204. */
  public static Answer nothing() {
    return new Answer(204, null);
  }

  /** A refusal. */
  public static Answer of(Problem problem) {
    return new Answer(problem.status(), problem.toJson());
  }
}
