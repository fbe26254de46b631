package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "--messages=0, --messages must be 1 or more",
    "--warm-up=-1, --warm-up must be 1 or more",
    "lunch, There is no scenario lunch",
    "limits, limits needs a --database"
  })
  void aWrongWishIsNamed(String argument, String said) {
    assertThat(bench(argument)).isEqualTo(2);
    assertThat(err.toString()).contains(said);
  }

  @Test
  void aHubThatDoesNotStartSaysWhyItself() {
    assertThat(bench("fan-out", "--java", "-XX:NoSuchOption")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("fan-out: the hub does not start")
        .contains("hub.log", "NoSuchOption")
        .doesNotContain("\tat ");
  }

  private int bench(String... arguments) {
    return new CommandLine(new BenchCommand())
        .setErr(new PrintWriter(err))
        .setOut(new PrintWriter(new StringWriter()))
        .execute(arguments);
  }
}
