package io.dromedary.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.person.Audiences;
import io.dromedary.person.Identifier;
import io.dromedary.person.PersonId;
import io.dromedary.window.Windows;
import java.util.List;

/** The personal data of consents, audiences and windows. */
public final class PeopleApiHolders {

  private PeopleApiHolders() {}

  /** Entries with wording and evidence; erased, the entries stay as a chain without them. */
  public static PersonalData consents(ConsentLedger ledger) {
    return new PersonalData() {
      @Override
      public String section() {
        return "consents";
      }

      @Override
      public JsonNode export(PersonId person, List<Identifier> identifiers) {
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        ledger.history(person).forEach(entry -> entries.add(ConsentJson.entry(entry)));
        return entries;
      }

      @Override
      public void erase(PersonId person, List<Identifier> identifiers) {
        ledger.erase(person);
      }
    };
  }

  /** Every list in which one of the person's numbers stands. */
  public static PersonalData audiences(Audiences audiences) {
    return new PersonalData() {
      @Override
      public String section() {
        return "audiences";
      }

      @Override
      public JsonNode export(PersonId person, List<Identifier> identifiers) {
        ArrayNode listings = JsonNodeFactory.instance.arrayNode();
        identifiers.stream()
            .filter(Identifier::isNumber)
            .flatMap(number -> audiences.listings(number).stream())
            .forEach(listing -> listings.add(listing(listing)));
        return listings;
      }

      @Override
      public void erase(PersonId person, List<Identifier> identifiers) {
        identifiers.stream().filter(Identifier::isNumber).forEach(audiences::eraseEverywhere);
      }
    };
  }

  /** When the person last wrote, by business number. */
  public static PersonalData windows(Windows windows) {
    return new PersonalData() {
      @Override
      public String section() {
        return "windows";
      }

      @Override
      public JsonNode export(PersonId person, List<Identifier> identifiers) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        windows.all(person).forEach((number, at) -> json.put(number, at.toString()));
        return json;
      }

      @Override
      public void erase(PersonId person, List<Identifier> identifiers) {
        windows.erase(person);
      }
    };
  }

  private static ObjectNode listing(Audiences.Listing listing) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", listing.audience().kind())
        .put("key", listing.audience().key())
        .put("ref", listing.member().ref())
        .put("phone", listing.member().phone())
        .put("name", listing.member().name())
        .put("locale", listing.member().locale())
        .put("zone", listing.member().zone());
    json.set("data", listing.member().data());
    return json;
  }
}
