package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The {@code error} object of the Graph API. Decide on {@code code}; every other member may be
 * missing. Message and details may quote what was sent: show them to people, keep them out of logs.
 *
 * @param code Meta's error code; -1 when the object has none
 * @param subcode {@code error_subcode}; deprecated, but template creation has nothing better
 * @param details {@code error_data.details}, or {@code error_data} itself when it is a text
 * @param traceId {@code fbtrace_id}, which Meta's support asks for
 */
public record GraphError(
    int code,
    @Nullable Integer subcode,
    @Nullable String type,
    @Nullable String message,
    @Nullable String details,
    @Nullable String userTitle,
    @Nullable String userMessage,
    boolean isTransient,
    @Nullable String traceId) {

  /** The code of an error object without one. */
  public static final int NO_CODE = -1;

  /** Reads the value of {@code error}; anything is accepted, what is missing is {@code null}. */
  public static GraphError of(JsonNode error) {
    JsonNode data = error.path("error_data");
    JsonNode subcode = error.path("error_subcode");
    return new GraphError(
        error.path("code").asInt(NO_CODE),
        subcode.canConvertToInt() ? subcode.asInt() : null,
        text(error.path("type")),
        text(error.path("message")),
        data.isTextual() ? data.textValue() : text(data.path("details")),
        text(error.path("error_user_title")),
        text(error.path("error_user_msg")),
        error.path("is_transient").asBoolean(false),
        text(error.path("fbtrace_id")));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }

  /** The most specific explanation there is, for people; may quote what was sent. */
  public String explanation() {
    for (String text : new @Nullable String[] {details, userMessage, message}) {
      if (text != null && !text.isBlank()) {
        return text;
      }
    }
    return "error " + code;
  }

  /** Codes and trace only: fit for a log. */
  @Override
  public String toString() {
    return "GraphError[code=" + code + ", subcode=" + subcode + ", fbtrace_id=" + traceId + "]";
  }
}
