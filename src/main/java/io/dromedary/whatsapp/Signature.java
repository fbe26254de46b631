package io.dromedary.whatsapp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The signature of webhooks: HMAC-SHA256 with the app secret over the raw bytes, header {@code
 * X-Hub-Signature-256}. Several secrets may hold at a time, so that one can be changed.
 */
public final class Signature {

  private static final String PREFIX = "sha256=";

  private final List<SecretKeySpec> keys;

  /**
   * @param appSecrets at least one
   */
  public Signature(List<String> appSecrets) {
    this.keys =
        appSecrets.stream()
            .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
            .toList();
  }

  /**
   * Whether {@code header} signs {@code body}; compared in constant time.
   *
   * @param header the header's value; {@code null} when there is none
   */
  public boolean isOf(byte[] body, @Nullable String header) {
    if (header == null || !header.startsWith(PREFIX)) {
      return false;
    }
    byte[] claimed;
    try {
      claimed = HexFormat.of().parseHex(header.substring(PREFIX.length()).strip());
    } catch (IllegalArgumentException e) {
      return false;
    }
    boolean valid = false;
    for (SecretKeySpec key : keys) {
      valid |= MessageDigest.isEqual(hmac(key, body), claimed);
    }
    return valid;
  }

  private static byte[] hmac(SecretKeySpec key, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
    }
  }
}
