package io.dromedary.person;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hub's own table of who stands behind a business key. All methods take part in the caller's
 * transaction; writers of one audience wait for each other.
 */
public interface Audiences {

  /**
   * Replaces the whole list at once: readers see the old one or the new one. Doing it again changes
   * nothing.
   *
   * @param members with distinct refs
   * @param expires from this instant on nobody is seen; {@code null} for never
   */
  void replace(Audience audience, Collection<Member> members, @Nullable Instant expires);

  /**
   * Adds members, replacing those of the same ref. What had expired by {@code now} is forgotten
   * first, and the list then never expires; otherwise its expiry stays.
   *
   * @param members with distinct refs
   */
  void put(Audience audience, Collection<Member> members, Instant now);

  /** Takes one member out; whether there was one. */
  boolean remove(Audience audience, String ref);

  /**
   * One page in the order of refs, for lists of any length.
   *
   * @param afterRef {@link Page#next()} of the page before; {@code null} for the first
   * @param limit at most so many members, at least 1
   * @param now an audience that expires at this instant is empty already
   */
  Page<Member> members(Audience audience, @Nullable String afterRef, int limit, Instant now);

  /** Where a number is listed, expired or not, by its form as {@link Identifier#canonical()}. */
  List<Listing> listings(Identifier number);

  /** Takes a number out of every audience; how many listings there were. */
  int eraseEverywhere(Identifier number);

  /** Deletes what had expired by {@code now}; how many members. */
  int purgeExpired(Instant now);

  /** A member and the audience that they are listed in. */
  record Listing(Audience audience, Member member) {}
}
