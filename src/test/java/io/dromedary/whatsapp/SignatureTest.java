package io.dromedary.whatsapp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SignatureTest {

  /** RFC 4231, test case 2. */
  private static final Signature JEFE = new Signature(List.of("Jefe"));

  private static final byte[] BODY = "what do ya want for nothing?".getBytes(UTF_8);
  private static final String HEX =
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

  @Test
  void theRightSignatureIsBelieved() {
    assertThat(JEFE.isOf(BODY, "sha256=" + HEX)).isTrue();
    assertThat(JEFE.isOf(BODY, "sha256=" + HEX.toUpperCase(Locale.ROOT))).isTrue();
  }

  @Test
  void nothingElseIs() {
    for (String header :
        new String[] {
          null,
          "",
          "sha256=",
          HEX,
          "sha1=" + HEX,
          "SHA256=" + HEX,
          "sha256=" + HEX.substring(2),
          "sha256=" + HEX.substring(1),
          "sha256=" + HEX + "00",
          "sha256=" + HEX.replace('5', '6'),
          "sha256=" + "zz".repeat(32),
          "sha256=" + "é".repeat(64)
        }) {
      assertThat(JEFE.isOf(BODY, header)).as("%s", header).isFalse();
    }
  }

  @Test
  void itIsOverTheBytesAsTheyWereSentNotOverWhatTheyMean() {
    byte[] utf8 = "{\"a\":\"é\"}".getBytes(UTF_8);
    byte[] latin = "{\"a\":\"é\"}".getBytes(ISO_8859_1);
    byte[] escaped = "{\"a\":\"\\u00e9\"}".getBytes(UTF_8);
    byte[] spaced = "{\"a\": \"é\"}".getBytes(UTF_8);
    String header = header("secret", utf8);

    Signature signature = new Signature(List.of("secret"));
    assertThat(signature.isOf(utf8, header)).isTrue();
    assertThat(signature.isOf(latin, header)).isFalse();
    assertThat(signature.isOf(escaped, header)).isFalse();
    assertThat(signature.isOf(spaced, header)).isFalse();
  }

  @Test
  void severalSecretsHoldWhileOneIsChanged() {
    Signature both = new Signature(List.of("old", "new"));

    assertThat(both.isOf(BODY, header("old", BODY))).isTrue();
    assertThat(both.isOf(BODY, header("new", BODY))).isTrue();
    assertThat(both.isOf(BODY, header("other", BODY))).isFalse();
  }

  @Property
  void noHeaderThatSomebodyMakesUpIsBelievedNorBreaksAnything(
      @ForAll byte[] body, @ForAll String header) {
    assertThat(JEFE.isOf(body, header)).isFalse();
    assertThat(JEFE.isOf(body, "sha256=" + header)).isFalse();
  }

  @Property
  void aChangedByteIsNoticed(@ForAll byte[] body, @ForAll int where) {
    String header = header("secret", body);
    Signature signature = new Signature(List.of("secret"));
    assertThat(signature.isOf(body, header)).isTrue();
    if (body.length > 0) {
      byte[] changed = body.clone();
      changed[Math.floorMod(where, body.length)] ^= 1;
      assertThat(signature.isOf(changed, header)).isFalse();
    }
  }

  private static String header(String secret, byte[] body) {
    try {
      var mac = javax.crypto.Mac.getInstance("HmacSHA256");
      mac.init(new javax.crypto.spec.SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return "sha256=" + java.util.HexFormat.of().formatHex(mac.doFinal(body));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
