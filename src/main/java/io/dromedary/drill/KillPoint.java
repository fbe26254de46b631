package io.dromedary.drill;

import java.util.Locale;

/** Where a hub is killed. */
public enum KillPoint {
  /** In the hub, when a transaction that has changed something is about to commit. */
  BEFORE_COMMIT,
  /** In the hub, when such a commit has just returned. */
  AFTER_COMMIT,
  /** When the Cloud API has a request to send and has not answered it. */
  REQUEST_LEFT,
  /** When the Cloud API's answer has just been passed on. */
  ANSWERED,
  /** When a webhook has been passed on and not been acknowledged. */
  IN_WEBHOOK,
  /** At any time. */
  ANYWHERE,
  /** At any time, but asked to end: what is under way is finished first. */
  RESTART;

  /** As it is written: {@code before-commit}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the hub halts by itself; the others are done from outside. */
  boolean inside() {
    return this == BEFORE_COMMIT || this == AFTER_COMMIT;
  }

  /** Whether it is a time rather than something that passes. */
  boolean anyTime() {
    return this == ANYWHERE || this == RESTART;
  }
}
