package io.dromedary.event;

/** A mapping made something that is no item. Names the member that is wrong, never its value. */
public final class MalformedItemException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public MalformedItemException(String message) {
    super(message);
  }
}
