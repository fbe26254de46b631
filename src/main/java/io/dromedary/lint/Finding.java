package io.dromedary.lint;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a file.
 *
 * @param file as a person would open it from where the linter was started
 * @param line from 1; {@code null} when it has no place of its own
 * @param rule a name of {@link LintRules}
 * @param message what is wrong, without a full stop
 * @param remedy what to do about it
 */
public record Finding(
    String file, @Nullable Integer line, String rule, String message, String remedy) {

  /** As people read a list: by file, then from top to bottom. */
  public static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::file)
          .thenComparing(finding -> finding.line() == null ? 0 : finding.line())
          .thenComparing(Finding::rule)
          .thenComparing(Finding::message);

  /** How bad it is. */
  public Severity severity() {
    return LintRules.of(rule).severity();
  }

  /** Why anybody should care. */
  public String why() {
    return LintRules.of(rule).why();
  }

  /** {@code FILE:LINE}, which editors and terminals make a link. */
  public String place() {
    return line == null ? file : file + ":" + line;
  }
}
