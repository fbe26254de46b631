package io.dromedary.person;

import java.util.UUID;

/**
 * Who is meant, whatever number or id reaches them. Random, so that it tells nothing once the
 * identifiers are erased.
 */
public record PersonId(UUID value) {

  /** A new, random id. */
  public static PersonId random() {
    return new PersonId(UUID.randomUUID());
  }

  /** Reads {@link #toString()}; {@link IllegalArgumentException} when it is no UUID. */
  public static PersonId of(String uuid) {
    return new PersonId(UUID.fromString(uuid));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
