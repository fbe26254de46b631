package io.dromedary.policy;

import io.dromedary.person.PersonId;
import org.jspecify.annotations.Nullable;

/** Whether and how a recipient can be reached. */
public sealed interface Address {

  /**
   * A person with an address.
   *
   * @param phone E.164 with {@code +}; {@code null} when known by user id only
   * @param userId business-scoped user id; {@code null} when known by phone number
   * @param tag keyed hash of the address, for look-ups
   */
  record Known(PersonId person, @Nullable String phone, @Nullable String userId, String tag)
      implements Address {
    /** Without the address, which is personal. */
    @Override
    public String toString() {
      return "Known[" + person + "]";
    }
  }

  /**
   * There is something like a number, but nobody can be reached by it.
   *
   * @param reason what is wrong with it, without the number
   */
  record Invalid(String reason) implements Address {}

  /**
   * Nobody was found.
   *
   * @param lookedFor the business key, {@code flight LH438/2026-11-20}, or what was missing
   */
  record Unknown(String lookedFor) implements Address {}
}
