package io.dromedary.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table in docs/lint.md is made from {@code lint/rules.yaml}: {@code ./mvnw test
 * -Dtest=LintPaperTest -Dpaper.write=true} writes it anew.
 */
class LintPaperTest {

  private static final Path PAPER = Path.of("docs/lint.md");
  private static final String HEAD = "| rule | severity | because |\n| --- | --- | --- |\n";

  @Test
  void thePaperHasEveryRule() throws IOException {
    String paper = Files.readString(PAPER);
    String table =
        LintRules.all().values().stream()
            .map(
                rule ->
                    "| `"
                        + rule.name()
                        + "` | "
                        + rule.severity().word()
                        + " | "
                        + rule.why()
                        + " |\n")
            .collect(Collectors.joining("", HEAD, ""));
    if (Boolean.getBoolean("paper.write")) {
      paper = paper.substring(0, paper.indexOf(HEAD)) + table;
      Files.writeString(PAPER, paper);
    }

    assertThat(paper).as("run ./mvnw test -Dtest=LintPaperTest -Dpaper.write=true").endsWith(table);
  }
}
