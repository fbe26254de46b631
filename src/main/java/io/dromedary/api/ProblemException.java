package io.dromedary.api;

/** Refuses a call; the HTTP face answers with the problem. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Refuses with this problem. */
  public ProblemException(Problem problem) {
    super(problem.title());
    this.problem = problem;
  }

  /** What is answered. */
  public Problem problem() {
    return problem;
  }
}
