package io.dromedary.intake.camel;

import io.dromedary.intake.Acceptance;
import io.dromedary.intake.Intake;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Works through large audiences. */
public final class FanOut {

  /** Renewed with every chunk; another hub goes on where a dead one ended. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Intake intake;
  private final String owner;
  private final Clock clock;

  public FanOut(Intake intake, String owner, Clock clock) {
    this.intake = intake;
    this.owner = owner;
    this.clock = clock;
  }

  /** The next recipients, in the route's transaction; {@code null} when there are none. */
  public @Nullable Acceptance next() {
    Instant now = clock.instant();
    return intake.nextChunk(owner, now, now.plus(LEASE)).orElse(null);
  }
}
