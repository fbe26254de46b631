package io.dromedary.conversation;

import io.dromedary.consent.Consent;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.consent.ConsentStatement;
import io.dromedary.consent.Standing;
import io.dromedary.person.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * When two persons turn out to be one, the later word on each topic holds: a stop said under the
 * one name must not be lost under the other. The entries that carry it over name, as evidence, the
 * hash of the entry where it was said.
 */
final class ConsentJoin {

  private static final String CHANNEL = "identity-joined";

  private final ConsentLedger ledger;

  ConsentJoin(ConsentLedger ledger) {
    this.ledger = ledger;
  }

  void carryOver(PersonId from, PersonId to, Instant now) {
    Consent said = ledger.current(from);
    Consent before = ledger.current(to);
    Set<String> topics = new TreeSet<>(said.standings().keySet());
    topics.addAll(before.standings().keySet());
    // "*" sorts before every topic, which is the order that makes the single topics hold
    for (String topic : topics) {
      later(said.standing(topic), before.standing(topic))
          .filter(standing -> !holds(ledger.current(to), topic, standing))
          .ifPresent(standing -> append(to, topic, standing, now));
    }
  }

  private static boolean holds(Consent consent, String topic, Standing wanted) {
    return consent.standing(topic).filter(s -> s.state() == wanted.state()).isPresent();
  }

  private static Optional<Standing> later(Optional<Standing> one, Optional<Standing> other) {
    return Stream.of(one, other)
        .flatMap(Optional::stream)
        .reduce((a, b) -> b.recordedAt().isAfter(a.recordedAt()) ? b : a);
  }

  private void append(PersonId to, String topic, Standing standing, Instant now) {
    ledger.append(
        ConsentStatement.about(
            to,
            List.of(topic),
            standing.state(),
            standing.recordedAt(),
            CHANNEL,
            null,
            null,
            null,
            "entry " + standing.hash()),
        now);
  }
}
