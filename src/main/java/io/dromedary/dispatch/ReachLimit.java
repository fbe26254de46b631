package io.dromedary.dispatch;

import io.dromedary.person.PersonId;
import io.dromedary.policy.Reach;
import java.time.Instant;
import java.util.Collection;

/**
 * Port: Meta's messaging limit, the number of different people that a portfolio may write to
 * outside open windows in any 24 hours. Shared by all hubs through the database.
 */
public interface ReachLimit {

  /** For tiers without a limit. */
  ReachLimit UNLIMITED =
      (persons, now) ->
          new Look() {
            @Override
            public Reach of(PersonId person) {
              return Reach.UNLIMITED;
            }

            @Override
            public void count(PersonId person) {
              // everybody may be written to
            }

            @Override
            public void save() {
              // nothing was counted
            }
          };

  /**
   * Reads how things stand, in the caller's transaction; until its end nobody else counts, so that
   * what is looked at here holds when it is saved.
   */
  Look look(Collection<PersonId> persons, Instant now);

  /** One look, with what is counted during it. */
  interface Look {

    /** How things stand for this person, those counted so far included. */
    Reach of(PersonId person);

    /** This person is written to now. */
    void count(PersonId person);

    /** Writes what was counted. */
    void save();
  }
}
