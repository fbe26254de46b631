package io.dromedary.consent;

import io.dromedary.person.PersonId;
import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * One recorded statement: a link of the person's chain.
 *
 * @param number 1 for a person's first entry, without gaps: the order that decides
 * @param topics {@code *} means all
 * @param at when the person said it
 * @param recordedAt when the hub took it down; never before the entry before
 * @param wording {@code null} when not known, or erased
 * @param evidence {@code null} when there is none, or erased
 * @param erased whether wording and evidence were erased; the chain is verifiable all the same
 * @param previousHash hash of the entry before; {@link ConsentChain#START} for the first
 * @param hash SHA-256 in hex over everything above, see {@link ConsentChain}
 */
public record ConsentEntry(
    PersonId person,
    int number,
    SortedSet<String> topics,
    ConsentState state,
    Instant at,
    Instant recordedAt,
    String channel,
    @Nullable String wording,
    @Nullable String wordingVersion,
    @Nullable String business,
    @Nullable String evidence,
    boolean erased,
    String previousHash,
    String hash) {

  /** Without wording and evidence, which are personal. */
  @Override
  public String toString() {
    return "ConsentEntry[%s #%d %s %s]".formatted(person, number, state.word(), topics);
  }
}
