package io.dromedary.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.consent.ConsentState;
import io.dromedary.consent.ConsentStatement;
import io.dromedary.consent.Topics;
import io.dromedary.person.Identifier;
import io.dromedary.person.IdentifierKind;
import io.dromedary.person.ParsedNumber;
import io.dromedary.person.PersonId;
import io.dromedary.person.PhoneNumbers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT /api/consents}, read and checked. A grant must say to which wording and
 * towards which business it was given; a withdrawal is taken without, because it must be honoured
 * in any form.
 */
record ConsentRequest(
    List<Identifier> identifiers,
    Set<String> topics,
    ConsentState state,
    Instant at,
    String channel,
    @Nullable String wording,
    @Nullable String wordingVersion,
    @Nullable String business,
    @Nullable String evidence) {

  /** How far a client's clock may be ahead of ours. */
  static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

  private static final int MOST_TOPICS = 50;
  private static final int LONGEST_WORDING = 10_000;
  private static final int LONGEST = 1_000;
  private static final String DEFAULT_CHANNEL = "api";

  /** Refuses with 422 and every place that is wrong. */
  static ConsentRequest read(JsonNode body, @Nullable String defaultRegion, Instant now) {
    Fields fields = new Fields();
    ConsentRequest request =
        body.isObject() ? read(body, defaultRegion, now, fields) : notAnObject(fields);
    fields.refuseIfWrong("invalid-consent", "The consent cannot be recorded");
    return Objects.requireNonNull(request);
  }

  ConsentStatement of(PersonId person) {
    return ConsentStatement.about(
        person, topics, state, at, channel, wording, wordingVersion, business, evidence);
  }

  private static @Nullable ConsentRequest notAnObject(Fields fields) {
    fields.wrong("", "must be an object");
    return null;
  }

  private static @Nullable ConsentRequest read(
      JsonNode body, @Nullable String defaultRegion, Instant now, Fields fields) {
    List<Identifier> identifiers = identifiers(body.path("person"), defaultRegion, fields);
    Set<String> topics = topics(body.path("topics"), fields);
    ConsentState state = state(body, fields);
    Instant at = at(body, now, fields);
    String channel = fields.optional(body, "", "channel", LONGEST);
    boolean needed = state == ConsentState.GRANTED;
    String wording = text(body, "wording", LONGEST_WORDING, needed, fields);
    String business = text(body, "business", LONGEST, needed, fields);
    String wordingVersion = fields.optional(body, "", "wordingVersion", LONGEST);
    String evidence = fields.optional(body, "", "evidence", LONGEST_WORDING);
    if (fields.areWrong() || state == null || at == null) {
      return null;
    }
    return new ConsentRequest(
        identifiers,
        topics,
        state,
        at,
        channel == null ? DEFAULT_CHANNEL : channel,
        wording,
        wordingVersion,
        business,
        evidence);
  }

  private static @Nullable String text(
      JsonNode body, String name, int longest, boolean needed, Fields fields) {
    return needed
        ? fields.required(body, "", name, longest)
        : fields.optional(body, "", name, longest);
  }

  private static List<Identifier> identifiers(
      JsonNode person, @Nullable String defaultRegion, Fields fields) {
    if (!person.isObject()) {
      fields.wrong("/person", person.isMissingNode() ? "is required" : "must be an object");
      return List.of();
    }
    List<Identifier> identifiers = new ArrayList<>();
    String phone = fields.optional(person, "/person", "phone", LONGEST);
    if (phone != null) {
      ParsedNumber parsed = PhoneNumbers.parse(phone, defaultRegion);
      if (parsed instanceof ParsedNumber.Valid valid) {
        identifiers.add(valid.identifier());
      } else if (parsed instanceof ParsedNumber.Invalid invalid) {
        fields.wrong("/person/phone", invalid.reason());
      }
    }
    add(identifiers, person, "waId", IdentifierKind.WA_ID, fields);
    add(identifiers, person, "userId", IdentifierKind.USER_ID, fields);
    if (identifiers.isEmpty() && !fields.areWrong()) {
      fields.wrong("/person", "needs a phone, a waId or a userId");
    }
    return identifiers;
  }

  private static void add(
      List<Identifier> identifiers,
      JsonNode person,
      String name,
      IdentifierKind kind,
      Fields fields) {
    String text = fields.optional(person, "/person", name, LONGEST);
    if (text != null) {
      Identifier.classify(text)
          .filter(identifier -> identifier.kind() == kind)
          .ifPresentOrElse(
              identifiers::add,
              () ->
                  fields.wrong(
                      "/person/" + name,
                      kind == IdentifierKind.WA_ID
                          ? "must be 6 to 15 digits"
                          : "must be a country code, a dot and the id"));
    }
  }

  private static Set<String> topics(JsonNode node, Fields fields) {
    if (!node.isArray() || node.isEmpty() || node.size() > MOST_TOPICS) {
      fields.wrong("/topics", "must be an array of 1 to %d topics".formatted(MOST_TOPICS));
      return Set.of();
    }
    Set<String> topics = new TreeSet<>();
    for (int i = 0; i < node.size(); i++) {
      if (node.get(i).isTextual() && Topics.isTopic(node.get(i).asText())) {
        topics.add(node.get(i).asText());
      } else {
        fields.wrong("/topics/" + i, "must be a topic in lower case, or * for all");
      }
    }
    return topics;
  }

  private static @Nullable ConsentState state(JsonNode body, Fields fields) {
    String word = body.path("state").asText("");
    for (ConsentState state : ConsentState.values()) {
      if (state.word().equals(word)) {
        return state;
      }
    }
    fields.wrong("/state", "must be \"granted\" or \"withdrawn\"");
    return null;
  }

  private static @Nullable Instant at(JsonNode body, Instant now, Fields fields) {
    JsonNode node = body.path("at");
    if (node.isMissingNode() || node.isNull()) {
      return now;
    }
    Instant at = fields.instant(node.asText(), "/at");
    if (at != null && at.isAfter(now.plus(CLOCK_DIFFERENCE))) {
      fields.wrong("/at", "lies in the future");
      return null;
    }
    return at;
  }
}
