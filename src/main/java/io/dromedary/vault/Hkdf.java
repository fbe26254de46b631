package io.dromedary.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives independent keys from one master key: HKDF with HMAC-SHA-256 (<a
 * href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>).
 */
final class Hkdf {

  private static final String HMAC = "HmacSHA256";
  private static final int HASH_LENGTH = 32;

  private final byte[] pseudoRandomKey;

  private Hkdf(byte[] pseudoRandomKey) {
    this.pseudoRandomKey = pseudoRandomKey;
  }

  static Hkdf extract(byte[] salt, byte[] inputKey) {
    byte[] key = salt.length == 0 ? new byte[HASH_LENGTH] : salt;
    return new Hkdf(hmac(key, inputKey));
  }

  byte[] expand(String info, int length) {
    return expand(info.getBytes(StandardCharsets.UTF_8), length);
  }

  byte[] expand(byte[] info, int length) {
    byte[] output = new byte[length];
    byte[] block = new byte[0];
    int filled = 0;
    for (int counter = 1; filled < length; counter++) {
      byte[] input = Arrays.copyOf(block, block.length + info.length + 1);
      System.arraycopy(info, 0, input, block.length, info.length);
      input[input.length - 1] = (byte) counter;
      block = hmac(pseudoRandomKey, input);
      int taken = Math.min(block.length, length - filled);
      System.arraycopy(block, 0, output, filled, taken);
      filled += taken;
    }
    return output;
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime lacks " + HMAC, e);
    }
  }
}
