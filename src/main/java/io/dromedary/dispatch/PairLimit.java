package io.dromedary.dispatch;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Port: how often one number may write to one person. Meta's limit is one message in six seconds,
 * with a burst that is borrowed from later; more are refused with error 131056. Shared by all hubs
 * through the database; each call takes part in the caller's transaction.
 */
public interface PairLimit {

  /** Whose turn it is, for these persons; locked until the transaction ends. */
  Turns look(String sender, Collection<UUID> persons, Instant now);

  /** The platform has refused a message to these persons: nothing to them before an instant. */
  void rest(String sender, Map<UUID, Instant> until, Instant now);

  /** Forgets pairs that are free of any debt. */
  int purge(Instant now);

  /** One look. */
  interface Turns {

    /**
     * When the next message to this person may leave, {@code now} or later. Called again, for the
     * one after that.
     *
     * @param urgent whether it may use the part of the burst that is kept for urgent messages
     */
    Instant next(UUID person, boolean urgent);

    /** Messages have left to these persons, one for each time that a person is named. */
    void sent(List<UUID> persons);
  }
}
