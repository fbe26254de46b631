package io.dromedary.event.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class BillingSignatureTest {

  private static final long NOW = 1_795_136_400;
  private static final byte[] BODY = "{\"id\":\"evt\"}".getBytes(UTF_8);

  private final BillingSignature signatures =
      new BillingSignature(Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));

  @Test
  void aSignedMessageIsBelieved() {
    assertThat(refuses(BODY, header(NOW, "secret"))).isFalse();
    assertThat(refuses(BODY, "t=" + NOW + ", v0=ab, v1=00, v1=" + mac(NOW, "secret"))).isFalse();
  }

  @Test
  void oneOtherByteIsRefused() {
    byte[] other = BODY.clone();
    other[0] ^= 1;
    assertThat(refuses(other, header(NOW, "secret"))).isTrue();
  }

  @Test
  void anotherSecretIsRefused() {
    assertThat(refuses(BODY, header(NOW, "other"))).isTrue();
  }

  @Test
  void theToleranceHoldsBothWaysAndItsEndIsInside() {
    assertThat(refuses(BODY, header(NOW - 300, "secret"))).isFalse();
    assertThat(refuses(BODY, header(NOW + 300, "secret"))).isFalse();
    assertThat(refuses(BODY, header(NOW - 301, "secret"))).isTrue();
    assertThat(refuses(BODY, header(NOW + 301, "secret"))).isTrue();
  }

  @Test
  void anotherTimeThanTheSignedOneIsRefused() {
    assertThat(refuses(BODY, "t=" + (NOW + 1) + ",v1=" + mac(NOW, "secret"))).isTrue();
  }

  @Test
  void nothingIsBelievedWithoutASecretOrASignature() {
    assertThat(signatures.refuses(BODY, header(NOW, "x"), "", 300)).isTrue();
    assertThat(signatures.refuses(BODY, header(NOW, "x"), null, 300)).isTrue();
    assertThat(refuses(BODY, null)).isTrue();
    for (String broken : new String[] {"", "t=", "v1=", "t=x,v1=zz", "t=99999999999999999999"}) {
      assertThat(refuses(BODY, broken)).as(broken).isTrue();
    }
    assertThat(refuses(BODY, "t=" + NOW)).isTrue();
    assertThat(refuses(BODY, "t=" + NOW + ",v1=")).isTrue();
  }

  private boolean refuses(byte[] body, String header) {
    return signatures.refuses(body, header, "secret", 300);
  }

  static String header(long time, String secret) {
    return "t=" + time + ",v1=" + mac(time, secret);
  }

  private static String mac(long time, String secret) {
    return mac(time, secret, BODY);
  }

  static String mac(long time, String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      mac.update((time + ".").getBytes(UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
