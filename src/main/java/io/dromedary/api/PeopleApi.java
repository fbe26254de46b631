package io.dromedary.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.jdbc.Transactions;
import io.dromedary.person.Identifier;
import io.dromedary.person.People;
import io.dromedary.person.PersonId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /api/people}: what is held about a person, and forgetting it. */
public final class PeopleApi {

  private final People people;
  private final List<PersonalData> holders;
  private final Transactions transactions;
  private final PersonParameter persons;

  /**
   * The calls on these holders.
   *
   * @param holders every room that holds personal data, in the order of the export
   * @param defaultRegion ISO 3166 code that national phone numbers belong to; {@code null} when
   *     only international ones are taken
   */
  public PeopleApi(
      People people,
      List<PersonalData> holders,
      Transactions transactions,
      @Nullable String defaultRegion) {
    this.people = people;
    this.holders = List.copyOf(holders);
    this.transactions = transactions;
    this.persons = new PersonParameter(people, defaultRegion);
  }

  /**
   * {@code GET /api/people/{phone}/export}: everything, in clear: it is meant for the person.
   *
   * @param personIdentifier any identifier, as in the path
   * @throws ProblemException 404 {@code person-unknown}, 422 {@code invalid-identifier}
   */
  public Answer export(String personIdentifier) {
    Identifier identifier = persons.identifier(personIdentifier);
    return transactions.call(() -> Answer.ok(everything(persons.known(identifier))));
  }

  /**
   * {@code DELETE /api/people/{phone}}: forgets the person. What must be kept as proof, the chain
   * of consents, stays without anything personal, under a random id that leads to nobody.
   *
   * @param personIdentifier any identifier, as in the path
   * @return 204
   * @throws ProblemException 404 {@code person-unknown}, 422 {@code invalid-identifier}
   */
  public Answer erase(String personIdentifier) {
    Identifier identifier = persons.identifier(personIdentifier);
    return transactions.call(
        () -> {
          PersonId person = persons.known(identifier);
          List<Identifier> identifiers = people.identifiers(person);
          holders.forEach(holder -> holder.erase(person, identifiers));
          people.erase(person);
          return Answer.nothing();
        });
  }

  private ObjectNode everything(PersonId person) {
    List<Identifier> identifiers = people.identifiers(person);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("person", person.toString());
    ArrayNode known = json.putArray("identifiers");
    identifiers.forEach(
        identifier ->
            known
                .addObject()
                .put("kind", identifier.kind().name().toLowerCase(Locale.ROOT))
                .put("value", identifier.value()));
    holders.forEach(holder -> json.set(holder.section(), holder.export(person, identifiers)));
    return json;
  }
}
