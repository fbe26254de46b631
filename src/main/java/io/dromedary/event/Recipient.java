package io.dromedary.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A person as the source names them.
 *
 * @param phone E.164 with {@code +}, or local; {@code null} when the person is known otherwise
 * @param userId business-scoped user id; {@code null} when unknown
 * @param name how the person is addressed
 * @param locale BCP 47 tag; {@code null} means the template's default language
 * @param zone IANA zone id; {@code null} means the offset of the instants themselves
 * @param ref the source's own reference to this person
 */
public record Recipient(
    @Nullable String phone,
    @Nullable String userId,
    @Nullable String name,
    @Nullable String locale,
    @Nullable String zone,
    @Nullable String ref) {

  /** Reads a recipient object; members of another type than text are taken as absent. */
  public static Recipient of(JsonNode json) {
    return new Recipient(
        text(json, "phone"),
        text(json, "userId"),
        text(json, "name"),
        text(json, "locale"),
        text(json, "zone"),
        text(json, "ref"));
  }

  /** The JSON form that {@link #of} reads; absent members are left out. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json, "phone", phone);
    put(json, "userId", userId);
    put(json, "name", name);
    put(json, "locale", locale);
    put(json, "zone", zone);
    put(json, "ref", ref);
    return json;
  }

  private static void put(ObjectNode json, String member, @Nullable String value) {
    if (value != null) {
      json.put(member, value);
    }
  }

  private static @Nullable String text(JsonNode json, String member) {
    JsonNode value = json.path(member);
    return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
  }
}
