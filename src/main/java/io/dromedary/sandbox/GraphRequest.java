package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request to the Graph API, taken apart.
 *
 * @param http the request as it came
 * @param method GET, POST or DELETE
 * @param apiVersion the {@code NN} of {@code vNN.N}; the newest known one when there was none
 * @param path what follows the version, split at slashes; not empty
 * @param query decoded query parameters
 */
record GraphRequest(
    HttpServletRequest http,
    String method,
    int apiVersion,
    List<String> path,
    Map<String, String> query) {

  static final int NEWEST_VERSION = 25;
  private static final int MOST_JSON_BYTES = 1 << 20;
  private static final Pattern VERSIONED = Pattern.compile("/v([0-9]{1,3})\\.[0-9]{1,2}/(.*)");

  static GraphRequest of(HttpServletRequest http) {
    String uri = http.getRequestURI();
    Matcher versioned = VERSIONED.matcher(uri);
    boolean hasVersion = versioned.matches();
    String rest = hasVersion ? versioned.group(2) : uri.substring(1);
    return new GraphRequest(
        http,
        http.getMethod(),
        hasVersion ? Integer.parseInt(versioned.group(1)) : NEWEST_VERSION,
        List.of(decode(rest).split("/")),
        query(http.getQueryString()));
  }

  static Map<String, String> query(@Nullable String text) {
    Map<String, String> query = new LinkedHashMap<>();
    if (text != null) {
      for (String pair : text.split("&")) {
        String[] parts = pair.split("=", 2);
        query.put(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
      }
    }
    return query;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw GraphException.invalidParameter("The address is not encoded correctly.");
    }
  }

  /** The address of the request without its query. */
  String here() {
    return http.getRequestURL().toString();
  }

  /** The JSON body; an empty body is an empty object. */
  ObjectNode json() throws IOException {
    byte[] bytes = http.getInputStream().readNBytes(MOST_JSON_BYTES + 1);
    if (bytes.length == 0) {
      return Json.object();
    }
    if (bytes.length > MOST_JSON_BYTES) {
      throw GraphException.invalidParameter("The request body is too large.");
    }
    String type = http.getContentType();
    if (type == null || !type.toLowerCase(java.util.Locale.ROOT).contains("json")) {
      throw GraphException.invalidParameter("The request body must be application/json.");
    }
    ObjectNode body = Json.objectOrNull(bytes);
    if (body == null) {
      throw GraphException.invalidParameter("The request body is not a valid JSON object.");
    }
    return body;
  }
}
