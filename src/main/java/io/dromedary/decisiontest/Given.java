package io.dromedary.decisiontest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.consent.Consent;
import io.dromedary.consent.ConsentChain;
import io.dromedary.consent.ConsentEntry;
import io.dromedary.consent.ConsentState;
import io.dromedary.person.Identifier;
import io.dromedary.person.ParsedNumber;
import io.dromedary.person.PersonId;
import io.dromedary.person.PhoneNumbers;
import io.dromedary.policy.Address;
import io.dromedary.policy.AllowList;
import io.dromedary.policy.Circumstances;
import io.dromedary.policy.Predecessor;
import io.dromedary.policy.Reach;
import io.dromedary.template.Binding;
import io.dromedary.template.QuietHours;
import io.dromedary.window.ServiceWindow;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a test gives, as the values that the rules take. */
record Given(JsonNode json) {

  /** The same with some facts replaced, key by key. */
  Given changed(JsonNode changes) {
    ObjectNode next = json.isObject() ? json.deepCopy() : ((ObjectNode) Outcomes.object());
    changes.fields().forEachRemaining(change -> next.set(change.getKey(), change.getValue()));
    return new Given(next);
  }

  /** Nobody agreed to anything unless the test says so. */
  Consent consent(PersonId person, @Nullable String ref, Instant now) {
    Consent consent = Consent.none();
    int number = 0;
    for (JsonNode one : json.path("consents")) {
      if (one.has("ref") && !one.path("ref").asText().equals(ref)) {
        continue;
      }
      TreeSet<String> topics = new TreeSet<>();
      one.path("topics").forEach(topic -> topics.add(topic.asText()));
      number++;
      consent =
          consent.with(
              new ConsentEntry(
                  person,
                  number,
                  topics,
                  ConsentState.valueOf(one.path("state").asText().toUpperCase(Locale.ROOT)),
                  now,
                  now,
                  "test",
                  null,
                  null,
                  null,
                  null,
                  false,
                  ConsentChain.START,
                  "given"));
    }
    return consent;
  }

  ServiceWindow window() {
    Instant last = instant(json.path("window"), "lastInbound");
    return last == null ? ServiceWindow.never() : new ServiceWindow(last);
  }

  Circumstances circumstances(Binding binding, Address address) {
    JsonNode reach = json.path("reach");
    return new Circumstances(
        permits(address),
        QuietHours.of(
                json.path("quietHours")
                    .path(binding.lane().name().toLowerCase(Locale.ROOT))
                    .asText("none"))
            .orElse(QuietHours.NONE),
        json.path("told").path("messages").asInt(0),
        instant(json.path("told"), "last"),
        reach.isObject()
            ? new Reach(
                reach.path("limit").asLong(Long.MAX_VALUE),
                reach.path("used").asLong(0),
                reach.path("counted").asBoolean(false))
            : Reach.UNLIMITED,
        List.of());
  }

  private boolean permits(Address address) {
    List<Identifier> people = new ArrayList<>();
    for (JsonNode one : json.path("allowList")) {
      if (PhoneNumbers.parse(one.asText(), region()) instanceof ParsedNumber.Valid valid) {
        people.add(valid.identifier());
      } else {
        Identifier.classify(one.asText()).ifPresent(people::add);
      }
    }
    if (!(address instanceof Address.Known known)) {
      return true;
    }
    String to = known.phone() == null ? known.userId() : known.phone();
    return to != null && new AllowList(people).permits(to);
  }

  Predecessor predecessor() {
    JsonNode before = json.path("predecessor");
    return new Predecessor(before.asText().equals("gone"), instant(before, "underWaySince"));
  }

  /** The members of whatever audience an event names. */
  JsonNode audience() {
    return json.path("audience");
  }

  @Nullable Instant acceptedAt() {
    return instant(json, "acceptedAt");
  }

  ZoneId zone() {
    return ZoneId.of(json.path("zone").asText("UTC"));
  }

  @Nullable String region() {
    return json.has("region") ? json.path("region").asText() : null;
  }

  String currency() {
    return json.path("currency").asText("EUR");
  }

  /** {@code null} when the key is missing. */
  static @Nullable Instant instant(JsonNode node, String key) {
    return node.has(key) ? OffsetDateTime.parse(node.path(key).asText()).toInstant() : null;
  }
}
