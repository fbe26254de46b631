package io.dromedary.intake.camel;

import io.dromedary.intake.Acceptance;
import io.dromedary.intake.Intake;
import org.jspecify.annotations.Nullable;

/** Works through large audiences. */
public final class FanOut {

  private final Intake intake;

  public FanOut(Intake intake) {
    this.intake = intake;
  }

  /**
   * The next recipients of one of them, in the route's transaction; another hub goes on where one
   * ended that died. {@code null} when there are none.
   */
  public @Nullable Acceptance next() {
    return intake.nextChunk().orElse(null);
  }
}
