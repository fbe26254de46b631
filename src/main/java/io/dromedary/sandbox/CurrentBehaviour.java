package io.dromedary.sandbox;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The behaviour in force, which may be changed while the sandbox runs. */
final class CurrentBehaviour implements Supplier<SandboxBehaviour> {

  private volatile SandboxBehaviour now;

  CurrentBehaviour(SandboxBehaviour first) {
    now = first;
  }

  @Override
  public SandboxBehaviour get() {
    return now;
  }

  synchronized void change(UnaryOperator<SandboxBehaviour> change) {
    now = change.apply(now);
  }
}
