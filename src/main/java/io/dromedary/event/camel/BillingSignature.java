package io.dromedary.event.camel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Checks the signature of a billing webhook: {@code t=SECONDS,v1=HEX[,v1=HEX]}, the HMAC-SHA256 of
 * {@code SECONDS.BODY} over the raw bytes.
 *
 * @see <a href="https://docs.stripe.com/webhooks#verify-manually">Verifying webhooks manually</a>
 */
public final class BillingSignature {

  private final Clock clock;

  public BillingSignature(Clock clock) {
    this.clock = clock;
  }

  /**
   * Whether the message must not be believed.
   *
   * @param body the bytes as they came
   * @param signature the signature header; {@code null} when there is none: refused
   * @param secret the shared secret; empty: everything is refused
   * @param toleranceSeconds how far the signature's time may be from now, either way
   */
  public boolean refuses(
      @Body byte[] body,
      @Variable("signature") @Nullable String signature,
      @Variable("signingSecret") @Nullable String secret,
      @Variable("toleranceSeconds") long toleranceSeconds) {
    return signature == null
        || secret == null
        || secret.isBlank()
        || !isSigned(body, signature, secret, Duration.ofSeconds(toleranceSeconds));
  }

  private boolean isSigned(byte[] body, String header, String secret, Duration tolerance) {
    String time = "";
    boolean signed = false;
    for (String part : header.split(",", -1)) {
      if (part.strip().startsWith("t=")) {
        time = part.strip().substring(2);
      }
    }
    if (!isNear(time, tolerance)) {
      return false;
    }
    byte[] expected = hmac(secret, time, body);
    for (String part : header.split(",", -1)) {
      if (part.strip().startsWith("v1=")) {
        // every candidate is compared: the time taken tells nothing
        signed |= MessageDigest.isEqual(expected, bytes(part.strip().substring(3)));
      }
    }
    return signed;
  }

  private boolean isNear(String seconds, Duration tolerance) {
    if (!seconds.matches("\\d{1,12}")) {
      return false;
    }
    Instant signedAt = Instant.ofEpochSecond(Long.parseLong(seconds));
    return Duration.between(signedAt, clock.instant()).abs().compareTo(tolerance) <= 0;
  }

  private static byte[] bytes(String hex) {
    return hex.matches("([0-9a-fA-F]{2})+") ? HexFormat.of().parseHex(hex) : new byte[0];
  }

  private static byte[] hmac(String secret, String time, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is not available", e);
    }
  }
}
