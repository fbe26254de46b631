package io.dromedary.samples;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The people of the play, from {@code people.yaml}.
 *
 * @param wordings what somebody agrees to, by language
 */
record Cast(Map<String, String> wordings, List<Person> people) {

  Cast {
    wordings = Map.copyOf(wordings);
    people = List.copyOf(people);
  }

  static Cast load() {
    YAMLMapper yaml =
        YAMLMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();
    try (InputStream file = Document.open("people.yaml")) {
      return yaml.readValue(file, Cast.class);
    } catch (IOException e) {
      throw new UncheckedIOException("people.yaml of the sample systems cannot be read", e);
    }
  }

  /** Whoever has this customer number. */
  Person person(String customer) {
    return people.stream()
        .filter(person -> person.customer().equals(customer))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no customer " + customer));
  }

  /** Those who agreed, or did at first, or never did. */
  List<Person> with(Person.Agreement agreement) {
    return people.stream().filter(person -> person.agreement() == agreement).toList();
  }

  /** The first person with this fate. */
  Person one(Person.Agreement agreement) {
    return with(agreement).get(0);
  }

  /** Somebody who agreed, in turn. */
  Person inTurn(long turn) {
    List<Person> agreed = with(Person.Agreement.GIVEN);
    return agreed.get((int) Math.floorMod(turn, (long) agreed.size()));
  }

  /** What the person agreed to, in the person's language. */
  String wording(Person person, String business) {
    return Objects.requireNonNull(wordings.get(person.language()), "no wording")
        .strip()
        .replace("${business}", business);
  }
}
