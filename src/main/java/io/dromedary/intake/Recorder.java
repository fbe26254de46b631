package io.dromedary.intake;

import io.dromedary.notification.Ledger;
import io.dromedary.notification.NewNotification;
import io.dromedary.notification.State;
import io.dromedary.policy.Reason;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Writes the decisions about an event's recipients, in the caller's transaction. */
public final class Recorder {

  private final Ledger ledger;
  private final Clock clock;

  public Recorder(Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Writes the entries. What is older than news that is already known becomes {@code SUPERSEDED};
   * what is newer takes the place of older news that has not left. A person who stands behind
   * several recipients of one event is told once; the others are recorded as duplicates.
   *
   * @return the entries as they were written
   */
  public List<NewNotification> record(List<NewNotification> entries) {
    Instant now = clock.instant();
    List<NewNotification> written = written(entries, news -> ledger.supersede(news, now));
    ledger.append(written, now);
    return written;
  }

  /** The entries as {@link #record} would write them; writes nothing. */
  public List<NewNotification> rehearse(List<NewNotification> entries) {
    return written(entries, ledger::outdated);
  }

  private static List<NewNotification> written(
      List<NewNotification> entries, Function<List<NewNotification>, Set<UUID>> outdatedOf) {
    Set<UUID> seen = new HashSet<>();
    List<NewNotification> once =
        entries.stream().map(entry -> seen.add(entry.id()) ? entry : entry.duplicate()).toList();
    Set<UUID> outdated = outdatedOf.apply(once.stream().filter(Recorder::isNews).toList());
    return once.stream()
        .map(entry -> outdated.contains(entry.id()) ? outdated(entry) : entry)
        .toList();
  }

  private static boolean isNews(NewNotification entry) {
    return entry.supersede() != null
        && entry.person() != null
        && entry.subject() != null
        && entry.dueAt() != null;
  }

  private static NewNotification outdated(NewNotification entry) {
    return entry.ended(State.SUPERSEDED, Reason.SUPERSEDED.word());
  }
}
