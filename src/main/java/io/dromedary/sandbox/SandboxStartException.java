package io.dromedary.sandbox;

import org.jspecify.annotations.Nullable;

/** The sandbox could not start; the message says which setting to change. */
public class SandboxStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SandboxStartException(String message) {
    this(message, null);
  }

  SandboxStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
