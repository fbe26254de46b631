package io.dromedary.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.person.Identifier;
import io.dromedary.person.ParsedNumber;
import io.dromedary.person.PhoneNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One person in the bodies of events: the recipients that name them.
 *
 * @param identifiers of the person
 * @param region ISO 3166 country of local numbers; {@code null}: there are none
 */
record NamedRecipients(List<Identifier> identifiers, @Nullable String region) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The recipients of this event that name the person. */
  List<JsonNode> in(String body) {
    JsonNode data = read(body).path("data");
    List<JsonNode> found = new ArrayList<>();
    if (names(data.path("recipient"))) {
      found.add(data.path("recipient"));
    }
    data.path("recipients")
        .forEach(
            one -> {
              if (names(one)) {
                found.add(one);
              }
            });
    return found;
  }

  /** The event without them: the places stay, empty. What is about this person alone goes too. */
  String without(String body) {
    JsonNode event = read(body);
    if (!(event.path("data") instanceof ObjectNode data)) {
      return body;
    }
    if (names(data.path("recipient"))) {
      data.putObject("recipient");
      EventApi.forgetPersonal(data);
    }
    if (data.path("recipients") instanceof ArrayNode all) {
      for (int i = 0; i < all.size(); i++) {
        if (names(all.get(i))) {
          all.set(i, JSON.createObjectNode());
        }
      }
    }
    return event.toString();
  }

  /** A recipient on its own: empty when it names the person, otherwise as it was. */
  String withoutRecipient(String recipient) {
    return names(read(recipient)) ? "{}" : recipient;
  }

  private boolean names(JsonNode recipient) {
    return identifier(recipient)
        .filter(one -> identifiers.stream().anyMatch(known -> known.sameAs(one)))
        .isPresent();
  }

  private Optional<Identifier> identifier(JsonNode recipient) {
    if (recipient.path("phone").isTextual()) {
      return PhoneNumbers.parse(recipient.path("phone").textValue(), region)
              instanceof ParsedNumber.Valid valid
          ? Optional.of(valid.identifier())
          : Optional.empty();
    }
    return recipient.path("userId").isTextual()
        ? Identifier.classify(recipient.path("userId").textValue())
        : Optional.empty();
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Stored JSON is not readable");
    }
  }
}
