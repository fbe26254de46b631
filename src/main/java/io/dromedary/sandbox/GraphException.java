package io.dromedary.sandbox;

/** Leaves the handling of one request with the refusal that the caller gets. */
final class GraphException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient GraphError error;

  GraphException(GraphError error) {
    super("Graph error " + error.code(), null, false, false);
    this.error = error;
  }

  GraphError error() {
    return error;
  }

  static GraphException of(int code, String details) {
    return new GraphException(GraphError.of(code, details));
  }

  static GraphException invalidParameter(String message) {
    return new GraphException(GraphError.invalidParameter(message));
  }
}
