package io.dromedary.decisiontest;

import java.util.List;

/**
 * How a test ended.
 *
 * @param failures what was otherwise than expected; empty: it passed
 * @param nanos how long it took, in nanoseconds
 */
public record TestResult(DecisionTest test, List<String> failures, long nanos) {

  public TestResult {
    failures = List.copyOf(failures);
  }

  /** Whether everything was as expected. */
  public boolean passed() {
    return failures.isEmpty();
  }
}
