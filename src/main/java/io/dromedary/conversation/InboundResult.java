package io.dromedary.conversation;

import io.dromedary.person.PersonId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an inbound message did. */
public sealed interface InboundResult {

  /** Who wrote. */
  PersonId person();

  /** In a stable word, for routes and records. */
  String outcome();

  /**
   * The person stopped messages.
   *
   * @param confirmation to be sent once, in the open window; {@code null} when it was stopped
   *     before, when the message is a repeat, or when the window has closed since
   */
  record OptedOut(PersonId person, Set<String> topics, @Nullable Confirmation confirmation)
      implements InboundResult {
    @Override
    public String outcome() {
      return "opted-out";
    }
  }

  /**
   * The person asked for messages.
   *
   * @param confirmation as in {@link OptedOut}
   */
  record OptedIn(PersonId person, Set<String> topics, @Nullable Confirmation confirmation)
      implements InboundResult {
    @Override
    public String outcome() {
      return "opted-in";
    }
  }

  /** Something that a person should read. */
  record ForCareDesk(PersonId person) implements InboundResult {
    @Override
    public String outcome() {
      return "for-care-desk";
    }
  }

  /** A change of number or id; nothing to answer. */
  record IdentityChanged(PersonId person) implements InboundResult {
    @Override
    public String outcome() {
      return "identity-changed";
    }
  }
}
