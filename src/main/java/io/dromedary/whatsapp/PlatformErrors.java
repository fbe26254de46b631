package io.dromedary.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Meta's error codes by what follows from them, from {@code whatsapp/errors.yaml}. The HTTP status
 * is no guide: rate limits come as 400, two permanent errors as 500.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes">Error
 *     codes</a>
 */
public final class PlatformErrors {

  private static final String FILE = "/whatsapp/errors.yaml";
  private static final NavigableMap<Integer, PlatformError> BY_CODE = read();

  private PlatformErrors() {}

  /** All that are known, in the order of their codes. */
  public static List<PlatformError> all() {
    return List.copyOf(BY_CODE.values());
  }

  /**
   * What is known of a code. An unknown one is not repeated, unless the server itself failed: then
   * the message may have been taken.
   */
  public static PlatformError of(int code, int httpStatus) {
    Map.Entry<Integer, PlatformError> known = BY_CODE.floorEntry(code);
    return known != null && code <= known.getValue().to()
        ? known.getValue()
        : new PlatformError(
            code,
            code,
            httpStatus >= 500 ? ErrorClass.AMBIGUOUS : ErrorClass.MEND_MESSAGE,
            null,
            false,
            "an error that this hub does not know",
            "look it up in Meta's list of error codes");
  }

  private static NavigableMap<Integer, PlatformError> read() {
    List<PlatformError> errors = new ArrayList<>();
    try (InputStream in = PlatformErrors.class.getResourceAsStream(FILE)) {
      for (JsonNode one : new YAMLMapper().readTree(Objects.requireNonNull(in, FILE))) {
        errors.add(error(one));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
    NavigableMap<Integer, PlatformError> byCode = new TreeMap<>();
    errors.forEach(error -> byCode.put(error.code(), error));
    return byCode;
  }

  private static PlatformError error(JsonNode json) {
    int code = json.path("code").intValue();
    String wait = json.path("wait").asText("");
    return new PlatformError(
        code,
        json.path("to").asInt(code),
        ErrorClass.valueOf(json.path("class").asText().toUpperCase(Locale.ROOT).replace('-', '_')),
        wait.startsWith("P") ? Duration.parse(wait) : null,
        json.path("slow").booleanValue(),
        json.path("means").asText(),
        json.path("person").asText());
  }
}
