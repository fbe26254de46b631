package io.dromedary.samples;

/**
 * The hub did not take a call. The text says what was called and answered, and nothing personal.
 */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  RefusedException(String text) {
    super(text);
  }
}
