package io.dromedary.person;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One recipient in an {@link Audience}.
 *
 * @param ref the source's own reference, unique in the audience, up to 200 characters; stored in
 *     clear
 * @param phone E.164 with plus
 * @param name as greetings use it; {@code null} when unknown
 * @param locale BCP 47 tag; {@code null} when unknown
 * @param zone IANA time zone; {@code null} when unknown
 * @param data facts about this recipient (seat, booking code…), a JSON object
 */
public record Member(
    String ref,
    String phone,
    @Nullable String name,
    @Nullable String locale,
    @Nullable String zone,
    JsonNode data) {

  /** Longest ref, in characters. */
  public static final int LONGEST_REF = 200;

  /** Refuses a ref that is blank, too long, or holds NUL. */
  public Member {
    if (!Audience.fits(ref, LONGEST_REF)) {
      throw new IllegalArgumentException("A member's ref has 1 to 200 characters");
    }
  }

  /** The ref only: the rest is personal. */
  @Override
  public String toString() {
    return "Member[" + ref + "]";
  }
}
