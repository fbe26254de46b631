package io.dromedary.intake;

/** Another event with the same source and id, but other content, was accepted before. */
public final class EventConflict extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EventConflict() {
    super(
        "an event with this source and id was accepted before with other content:"
            + " give the new event an id of its own");
  }
}
