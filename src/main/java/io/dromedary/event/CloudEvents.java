package io.dromedary.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents in structured mode.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents
 *     1.0</a>
 */
public final class CloudEvents {

  private static final int LONGEST_ATTRIBUTE = 1024;

  private CloudEvents() {}

  /** Whether an event could be read. */
  public sealed interface Reading {}

  /**
   * @param event what was read; its data has not been checked yet
   */
  public record Readable(BusinessEvent event) implements Reading {}

  /**
   * @param faults at least one
   */
  public record Unreadable(List<Fault> faults) implements Reading {}

  /** Reads the attributes of {@code json}; all faults are reported together. */
  public static Reading read(JsonNode json) {
    if (!(json instanceof ObjectNode object)) {
      return new Unreadable(List.of(new Fault("", "is not a JSON object: send one CloudEvent")));
    }
    List<Fault> faults = new ArrayList<>();
    if (!"1.0".equals(object.path("specversion").asText())) {
      faults.add(new Fault("/specversion", "must be \"1.0\""));
    }
    String id = required(object, "id", faults);
    String source = required(object, "source", faults);
    String type = required(object, "type", faults);
    if (!source.isEmpty() && !isUriReference(source)) {
      faults.add(new Fault("/source", "must be a URI reference, for example /erp/orders"));
    }
    JsonNode contentType = object.path("datacontenttype");
    if (!contentType.isMissingNode() && !isJson(contentType.asText())) {
      faults.add(new Fault("/datacontenttype", "must be application/json"));
    }
    if (object.has("data_base64")) {
      faults.add(new Fault("/data_base64", "is not supported: put a JSON object into data"));
    } else if (!object.path("data").isObject()) {
      faults.add(new Fault("/data", "must be a JSON object with the facts of the event"));
    }
    BusinessEvent event =
        new BusinessEvent(
            source,
            id,
            type,
            instant(object, "time", faults),
            text(object, "subject", faults),
            instant(object, "deadline", faults),
            instant(object, "notbefore", faults),
            integer(object, "sequence", faults),
            bool(object, "retracts", faults),
            object);
    return faults.isEmpty() ? new Readable(event) : new Unreadable(List.copyOf(faults));
  }

  private static boolean isJson(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
    return type.equals("application/json") || type.endsWith("+json");
  }

  private static boolean isUriReference(String source) {
    try {
      return !new URI(source).toString().isEmpty();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String required(ObjectNode json, String name, List<Fault> faults) {
    String text = text(json, name, faults);
    if (text == null) {
      if (json.path(name).isMissingNode() || json.path(name).isNull()) {
        faults.add(new Fault("/" + name, "is missing"));
      }
      return "";
    }
    if (text.isBlank()) {
      faults.add(new Fault("/" + name, "is empty"));
    }
    return text;
  }

  private static @Nullable String text(ObjectNode json, String name, List<Fault> faults) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      faults.add(new Fault("/" + name, "must be a string"));
      return null;
    }
    if (value.textValue().length() > LONGEST_ATTRIBUTE) {
      faults.add(new Fault("/" + name, "is longer than " + LONGEST_ATTRIBUTE + " characters"));
      return null;
    }
    if (value.textValue().indexOf('\u0000') >= 0) {
      faults.add(new Fault("/" + name, "contains the character U+0000"));
      return null;
    }
    return value.textValue();
  }

  private static @Nullable Instant instant(ObjectNode json, String name, List<Fault> faults) {
    String text = text(json, name, faults);
    if (text == null) {
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      if (instant.isBefore(Instant.EPOCH)
          || instant.isAfter(Instant.parse("9999-01-01T00:00:00Z"))) {
        faults.add(new Fault("/" + name, "lies outside the years 1970 to 9998"));
        return null;
      }
      return instant;
    } catch (DateTimeException e) {
      faults.add(
          new Fault(
              "/" + name, "must be an RFC 3339 instant with offset, like 2026-11-20T09:30:00Z"));
      return null;
    }
  }

  /** Binary mode over HTTP carries every attribute as text, so a number in quotes is one too. */
  private static @Nullable Long integer(ObjectNode json, String name, List<Fault> faults) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    try {
      return Long.valueOf(value.isTextual() ? value.textValue() : "");
    } catch (NumberFormatException e) {
      faults.add(new Fault("/" + name, "must be an integer"));
      return null;
    }
  }

  private static boolean bool(ObjectNode json, String name, List<Fault> faults) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isTextual()
        && (value.textValue().equals("true") || value.textValue().equals("false"))) {
      return Boolean.parseBoolean(value.textValue());
    }
    faults.add(new Fault("/" + name, "must be true or false"));
    return false;
  }
}
