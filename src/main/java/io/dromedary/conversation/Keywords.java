package io.dromedary.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dromedary.consent.ConsentState;
import io.dromedary.consent.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The stop and start words of the languages that the hub speaks. The platform gives no meaning to
 * them, so the hub must. Immutable.
 */
public final class Keywords {

  private static final String FILE = "/conversation/keywords.yaml";
  private static final Pattern PAYLOAD = Pattern.compile("(STOP|START):(.+)");
  private static final int LONGEST = 100;

  private final Map<String, Meaning> words = new HashMap<>();
  private final Map<String, String> topics = new HashMap<>();

  private Keywords(JsonNode file) {
    file.path("languages")
        .fields()
        .forEachRemaining(
            language -> {
              learn(language.getKey(), ConsentState.WITHDRAWN, language.getValue().path("stop"));
              learn(language.getKey(), ConsentState.GRANTED, language.getValue().path("start"));
            });
    file.path("topics")
        .fields()
        .forEachRemaining(
            topic -> {
              topics.put(topic.getKey(), topic.getKey());
              topic
                  .getValue()
                  .elements()
                  .forEachRemaining(
                      label -> topics.putIfAbsent(Words.plain(label.asText()), topic.getKey()));
            });
  }

  /** Those that the hub ships, from {@code conversation/keywords.yaml}. */
  public static Keywords shipped() {
    return new Keywords(file());
  }

  /**
   * What the message asks for; empty when it is anything else than just a keyword, or a keyword and
   * a topic. A payload {@code STOP:topic} or {@code START:topic} ({@code *} for all), as the
   * buttons of our templates carry it, comes before the text.
   */
  public Optional<Wish> read(@Nullable String text, @Nullable String payload) {
    Optional<Wish> fromPayload = payload == null ? Optional.empty() : ofPayload(payload);
    return fromPayload.isPresent() || text == null ? fromPayload : ofText(text);
  }

  private static Optional<Wish> ofPayload(String payload) {
    Matcher matcher = PAYLOAD.matcher(payload.strip());
    if (!matcher.matches() || !Topics.isTopic(matcher.group(2))) {
      return Optional.empty();
    }
    return Optional.of(new Wish(stateOf(matcher.group(1)), matcher.group(2), ""));
  }

  private Optional<Wish> ofText(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String plain = Words.plain(text);
    Meaning whole = words.get(plain);
    return whole == null ? withTopic(plain) : Optional.of(whole.wish(Topics.ALL));
  }

  /** {@code stop flights}: the first word a keyword, all the rest a topic's name or label. */
  private Optional<Wish> withTopic(String plain) {
    int space = plain.indexOf(' ');
    if (space < 0) {
      return Optional.empty();
    }
    Meaning word = words.get(Words.plain(plain.substring(0, space)));
    String topic = topics.get(Words.plain(plain.substring(space)));
    return word == null || topic == null ? Optional.empty() : Optional.of(word.wish(topic));
  }

  private void learn(String language, ConsentState state, JsonNode list) {
    for (JsonNode word : list) {
      Meaning meaning =
          words.computeIfAbsent(Words.plain(word.asText()), unknown -> new Meaning(state));
      if (meaning.state != state) {
        throw new IllegalStateException("A keyword both stops and starts: " + word.asText());
      }
      meaning.languages.add(language);
    }
  }

  private static ConsentState stateOf(String verb) {
    return verb.equals("STOP") ? ConsentState.WITHDRAWN : ConsentState.GRANTED;
  }

  static JsonNode file() {
    try (InputStream file = Keywords.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("Missing in the jar: " + FILE);
      }
      return new YAMLMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Unreadable in the jar: " + FILE, e);
    }
  }

  private static final class Meaning {

    private final ConsentState state;
    private final Set<String> languages = new HashSet<>();

    Meaning(ConsentState state) {
      this.state = state;
    }

    Wish wish(String topic) {
      return new Wish(state, topic, languages.size() == 1 ? languages.iterator().next() : "");
    }
  }
}
