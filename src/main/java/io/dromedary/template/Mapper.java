package io.dromedary.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the values of one event for one recipient. */
final class Mapper {

  private final JsonNode event;
  private final JsonNode recipient;
  private final String language;
  private final Locale locale;
  private final ZoneId hubZone;
  private final @Nullable ZoneId recipientZone;

  Mapper(JsonNode event, JsonNode recipient, String language, Locale locale, ZoneId hubZone) {
    this.event = event;
    this.recipient = recipient;
    this.language = language;
    this.locale = locale;
    this.hubZone = hubZone;
    this.recipientZone = zone(recipient.path("zone").asText(""));
  }

  private static @Nullable ZoneId zone(String id) {
    if (id.isBlank()) {
      return null;
    }
    try {
      return ZoneId.of(id.strip());
    } catch (DateTimeException unknownZone) {
      return null; // a zone nobody knows is as good as none; the event's own offset follows
    }
  }

  Mapping map(List<ParameterMapping> parameters) {
    Map<String, String> values = new LinkedHashMap<>();
    for (ParameterMapping parameter : parameters) {
      try {
        Optional<String> value = value(parameter);
        if (value.isEmpty()) {
          return unmapped(parameter, Mapping.Reason.MISSING, "the event has no value here");
        }
        values.put(parameter.name(), value.get());
      } catch (Formats.Unwritable unwritable) {
        return unmapped(parameter, Mapping.Reason.INVALID, unwritable.expectation());
      }
    }
    return new Mapping.Mapped(values);
  }

  private static Mapping.Unmapped unmapped(
      ParameterMapping parameter, Mapping.Reason reason, String detail) {
    return new Mapping.Unmapped(
        parameter.name(),
        parameter.path() == null ? "" : parameter.path().toString(),
        reason,
        detail);
  }

  private Optional<String> value(ParameterMapping parameter) throws Formats.Unwritable {
    EventPath path = parameter.path();
    JsonNode node = path == null ? MissingNode.getInstance() : path.read(event, recipient);
    if (node.isMissingNode()) {
      return fallback(parameter);
    }
    String written = parameter.words().isEmpty() ? write(parameter, node) : word(parameter, node);
    if (Texts.isBlank(written)) {
      return fallback(parameter);
    }
    return Optional.of(fitted(parameter, written));
  }

  private static String fitted(ParameterMapping parameter, String written)
      throws Formats.Unwritable {
    Integer max = parameter.max();
    if (max == null || written.length() <= max) {
      return written;
    }
    if (!parameter.repairs().contains(Repair.SHORTEN)) {
      throw new Formats.Unwritable("at most " + max + " characters are expected");
    }
    return Texts.shorten(written, max);
  }

  private Optional<String> fallback(ParameterMapping parameter) {
    return Optional.ofNullable(parameter.fallback()).flatMap(text -> text.in(language));
  }

  private String word(ParameterMapping parameter, JsonNode node) throws Formats.Unwritable {
    if (!node.isValueNode()) {
      throw new Formats.Unwritable("a code is expected");
    }
    LocalizedText words = parameter.words().get(node.asText());
    if (words == null) {
      words = parameter.words().get(ParameterMapping.OTHER);
    }
    return Optional.ofNullable(words)
        .flatMap(text -> text.in(language))
        .orElseThrow(() -> new Formats.Unwritable("the binding has no words for this code"));
  }

  private String write(ParameterMapping parameter, JsonNode node) throws Formats.Unwritable {
    ZoneId zone =
        parameter.zone() == ParameterMapping.ZoneRule.EVENT || recipientZone == null
            ? null
            : recipientZone;
    ZoneId otherwise = recipientZone == null ? hubZone : recipientZone;
    String written = new Formats(locale, zone, otherwise).write(parameter.form(), node);
    return parameter.form() == ParameterMapping.Form.TEXT
        ? Texts.repaired(written, parameter.repairs())
        : written;
  }
}
