package io.dromedary.policy;

import io.dromedary.person.Identifier;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The trial mode: while it is on, only these people are written to, such as the numbers that a test
 * account may use.
 */
public final class AllowList {

  /** The trial mode is off. */
  public static final AllowList EVERYBODY = new AllowList(Set.of());

  private final Set<String> people;

  /**
   * @param people who may be written to; empty: everybody
   */
  public AllowList(Collection<Identifier> people) {
    this.people =
        people.stream().map(Identifier::canonical).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the person with this number or user id may be written to; however it is written. */
  public boolean permits(String address) {
    return people.isEmpty()
        || Identifier.classify(address)
            .map(Identifier::canonical)
            .filter(people::contains)
            .isPresent();
  }
}
