package io.dromedary.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How events of one type become messages of one template.
 *
 * @param id never changes, because the ids of notifications are made from it
 * @param topic what people agree to, such as {@code flights}
 * @param deadlines the earliest one counts; empty: the binding sets none
 * @param notBefore {@code null}: at once
 * @param supersede within the same source, subject and person a newer event of this key replaces an
 *     older one that has not left; {@code null}: nothing is replaced
 * @param parameters one for each parameter of the template
 * @param succession what newer news does about older news of its key
 * @param quietHours {@code null}: those of the lane
 * @param frequency how often a person is told of the topic; {@code null}: as often as there is news
 * @param session free-form text for an open window
 * @param onSensitive what is done about card numbers, account numbers and national ids in values
 * @param fallback who tells what WhatsApp cannot; {@code null}: nobody does
 */
public record Binding(
    String id,
    String eventType,
    String topic,
    Lane lane,
    String templateName,
    Condition condition,
    List<Deadline> deadlines,
    @Nullable NotBefore notBefore,
    @Nullable String supersede,
    OnUnknown onUnknown,
    List<ParameterMapping> parameters,
    Succession succession,
    @Nullable QuietHours quietHours,
    @Nullable Frequency frequency,
    SessionForm session,
    OnSensitive onSensitive,
    @Nullable OtherChannel fallback) {

  public Binding {
    deadlines = List.copyOf(deadlines);
    parameters = List.copyOf(parameters);
  }

  /** The channel that tells what WhatsApp cannot; {@code null}: none does. */
  public @Nullable String fallbackChannel() {
    return fallback == null ? null : fallback.channel();
  }

  /** Whether the event is of this binding's type and its condition holds. */
  public boolean matches(JsonNode event) {
    return eventType.equals(event.path("type").asText()) && condition.matches(event);
  }

  /**
   * The earliest of the binding's deadlines that the event tells. Never throws.
   *
   * @param acceptedAt when the event was accepted
   */
  public Optional<Instant> deadline(JsonNode event, Instant acceptedAt) {
    return deadlines.stream()
        .flatMap(deadline -> deadline.in(event, acceptedAt).stream())
        .min(Comparator.naturalOrder());
  }

  /** The earliest instant of sending; empty: at once. Never throws. */
  public Optional<Instant> notBefore(JsonNode event) {
    return notBefore == null ? Optional.empty() : notBefore.in(event);
  }

  /**
   * Writes the event's values for one recipient. Bad event data is an answer, never an exception.
   *
   * @param event the CloudEvent in JSON format
   * @param recipient {@code name}, {@code zone} and the other members of a recipient
   * @param language one of the template's languages, for defaults, words and durations
   * @param locale for numbers, money and dates, see {@link Languages#locale}
   * @param zone the hub's zone, for recipients without a {@code zone} of their own and values
   *     without an offset of their own
   */
  public Mapping map(
      JsonNode event, JsonNode recipient, String language, Locale locale, ZoneId zone) {
    return new Mapper(event, recipient, language, locale, zone).map(parameters);
  }
}
