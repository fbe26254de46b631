package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A refusal in the shape of Meta's Graph API.
 *
 * @param http HTTP status; not a guide to the meaning (rate limits are 400, 132001 is 404)
 * @param type Graph's exception class, mostly {@code OAuthException}
 * @param code what a client decides on
 * @param subcode second number, {@code null} when there is none
 * @param message text with the code in front
 * @param details explanation in {@code error_data}, {@code null} when there is none
 * @param userTitle title for a person, only with template management errors
 * @param userMessage text for a person, only with template management errors
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes">Error
 *     codes</a>
 */
record GraphError(
    int http,
    String type,
    int code,
    @Nullable Integer subcode,
    String message,
    @Nullable String details,
    @Nullable String userTitle,
    @Nullable String userMessage) {

  private static final String TRACE =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

  /** One of the numbered errors of {@link ErrorCatalog} with what is wrong this time. */
  static GraphError of(int code, @Nullable String details) {
    ErrorCatalog.Entry entry = ErrorCatalog.of(code);
    return new GraphError(
        entry.http(),
        "OAuthException",
        code,
        null,
        "(#" + code + ") " + entry.title(),
        details,
        null,
        null);
  }

  /** Code 100: a parameter that the API does not know or does not accept. */
  static GraphError invalidParameter(String message) {
    return new GraphError(400, "OAuthException", 100, null, "(#100) " + message, null, null, null);
  }

  /** Code 100 in the form that template management uses. */
  static GraphError template(int subcode, String userTitle, String userMessage) {
    return new GraphError(
        400, "OAuthException", 100, subcode, "Invalid parameter", null, userTitle, userMessage);
  }

  /** Code 100, subcode 33: the node does not exist or the token may not see it. */
  static GraphError unknownObject(String method, String id) {
    return new GraphError(
        400,
        "GraphMethodException",
        100,
        33,
        "Unsupported "
            + method
            + " request. Object with ID '"
            + id
            + "' does not exist, cannot be loaded due to missing permissions, or does not support"
            + " this operation. Please read the Graph API documentation at"
            + " https://developers.facebook.com/docs/graph-api",
        null,
        null,
        null);
  }

  ObjectNode toJson() {
    ObjectNode root = Json.object();
    ObjectNode error = root.putObject("error");
    error.put("message", message).put("type", type).put("code", code);
    if (subcode != null) {
      error.put("error_subcode", subcode);
    }
    if (details != null) {
      error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
    }
    if (userTitle != null) {
      error.put("is_transient", false).put("error_user_title", userTitle);
      error.put("error_user_msg", userMessage);
    }
    error.put("fbtrace_id", trace());
    return root;
  }

  private static String trace() {
    StringBuilder trace = new StringBuilder("A");
    for (int i = 0; i < 22; i++) {
      trace.append(TRACE.charAt(ThreadLocalRandom.current().nextInt(TRACE.length())));
    }
    return trace.toString();
  }
}
