package io.dromedary.consent;

import io.dromedary.person.PersonId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is to be recorded: who said what, when, how, to which wording, to whom, with which proof.
 *
 * @param topics at least one; {@code *} means all
 * @param at when the person said it, kept to microseconds; a fact, not what orders the ledger
 * @param channel how, for example {@code checkout}, {@code whatsapp}, {@code qr-code}
 * @param wording exactly what the person agreed to or wrote; {@code null} when not known
 * @param wordingVersion version of the wording; {@code null} when it has none
 * @param business the business named to the person; {@code null} when not known
 * @param evidence reference of the proof, for example a form id or a wamid; {@code null} when none
 */
public record ConsentStatement(
    PersonId person,
    SortedSet<String> topics,
    ConsentState state,
    Instant at,
    String channel,
    @Nullable String wording,
    @Nullable String wordingVersion,
    @Nullable String business,
    @Nullable String evidence) {

  /** Refuses a statement about nothing, and names that are no topics. */
  public ConsentStatement {
    if (topics.isEmpty() || !topics.stream().allMatch(Topics::isTopic)) {
      throw new IllegalArgumentException("A consent names at least one topic, or * for all");
    }
    topics = Collections.unmodifiableSortedSet(new TreeSet<>(topics));
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /** The same from topics in any order. */
  public static ConsentStatement about(
      PersonId person,
      Collection<String> topics,
      ConsentState state,
      Instant at,
      String channel,
      @Nullable String wording,
      @Nullable String wordingVersion,
      @Nullable String business,
      @Nullable String evidence) {
    return new ConsentStatement(
        person,
        new TreeSet<>(topics),
        state,
        at,
        channel,
        wording,
        wordingVersion,
        business,
        evidence);
  }

  /** Without wording and evidence, which are personal. */
  @Override
  public String toString() {
    return "ConsentStatement[%s %s %s]".formatted(person, state.word(), topics);
  }
}
