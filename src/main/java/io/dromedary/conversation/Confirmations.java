package io.dromedary.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.consent.ConsentState;
import io.dromedary.consent.Topics;
import io.dromedary.person.Identifier;
import io.dromedary.person.IdentifierKind;
import io.dromedary.person.ParsedNumber;
import io.dromedary.person.PhoneNumbers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The confirmations in the languages that the hub speaks: in the language of the keyword, else in
 * that of the number's country, else in English. Immutable.
 */
public final class Confirmations {

  private static final String FALLBACK = "en";

  private final JsonNode languages;
  private final JsonNode topics;
  private final Map<String, String> languageOfRegion = new HashMap<>();

  private Confirmations(JsonNode file) {
    languages = file.path("languages");
    topics = file.path("topics");
    languages
        .fields()
        .forEachRemaining(
            language ->
                language
                    .getValue()
                    .path("regions")
                    .forEach(region -> languageOfRegion.put(region.asText(), language.getKey())));
  }

  /** Those that the hub ships, from {@code conversation/keywords.yaml}. */
  public static Confirmations shipped() {
    return new Confirmations(Keywords.file());
  }

  /**
   * The confirmation of a wish.
   *
   * @param writer identifiers of who wrote
   */
  public Confirmation of(Wish wish, List<Identifier> writer) {
    String language = wish.language().isEmpty() ? languageOf(writer) : wish.language();
    String verb = wish.state() == ConsentState.WITHDRAWN ? "stopped" : "started";
    String scope = wish.topic().equals(Topics.ALL) ? "all" : "topic";
    String text = languages.path(language).path(verb + "-" + scope).asText();
    return new Confirmation(language, text.replace("{topic}", label(wish.topic(), language)));
  }

  private String label(String topic, String language) {
    return topics.path(topic).path(language).asText(topic);
  }

  private String languageOf(List<Identifier> writer) {
    return writer.stream()
        .map(Confirmations::regionOf)
        .filter(languageOfRegion::containsKey)
        .findFirst()
        .map(languageOfRegion::get)
        .orElse(FALLBACK);
  }

  /** The country of a number; of a user id its prefix, which names one too. */
  private static String regionOf(Identifier identifier) {
    if (identifier.kind() == IdentifierKind.USER_ID) {
      return identifier.value().substring(0, 2);
    }
    String number =
        identifier.kind() == IdentifierKind.PHONE ? identifier.value() : "+" + identifier.value();
    return PhoneNumbers.parse(number, null) instanceof ParsedNumber.Valid valid
        ? valid.region()
        : "";
  }
}
