package io.dromedary.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {

  private static final String SECRET = "+4915112345678";

  private final Vault vault = Vault.of(key(1));

  @Property
  void opensWhatItSealed(@ForAll byte[] content) {
    assertThat(vault.open(vault.seal(content))).isEqualTo(content);
  }

  @Property
  void opensTextsOfAnyLanguage(@ForAll String text) {
    String encodable = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertThat(vault.openText(vault.sealText(encodable))).isEqualTo(encodable);
  }

  @Test
  void nothingStaysNothing() {
    assertThat(vault.sealNullable(null)).isNull();
    assertThat(vault.openNullable(null)).isNull();
    assertThat(vault.openNullable(vault.sealNullable(""))).isEmpty();
  }

  @Test
  void sealingTwiceGivesDifferentBytes() {
    assertThat(vault.sealText(SECRET)).isNotEqualTo(vault.sealText(SECRET));
  }

  @Test
  void theContentIsNotReadable() {
    String bytes = new String(vault.sealText(SECRET), StandardCharsets.ISO_8859_1);

    assertThat(bytes).doesNotContain("15112345678");
  }

  @Test
  void anyChangedByteIsNoticedWithoutTellingTheContent() {
    byte[] sealed = vault.sealText(SECRET);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> vault.open(changed))
          .isInstanceOf(VaultException.class)
          .hasMessageNotContaining("4915");
    }
  }

  @Test
  void aShortenedValueIsNoticed() {
    byte[] sealed = vault.seal(new byte[0]);

    assertThat(vault.open(sealed)).isEmpty();
    for (int length = 0; length < sealed.length; length++) {
      byte[] shorter = Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> vault.open(shorter)).isInstanceOf(VaultException.class);
    }
  }

  @Test
  void anotherKeyIsNamedAsTheReason() {
    byte[] sealed = Vault.of(key(2)).sealText(SECRET);

    assertThatThrownBy(() -> vault.open(sealed))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("another key");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33, 64})
  void aKeyHasThirtyTwoBytes(int length) {
    assertThatThrownBy(() -> Vault.of(new byte[length])).isInstanceOf(VaultException.class);
  }

  @Test
  void tagsAreEqualForEqualValuesOnlyWithinOnePurposeAndKey() {
    String tag = vault.tag("number", SECRET);

    assertThat(tag).matches("[A-Za-z0-9_-]{43}").isEqualTo(Vault.of(key(1)).tag("number", SECRET));
    assertThat(
            List.of(
                vault.tag("number", SECRET + "0"),
                vault.tag("code", SECRET),
                vault.tag("numbe", "r" + SECRET),
                Vault.of(key(2)).tag("number", SECRET)))
        .doesNotContain(tag)
        .doesNotHaveDuplicates();
  }

  @Test
  void aPurposeCannotReachIntoTheValue() {
    assertThatThrownBy(() -> vault.tag("a\0b", "c")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void manyThreadsShareOneVault() {
    List<String> expected = IntStream.range(0, 2000).mapToObj(i -> "value " + i).toList();

    assertThat(expected.parallelStream().map(vault::sealText).map(vault::openText))
        .containsExactlyElementsOf(expected);
    assertThat(expected.parallelStream().map(v -> vault.tag("p", v)))
        .containsExactlyElementsOf(expected.stream().map(v -> vault.tag("p", v)).toList());
  }

  private static byte[] key(int fill) {
    byte[] key = new byte[Vault.MASTER_KEY_LENGTH];
    Arrays.fill(key, (byte) fill);
    return key;
  }
}
