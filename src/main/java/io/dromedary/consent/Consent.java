package io.dromedary.consent;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a person allows: for each topic the last entry that names it or names all topics. A
 * withdrawal for all ends every topic; a later grant for one topic opens that one.
 *
 * @param standings by topic; {@code *} holds for the topics that are not named
 */
public record Consent(SortedMap<String, Standing> standings) {

  private static final Consent NONE = new Consent(new TreeMap<>());

  /** Keeps its own copy. */
  public Consent {
    standings = Collections.unmodifiableSortedMap(new TreeMap<>(standings));
  }

  /** Somebody who never said anything. */
  public static Consent none() {
    return NONE;
  }

  /** What results from entries in their recording order. */
  public static Consent of(List<ConsentEntry> entries) {
    Consent consent = NONE;
    for (ConsentEntry entry : entries) {
      consent = consent.with(entry);
    }
    return consent;
  }

  /** What results when this entry is recorded next. */
  public Consent with(ConsentEntry entry) {
    boolean all = entry.topics().contains(Topics.ALL);
    Map<String, Standing> next = all ? new TreeMap<>() : new TreeMap<>(standings);
    Standing standing = Standing.of(entry);
    if (all) {
      next.put(Topics.ALL, standing);
    } else {
      entry.topics().forEach(topic -> next.put(topic, standing));
    }
    return new Consent(new TreeMap<>(next));
  }

  /** Whether a message of this topic may leave. */
  public boolean covers(String topic) {
    return standing(topic).filter(s -> s.state() == ConsentState.GRANTED).isPresent();
  }

  /** What decides for a topic; empty when nothing was ever said about it. */
  public Optional<Standing> standing(String topic) {
    return Optional.ofNullable(standings.get(topic))
        .or(() -> Optional.ofNullable(standings.get(Topics.ALL)));
  }

  /**
   * Why a message of this topic may not leave: {@code consent-withdrawn}, or {@code no-consent}
   * when it was never granted; empty when it may.
   */
  public Optional<String> refusal(String topic) {
    Optional<Standing> standing = standing(topic);
    if (standing.isEmpty()) {
      return Optional.of("no-consent");
    }
    return standing
        .filter(s -> s.state() == ConsentState.WITHDRAWN)
        .map(withdrawn -> "consent-withdrawn");
  }
}
