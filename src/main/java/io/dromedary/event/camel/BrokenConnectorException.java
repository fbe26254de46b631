package io.dromedary.event.camel;

/** A connector that cannot be used as it is written: names the file and what is wrong with it. */
public final class BrokenConnectorException extends Exception {

  private static final long serialVersionUID = 1L;

  public BrokenConnectorException(String message, Throwable cause) {
    super(message, cause);
  }

  public BrokenConnectorException(String message) {
    super(message);
  }
}
