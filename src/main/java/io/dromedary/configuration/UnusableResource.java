package io.dromedary.configuration;

import org.jspecify.annotations.Nullable;

/** Something that the hub needs at its start cannot be used. */
public final class UnusableResource extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * @param what which, and what is wrong with it
   * @param remedy what to do
   * @param cause {@code null} when there is none
   */
  UnusableResource(String what, String remedy, @Nullable Throwable cause) {
    super(what, cause);
    this.remedy = remedy;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }
}
