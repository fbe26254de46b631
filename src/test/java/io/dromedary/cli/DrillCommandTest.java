package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is wrong with a call is said before anything starts; DrillIT drills. */
class DrillCommandTest {

  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new DrillCommand())
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "--kills=0, --kills must be 1 or more",
    "--per-second=0, --per-second must be 1 or more",
    "--points=lunch, There is no point lunch",
    "--kills=many, many",
    "--points=database-gone, database-gone needs a --database",
    "--points=broker-gone, broker-gone needs --beside",
    "--beside, --beside needs a --database"
  })
  void aWrongOptionIsNamed(String option, String said) {
    assertThat(run(option)).isEqualTo(2);
    assertThat(err.toString()).contains(said);
  }

  @Test
  void aFolderWithSomethingInItIsNotUsed(@TempDir Path folder) throws IOException {
    Files.createFile(folder.resolve("mine"));

    assertThat(run("--work", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is not empty");
  }
}
