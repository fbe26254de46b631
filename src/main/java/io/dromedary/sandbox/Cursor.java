package io.dromedary.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Opaque places in a list. */
final class Cursor {

  private Cursor() {}

  static String write(int place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("place:" + place).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * @throws GraphException 131059 when it is no cursor
   */
  static int read(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      if (text.matches("place:[0-9]{1,8}")) {
        return Integer.parseInt(text.substring(6));
      }
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    throw invalid();
  }

  private static GraphException invalid() {
    return GraphException.of(131059, "The paging cursor is not valid.");
  }

  static String link(String here, Map<String, String> query, String name, String cursor) {
    Map<String, String> all = new TreeMap<>(query);
    all.remove("before");
    all.remove("after");
    all.put(name, cursor);
    return here
        + all.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "?", ""));
  }
}
