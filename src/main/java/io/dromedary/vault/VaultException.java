package io.dromedary.vault;

/**
 * Something sealed cannot be opened, or the key cannot be had. The message says what to do and
 * never holds content or key.
 */
public final class VaultException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  VaultException(String message) {
    super(message);
  }

  VaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
