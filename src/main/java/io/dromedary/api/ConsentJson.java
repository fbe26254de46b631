package io.dromedary.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.consent.Consent;
import io.dromedary.consent.ConsentEntry;
import io.dromedary.consent.Standing;

/** Consents as JSON. */
final class ConsentJson {

  private ConsentJson() {}

  static ObjectNode entry(ConsentEntry entry) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("number", entry.number());
    ArrayNode topics = json.putArray("topics");
    entry.topics().forEach(topics::add);
    json.put("state", entry.state().word())
        .put("at", entry.at().toString())
        .put("recordedAt", entry.recordedAt().toString())
        .put("channel", entry.channel())
        .put("wording", entry.wording())
        .put("wordingVersion", entry.wordingVersion())
        .put("business", entry.business())
        .put("evidence", entry.evidence())
        .put("erased", entry.erased())
        .put("previousHash", entry.previousHash())
        .put("hash", entry.hash());
    return json;
  }

  /** By topic: the state, and the entry that decides it. */
  static ObjectNode current(Consent consent) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    consent.standings().forEach((topic, standing) -> json.set(topic, standing(standing)));
    return json;
  }

  private static ObjectNode standing(Standing standing) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("state", standing.state().word())
        .put("entry", standing.number())
        .put("recordedAt", standing.recordedAt().toString())
        .put("hash", standing.hash());
  }
}
