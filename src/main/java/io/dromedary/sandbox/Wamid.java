package io.dromedary.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Message ids, built like Meta's: number and a random part, in Base64. To clients: opaque. */
final class Wamid {

  private Wamid() {}

  /** The id of a message from the business to {@code waId}. */
  static String outbound(String waId) {
    return make(waId, 0x11, 9);
  }

  /** The id of a message from {@code waId} to the business. */
  static String inbound(String waId) {
    return make(waId, 0x12, 10);
  }

  private static String make(String waId, int direction, int randomBytes) {
    byte[] random = new byte[randomBytes];
    ThreadLocalRandom.current().nextBytes(random);
    byte[] hex =
        HexFormat.of()
            .formatHex(random)
            .toUpperCase(Locale.ROOT)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] number = waId.getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0x1c);
    bytes.write(0x18);
    bytes.write(number.length);
    bytes.writeBytes(number);
    bytes.writeBytes(new byte[] {0x15, 0x02, 0x00, (byte) direction, 0x18});
    bytes.write(hex.length);
    bytes.writeBytes(hex);
    bytes.write(0);
    return "wamid." + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
