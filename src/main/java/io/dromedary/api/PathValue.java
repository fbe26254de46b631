package io.dromedary.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** A value from a path, where {@code /} is written {@code %2F}. */
public final class PathValue {

  private PathValue() {}

  /**
   * Decodes percent signs, once. A plus sign is a plus sign: {@code +49…} is a phone number.
   *
   * @throws ProblemException 400 for a percent sign without two hexadecimal digits, and for bytes
   *     that are not UTF-8
   */
  public static String decode(String encoded) {
    if (encoded.indexOf('%') < 0) {
      return encoded;
    }
    byte[] given = encoded.getBytes(UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(given.length);
    for (int i = 0; i < given.length; i++) {
      if (given[i] == '%') {
        decoded.write(hex(given, i + 1) * 16 + hex(given, i + 2));
        i += 2;
      } else {
        decoded.write(given[i]);
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw unreadable();
    }
  }

  private static int hex(byte[] text, int index) {
    int digit = index < text.length ? Character.digit(text[index], 16) : -1;
    if (digit < 0) {
      throw unreadable();
    }
    return digit;
  }

  private static ProblemException unreadable() {
    return new ProblemException(
        Problem.of(
            "invalid-path",
            "The path cannot be read",
            400,
            "A segment of the path is not percent-encoded UTF-8."));
  }
}
