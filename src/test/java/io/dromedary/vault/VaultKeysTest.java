package io.dromedary.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.testing.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultKeysTest {

  @TempDir Path directory;

  @Test
  void theFirstStartCreatesAKeyThatOnlyItsOwnerReads() throws IOException {
    Path file = directory.resolve("new/data/vault.key");

    byte[] key = VaultKeys.load(file, null);

    assertThat(key).hasSize(32).isNotEqualTo(new byte[32]);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void laterStartsReadTheSameKey() {
    Path file = directory.resolve("vault.key");

    assertThat(VaultKeys.load(file, null)).isEqualTo(VaultKeys.load(file, " "));
  }

  @Test
  void theEnvironmentWinsAndLeavesTheFileAlone() {
    Path file = directory.resolve("vault.key");
    byte[] given = new byte[32];
    given[5] = 7;

    assertThat(VaultKeys.load(file, Base64.getEncoder().encodeToString(given) + "\n"))
        .isEqualTo(given);
    assertThat(file).doesNotExist();
  }

  @Test
  void threadsThatStartAtOnceEndWithTheSameKey() throws Exception {
    Path file = directory.resolve("vault.key");

    List<String> keys =
        Database.atOnce(16, () -> HexFormat.of().formatHex(VaultKeys.load(file, null)));

    assertThat(keys).hasSize(16).containsOnly(keys.get(0));
  }

  @Test
  void processesThatStartAtOnceEndWithTheSameKey() throws Exception {
    Path file = directory.resolve("vault.key");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  PrintKey.class.getName(),
                  file.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }

    List<String> keys = new ArrayList<>();
    for (Process process : processes) {
      try (BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        keys.add(output.readLine());
      }
    }

    assertThat(keys).hasSize(4).doesNotContainNull().containsOnly(keys.get(0));
    assertThat(keys.get(0)).isEqualTo(HexFormat.of().formatHex(VaultKeys.load(file, null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not base64!", "AAAA", "äöü"})
  void aFileWithoutAKeyIsNamedAndNeverReplaced(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("vault.key"), content);

    assertThatThrownBy(() -> VaultKeys.load(file, null))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("restore the key");
    assertThat(file).hasContent(content);
  }

  @Test
  void anUnusableEnvironmentIsNamedWithoutItsValue() {
    assertThatThrownBy(() -> VaultKeys.load(directory.resolve("vault.key"), "c2hvcnQ="))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("environment")
        .hasMessageNotContaining("c2hvcnQ");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file")).resolve("vault.key");

    assertThatThrownBy(() -> VaultKeys.load(file, null))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("writable");
  }

  /** Another hub that starts. */
  static final class PrintKey {

    public static void main(String[] args) {
      System.out.println(HexFormat.of().formatHex(VaultKeys.load(Path.of(args[0]), null)));
    }
  }
}
