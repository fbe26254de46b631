package io.dromedary.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.consent.Consent;
import io.dromedary.consent.ConsentEntry;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.consent.Recorded;
import io.dromedary.jdbc.Transactions;
import io.dromedary.person.Identifier;
import io.dromedary.person.Masking;
import io.dromedary.person.People;
import io.dromedary.person.PersonId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/consents}: appends to the consent ledger and shows it. */
public final class ConsentApi {

  private final People people;
  private final ConsentLedger ledger;
  private final Transactions transactions;
  private final InstantSource clock;
  private final @Nullable String defaultRegion;
  private final PersonParameter persons;

  /**
   * The calls on this ledger.
   *
   * @param defaultRegion ISO 3166 code that national phone numbers belong to; {@code null} when
   *     only international ones are taken
   */
  public ConsentApi(
      People people,
      ConsentLedger ledger,
      Transactions transactions,
      InstantSource clock,
      @Nullable String defaultRegion) {
    this.people = people;
    this.ledger = ledger;
    this.transactions = transactions;
    this.clock = clock;
    this.defaultRegion = defaultRegion;
    this.persons = new PersonParameter(people, defaultRegion);
  }

  /**
   * {@code PUT /api/consents}: takes a statement down. The same again ({@code at} included) adds
   * nothing and is answered with the entry that holds it.
   *
   * @return 200 with the entry and its hash
   * @throws ProblemException 422 {@code invalid-consent} with JSON pointers; 409 {@code
   *     identifiers-disagree} when the identifiers given belong to different persons
   */
  public Answer put(JsonNode body) {
    Instant now = clock.instant();
    ConsentRequest request = ConsentRequest.read(body, defaultRegion, now);
    Recorded recorded =
        transactions.call(() -> ledger.append(request.of(person(request.identifiers())), now));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("person", Masking.mask(request.identifiers().get(0)));
    answer.setAll(ConsentJson.entry(recorded.entry()));
    return Answer.ok(answer);
  }

  /**
   * {@code GET /api/consents/{phone}}: what holds for each topic, and the chain of proofs.
   *
   * @param personIdentifier any identifier, as in the path
   * @param at RFC 3339 instant: by the entries recorded until then; {@code null} for now
   * @throws ProblemException 404 {@code person-unknown}, 422 for an unreadable identifier or
   *     instant
   */
  public Answer get(String personIdentifier, @Nullable String at) {
    Identifier identifier = persons.identifier(personIdentifier);
    Fields fields = new Fields();
    Instant until = fields.instant(at, "?at");
    fields.refuseIfWrong("invalid-parameter", "A parameter is not acceptable");
    return transactions.call(() -> Answer.ok(shown(identifier, persons.known(identifier), until)));
  }

  private ObjectNode shown(Identifier identifier, PersonId person, @Nullable Instant until) {
    List<ConsentEntry> entries =
        ledger.history(person).stream()
            .filter(entry -> until == null || !entry.recordedAt().isAfter(until))
            .toList();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("person", Masking.mask(identifier));
    json.put("at", until == null ? null : until.toString());
    json.set("current", ConsentJson.current(Consent.of(entries)));
    ArrayNode chain = json.putArray("entries");
    entries.forEach(entry -> chain.add(ConsentJson.entry(entry)));
    json.put("chainIntact", ledger.verify(person).isIntact());
    return json;
  }

  private PersonId person(List<Identifier> identifiers) {
    Map<Identifier, PersonId> known = people.findAll(identifiers);
    Set<PersonId> persons = Set.copyOf(known.values());
    if (persons.size() > 1) {
      throw new ProblemException(
          Problem.of(
              "identifiers-disagree",
              "The identifiers belong to different persons",
              409,
              "Name one identifier of the person who is meant."));
    }
    PersonId person =
        persons.isEmpty() ? people.resolve(identifiers.get(0)) : persons.iterator().next();
    identifiers.stream()
        .filter(identifier -> !known.containsKey(identifier))
        .filter(identifier -> people.find(identifier).isEmpty())
        .forEach(identifier -> people.link(person, identifier));
    return person;
  }
}
