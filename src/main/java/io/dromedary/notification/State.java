package io.dromedary.notification;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a notification is in its life. The table below is the only place that says which state may
 * follow which; what it does not list never happens, so a late or repeated status moves nothing
 * back.
 */
public enum State {
  /** Not before a time. */
  SCHEDULED,
  /** Waits to be sent; also while its template is pending or paused and the deadline allows. */
  QUEUED,
  /** The request is about to leave or has left; the answer is not known. */
  SENDING,
  /** May have gone: no answer, or one that says nothing. */
  UNKNOWN,
  /** The platform took it and gave it a wamid. */
  ACCEPTED,
  /** The platform has sent it. */
  SENT,
  /** On the person's device. */
  DELIVERED,
  /** Seen by the person, if they let this be known. */
  READ,
  /** Decided against; the reason says why. */
  SUPPRESSED,
  /** A newer one took its place before it left. */
  SUPERSEDED,
  /** Its time ran out. */
  EXPIRED,
  /** Withdrawn by its source or an operator before it left. */
  CANCELLED,
  /** The platform refused or could not deliver it; its error is kept. */
  FAILED,
  /** Needs a person. */
  DEAD;

  private static final Map<State, Set<State>> NEXT = new EnumMap<>(State.class);

  static {
    Set<State> unsent = EnumSet.of(SUPPRESSED, SUPERSEDED, EXPIRED, CANCELLED, DEAD);
    Set<State> statuses = EnumSet.of(SENT, DELIVERED, READ, FAILED);
    allow(SCHEDULED, unsent, EnumSet.of(QUEUED));
    // queued for a resend, news of the first attempt may still come
    allow(QUEUED, unsent, statuses, EnumSet.of(SENDING, SCHEDULED, ACCEPTED));
    // back to QUEUED: refused before acceptance, or a resend that was decided
    allow(SENDING, statuses, EnumSet.of(ACCEPTED, UNKNOWN, QUEUED, EXPIRED, DEAD));
    allow(UNKNOWN, statuses, EnumSet.of(ACCEPTED, QUEUED, EXPIRED, CANCELLED, DEAD));
    allow(ACCEPTED, statuses, EnumSet.of(EXPIRED));
    allow(SENT, EnumSet.of(DELIVERED, READ, FAILED, EXPIRED));
    allow(DELIVERED, EnumSet.of(READ));
    // our own timer may have been too early
    allow(EXPIRED, EnumSet.of(DELIVERED, READ));
    // an operator's retry, or an operator who was wrong
    allow(FAILED, EnumSet.of(QUEUED, DELIVERED, READ));
    allow(DEAD, EnumSet.of(QUEUED, DELIVERED, READ));
  }

  @SafeVarargs
  private static void allow(State from, Set<State>... to) {
    Set<State> all = EnumSet.noneOf(State.class);
    for (Set<State> some : to) {
      all.addAll(some);
    }
    NEXT.put(from, all);
  }

  /** Whether {@code next} may follow this state. */
  public boolean mayBecome(State next) {
    return NEXT.getOrDefault(this, Set.of()).contains(next);
  }

  /** Whether nothing more is expected to happen by itself. */
  public boolean isFinal() {
    return switch (this) {
      case DELIVERED, READ, SUPPRESSED, SUPERSEDED, EXPIRED, CANCELLED, FAILED, DEAD -> true;
      default -> false;
    };
  }
}
