package io.dromedary.api;

import io.dromedary.person.Identifier;
import io.dromedary.person.ParsedNumber;
import io.dromedary.person.People;
import io.dromedary.person.PersonId;
import io.dromedary.person.PhoneNumbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The person named in a path by any identifier: phone number, wa_id or user id. */
final class PersonParameter {

  private final People people;
  private final @Nullable String defaultRegion;

  PersonParameter(People people, @Nullable String defaultRegion) {
    this.people = people;
    this.defaultRegion = defaultRegion;
  }

  /**
   * Reads it.
   *
   * @param encoded as in the path
   * @throws ProblemException 422 when it is no identifier
   */
  Identifier identifier(String encoded) {
    String text = PathValue.decode(encoded).strip();
    return Identifier.classify(text)
        .orElseGet(
            () -> {
              if (PhoneNumbers.parse(text, defaultRegion) instanceof ParsedNumber.Valid valid) {
                return valid.identifier();
              }
              throw new ProblemException(
                  Problem.invalid(
                      "invalid-identifier",
                      "Not an identifier of a person",
                      List.of(
                          new Problem.Error(
                              "", "must be a phone number with +, a wa_id or a user id"))));
            });
  }

  /** Who it is; {@link ProblemException} 404 when nobody is known by it. */
  PersonId known(Identifier identifier) {
    return people
        .find(identifier)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        "person-unknown",
                        "The person is not known",
                        404,
                        "Nobody is known by this identifier.")));
  }
}
