package io.dromedary.drill;

import java.util.Locale;

/** Where a hub is killed, or what happens to it before. */
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
  RESTART,
  /** The database is away for a while; killed when the hub has gone on by itself. */
  DATABASE_GONE,
  /** The broker is away for a while; killed when the hub has gone on by itself. */
  BROKER_GONE,
  /** The disk has no room left; killed when the hub cannot go on. */
  DISK_FULL,
  /** The Cloud API answers nothing for a while; killed when the hub has gone on by itself. */
  CLOUD_SILENT,
  /** The Cloud API answers nonsense for a while; killed when the hub has gone on by itself. */
  CLOUD_BROKEN;

  /** As it is written: {@code before-commit}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether it can be brought about.
   *
   * @param ownDatabase whether the hub has a database of its own rather than a server's
   * @param ownBroker whether the hub has a broker of its own
   */
  public boolean isPossible(boolean ownDatabase, boolean ownBroker) {
    return switch (this) {
      case DATABASE_GONE -> !ownDatabase;
      case BROKER_GONE -> !ownBroker;
      case DISK_FULL -> ownDatabase;
      default -> true;
    };
  }

  /** Whether the hub halts by itself; the others are done from outside. */
  boolean inside() {
    return this == BEFORE_COMMIT || this == AFTER_COMMIT;
  }

  /** Whether it is a time rather than something that passes. */
  boolean anyTime() {
    return this == ANYWHERE || this == RESTART;
  }

  /** Whether something else than the hub fails, for a while. */
  boolean outage() {
    return this == DATABASE_GONE
        || this == BROKER_GONE
        || this == CLOUD_SILENT
        || this == CLOUD_BROKEN;
  }
}
