package io.dromedary.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dromedary.person.Audience;
import io.dromedary.person.Member;
import io.dromedary.person.ParsedNumber;
import io.dromedary.person.PhoneNumbers;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code PUT /api/audiences/{kind}/{key}/members}, read and checked. */
record MembersRequest(Audience audience, List<Member> members, @Nullable Instant expires) {

  static final int MOST_MEMBERS = 100_000;

  private static final int LONGEST = 1_000;

  /** Refuses with 422 and the places that are wrong. */
  static MembersRequest read(
      String kind,
      String key,
      @Nullable String expires,
      JsonNode body,
      @Nullable String defaultRegion,
      Instant now) {
    Fields fields = new Fields();
    Audience audience = audience(kind, key, fields);
    Instant until = fields.instant(expires, "?expires");
    if (until != null && !until.isAfter(now)) {
      fields.wrong("?expires", "lies in the past");
    }
    List<Member> members = members(body, defaultRegion, fields);
    fields.refuseIfWrong("invalid-audience", "The audience cannot be stored");
    return new MembersRequest(Objects.requireNonNull(audience), members, until);
  }

  static @Nullable Audience audience(String kind, String key, Fields fields) {
    String ofKind = segment(kind, "kind", Audience.LONGEST_KIND, fields);
    String ofKey = segment(key, "key", Audience.LONGEST_KEY, fields);
    return ofKind == null || ofKey == null ? null : new Audience(ofKind, ofKey);
  }

  private static @Nullable String segment(String encoded, String name, int longest, Fields fields) {
    String text = PathValue.decode(encoded);
    if (text.isBlank()) {
      fields.wrong("{" + name + "}", "is required");
      return null;
    }
    return fields.storable(text, "{" + name + "}", longest);
  }

  private static List<Member> members(
      JsonNode body, @Nullable String defaultRegion, Fields fields) {
    if (!body.isArray()) {
      fields.wrong("", "must be an array of members");
      return List.of();
    }
    if (body.size() > MOST_MEMBERS) {
      fields.wrong("", "has more than %d members: import them as CSV".formatted(MOST_MEMBERS));
      return List.of();
    }
    List<Member> members = new ArrayList<>(body.size());
    Set<String> refs = new HashSet<>();
    for (int i = 0; i < body.size(); i++) {
      Member member = member(body.get(i), "/" + i, defaultRegion, fields);
      if (member != null) {
        members.add(member);
        if (!refs.add(member.ref())) {
          fields.wrong("/" + i + "/ref", "stands twice in the list");
        }
      }
    }
    return members;
  }

  private static @Nullable Member member(
      JsonNode node, String at, @Nullable String defaultRegion, Fields fields) {
    if (!node.isObject()) {
      fields.wrong(at, "must be an object");
      return null;
    }
    String ref = fields.required(node, at, "ref", Member.LONGEST_REF);
    String phone = phone(node, at, defaultRegion, fields);
    String name = fields.optional(node, at, "name", LONGEST);
    String locale = locale(fields.optional(node, at, "locale", LONGEST), at, fields);
    String zone = zone(fields.optional(node, at, "zone", LONGEST), at, fields);
    JsonNode data = data(node.path("data"), at, fields);
    return ref == null || phone == null ? null : new Member(ref, phone, name, locale, zone, data);
  }

  private static @Nullable String phone(
      JsonNode node, String at, @Nullable String defaultRegion, Fields fields) {
    String raw = fields.required(node, at, "phone", LONGEST);
    if (raw == null) {
      return null;
    }
    ParsedNumber parsed = PhoneNumbers.parse(raw, defaultRegion);
    if (parsed instanceof ParsedNumber.Invalid invalid) {
      fields.wrong(at + "/phone", invalid.reason());
    }
    return parsed instanceof ParsedNumber.Valid valid ? valid.e164() : null;
  }

  private static @Nullable String locale(@Nullable String tag, String at, Fields fields) {
    if (tag != null) {
      try {
        new Locale.Builder().setLanguageTag(tag.replace('_', '-'));
      } catch (IllformedLocaleException e) {
        fields.wrong(at + "/locale", "must be a language tag like de-DE (BCP 47)");
      }
    }
    return tag;
  }

  private static @Nullable String zone(@Nullable String id, String at, Fields fields) {
    if (id != null) {
      try {
        ZoneId.of(id);
      } catch (DateTimeException e) {
        fields.wrong(at + "/zone", "must be a time zone like Europe/Berlin (IANA)");
      }
    }
    return id;
  }

  private static JsonNode data(JsonNode node, String at, Fields fields) {
    if (node.isMissingNode() || node.isNull()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (!node.isObject()) {
      fields.wrong(at + "/data", "must be an object");
    }
    return node;
  }
}
