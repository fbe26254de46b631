package io.dromedary.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Why a call was refused, as problem details (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC
 * 9457</a>).
 *
 * @param type stable URI that programs may compare
 * @param title the type in words, the same each time
 * @param status HTTP status
 * @param detail what happened this time, without personal values
 * @param errors where the request is wrong; empty when the request is not the reason
 */
public record Problem(String type, String title, int status, String detail, List<Error> errors) {

  /** The media type of its JSON. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPES = "https://dromedary.io/problems/";

  /** Keeps its own copy. */
  public Problem {
    errors = List.copyOf(errors);
  }

  /**
   * A problem without a list of errors.
   *
   * @param name last segment of the type's URI, for example {@code person-unknown}
   */
  public static Problem of(String name, String title, int status, String detail) {
    return new Problem(TYPES + name, title, status, detail, List.of());
  }

  /** A request whose content is wrong: 422 with every place that is. */
  public static Problem invalid(String name, String title, List<Error> errors) {
    String detail =
        errors.size() == 1
            ? "One value is not acceptable."
            : "%d values are not acceptable.".formatted(errors.size());
    return new Problem(TYPES + name, title, 422, detail, errors);
  }

  /** As the body of the answer. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", type).put("title", title).put("status", status).put("detail", detail);
    if (!errors.isEmpty()) {
      errors.forEach(
          error ->
              json.withArray("errors")
                  .addObject()
                  .put("pointer", error.pointer())
                  .put("reason", error.reason()));
    }
    return json;
  }

  /**
   * One place in a request that is wrong.
   *
   * @param pointer JSON pointer (RFC 6901) into the body; empty for the whole body. For a value
   *     outside the body its name, for example {@code ?expires}
   * @param reason in words, without the value
   */
  public record Error(String pointer, String reason) {}
}
