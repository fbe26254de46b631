package io.dromedary.consent;

import io.dromedary.person.PersonId;
import java.time.Instant;
import java.util.List;

/** Statements for tests. */
public final class Statements {

  public static final Instant SAID = Instant.parse("2026-11-20T09:00:00Z");

  private Statements() {}

  public static ConsentStatement granted(PersonId person, String... topics) {
    return said(person, ConsentState.GRANTED, SAID, topics);
  }

  public static ConsentStatement withdrawn(PersonId person, String... topics) {
    return said(person, ConsentState.WITHDRAWN, SAID, topics);
  }

  public static ConsentStatement said(
      PersonId person, ConsentState state, Instant at, String... topics) {
    return ConsentStatement.about(
        person,
        List.of(topics),
        state,
        at,
        "checkout",
        "I, Ada Lovelace, agree to receive messages of Example Air",
        "2026-01/en",
        "Example Air",
        "order 4711, ada@example.com");
  }
}
