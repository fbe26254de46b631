package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {

  @ParameterizedTest
  @CsvSource({
    "--messages=0, --messages must be 1 or more",
    "--warm-up=-1, --warm-up must be 1 or more",
    "lunch, There is no scenario lunch",
    "limits, limits needs a --database"
  })
  void aWrongWishIsNamed(String argument, String said) {
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new BenchCommand())
            .setErr(new PrintWriter(err))
            .setOut(new PrintWriter(new StringWriter()))
            .execute(argument);

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains(said);
  }
}
