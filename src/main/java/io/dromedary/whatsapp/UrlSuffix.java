package io.dromedary.whatsapp;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The part of an address that a message appends to an approved one. */
final class UrlSuffix {

  private static final String KEPT = "-._~:/?#[]@!$&'()*+,;=%";

  private UrlSuffix() {}

  /** Percent-encodes what no address may contain; what may be an address already stays. */
  static String encode(String suffix) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : suffix.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (each & 0xff);
      if (isAsciiLetterOrDigit(character) || KEPT.indexOf(character) >= 0) {
        encoded.append(character);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", (int) character));
      }
    }
    return encoded.toString();
  }

  private static boolean isAsciiLetterOrDigit(char character) {
    return character < 128 && Character.isLetterOrDigit(character);
  }
}
