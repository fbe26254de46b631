package io.dromedary.conversation;

import io.dromedary.person.Identifier;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message from a user, or about one, as the webhook {@code messages} brings it.
 *
 * @param wamid the platform's id of the message
 * @param identifiers who wrote, at least one: {@code from}, {@code wa_id}, {@code user_id}, by
 *     their form; for a change of number or id, those from before
 * @param changedTo the new identifiers, for a change of number or id; otherwise empty
 * @param profileName the name the user shows; {@code null} when not told
 * @param phoneNumberId the platform's id of the business number that was written to
 * @param timestamp when the user wrote
 * @param text what was written, or the label of the button; {@code null} when there is none
 * @param payload a quick reply's payload or an interactive reply's id; {@code null} when none
 * @param contextWamid the message that this one answers; {@code null} when none
 */
public record Inbound(
    String wamid,
    List<Identifier> identifiers,
    List<Identifier> changedTo,
    @Nullable String profileName,
    String phoneNumberId,
    Instant timestamp,
    InboundKind kind,
    @Nullable String text,
    @Nullable String payload,
    @Nullable String contextWamid) {

  /** Puts numbers before user ids: a number is what the rest of the company knows. */
  public Inbound {
    if (identifiers.isEmpty()) {
      throw new IllegalArgumentException("An inbound message names who wrote it");
    }
    identifiers = numbersFirst(identifiers);
    changedTo = List.copyOf(changedTo);
  }

  /** The wamid and the kind only: the rest is personal. */
  @Override
  public String toString() {
    return "Inbound[" + wamid + " " + kind + "]";
  }

  private static List<Identifier> numbersFirst(List<Identifier> identifiers) {
    return identifiers.stream()
        .distinct()
        .sorted(Comparator.comparing(Identifier::isNumber).reversed())
        .toList();
  }
}
