package io.dromedary.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.consent.ConsentLedger;
import io.dromedary.conversation.HandOvers;
import io.dromedary.dispatch.KeptMessages;
import io.dromedary.intake.Gathering;
import io.dromedary.notification.AcceptedEvent;
import io.dromedary.notification.Ledger;
import io.dromedary.notification.NotificationRecord;
import io.dromedary.notification.PersonalRecords;
import io.dromedary.person.Audiences;
import io.dromedary.person.Identifier;
import io.dromedary.person.PersonId;
import io.dromedary.vault.Vault;
import io.dromedary.window.Windows;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The personal data of every room that holds some. */
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

  /** Every notification with its decision; erased, they stay as facts about nobody. */
  public static PersonalData notifications(
      PersonalRecords records, Ledger ledger, Vault vault, InstantSource clock) {
    return new PersonalData() {
      @Override
      public String section() {
        return "notifications";
      }

      @Override
      public JsonNode export(PersonId person, List<Identifier> identifiers) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (NotificationRecord one : records.notifications(person)) {
          AcceptedEvent event = ledger.event(one.event()).orElseThrow();
          all.add(
              NotificationJson.whole(
                  one,
                  new NotificationJson.AcceptedRef(event.source(), event.eventId()),
                  ledger.history(one.id())));
        }
        return all;
      }

      @Override
      public void erase(PersonId person, List<Identifier> identifiers) {
        records.erase(
            person,
            identifiers.stream()
                .map(one -> vault.tag(Gathering.ADDRESS, one.canonical()))
                .distinct()
                .toList(),
            clock.instant());
      }
    };
  }

  /** The recipients in events that name the person. */
  public static PersonalData events(PersonalRecords records, @Nullable String region) {
    return new PersonalData() {
      @Override
      public String section() {
        return "events";
      }

      @Override
      public JsonNode export(PersonId person, List<Identifier> identifiers) {
        NamedRecipients named = new NamedRecipients(identifiers, region);
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (AcceptedEvent event : records.events(person)) {
          List<JsonNode> found = named.in(event.body());
          if (!found.isEmpty()) {
            all.addObject()
                .put("source", event.source())
                .put("id", event.eventId())
                .put("type", event.type())
                .put("acceptedAt", event.acceptedAt().toString())
                .putArray("recipients")
                .addAll(found);
          }
        }
        return all;
      }

      @Override
      public void erase(PersonId person, List<Identifier> identifiers) {
        NamedRecipients named = new NamedRecipients(identifiers, region);
        for (AcceptedEvent event : records.events(person)) {
          if (!named.in(event.body()).isEmpty()) {
            records.rewrite(event.key(), named.without(event.body()));
          }
        }
        records.rewriteWaiting(named::withoutRecipient);
      }
    };
  }

  /** What the person wrote, and what the platform reported about messages to them. */
  public static PersonalData messages(HandOvers handOvers, KeptMessages kept) {
    return new PersonalData() {
      @Override
      public String section() {
        return "messages";
      }

      @Override
      public JsonNode export(PersonId person, List<Identifier> identifiers) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        // a stored webhook may speak of others too: it is counted and not shown
        json.put("storedReports", kept.naming(words(identifiers)));
        ArrayNode waiting = json.putArray("waitingForCareDesk");
        handOvers.of(person).forEach(waiting::add);
        return json;
      }

      @Override
      public void erase(PersonId person, List<Identifier> identifiers) {
        handOvers.erase(person);
        kept.forget(words(identifiers));
      }

      private List<String> words(List<Identifier> identifiers) {
        return identifiers.stream().map(one -> one.value().replace("+", "")).distinct().toList();
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
