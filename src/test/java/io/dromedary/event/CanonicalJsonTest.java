package io.dromedary.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.testing.AnyJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"b\":2} | { \"b\" : 2.0, \"a\" : 1e0 }",
        "100 | 1e2",
        "0 | -0.0",
        "0 | 0e7",
        "1.10 | 1.1",
        "\"\\u0041\" | \"A\"",
        "[1, [2]] | [1.0,[2.0]]"
      })
  void spellingsOfOneValueAreOneText(String one, String other) {
    assertThat(canonical(one)).isEqualTo(canonical(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | \"1\"",
        "null | \"null\"",
        "{} | []",
        "{\"a\":null} | {}",
        "[1,2] | [2,1]",
        "[[1],2] | [1,[2]]",
        "[\"a,b\"] | [\"a\",\"b\"]",
        "{\"a\":{\"b\":1}} | {\"a\":{},\"b\":1}",
        "true | \"true\"",
        "1e400 | -1e400",
        "9007199254740993 | 9007199254740992"
      })
  void otherValuesAreOtherTexts(String one, String other) {
    assertThat(canonical(one)).isNotEqualTo(canonical(other));
  }

  @Property
  void orderOfMembersAndSpaceMakeNoDifference(@ForAll("json") String text, @ForAll long seed) {
    JsonNode json = parse(text);
    Assume.that(!json.isMissingNode());
    JsonNode shuffled = shuffled(json, new Random(seed));

    assertThat(CanonicalJson.of(shuffled)).isEqualTo(CanonicalJson.of(json));
    if (!CanonicalJson.of(json).contains("Infinity")) {
      // which no JSON text can say
      assertThat(canonical(json.toPrettyString())).isEqualTo(CanonicalJson.of(json));
    }
  }

  @Property
  void otherJsonIsAnotherText(@ForAll("json") String one, @ForAll("json") String other) {
    JsonNode first = parse(one);
    JsonNode second = parse(other);
    Assume.that(!first.isMissingNode() && !second.isMissingNode());
    if (CanonicalJson.of(first).equals(CanonicalJson.of(second))) {
      // what is the same text is the same again when numbers are compared as numbers
      assertThat(first.equals((a, b) -> compare(a, b), second)).isTrue();
    }
  }

  private static int compare(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return Double.compare(one.asDouble() + 0.0, other.asDouble() + 0.0);
    }
    return one.equals(other) ? 0 : 1;
  }

  @Provide
  Arbitrary<String> json() {
    return AnyJson.with("a", "b");
  }

  private static JsonNode shuffled(JsonNode json, Random random) {
    if (json.isObject()) {
      List<String> names = new ArrayList<>();
      json.fieldNames().forEachRemaining(names::add);
      Collections.shuffle(names, random);
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      names.forEach(name -> copy.set(name, shuffled(json.get(name), random)));
      return copy;
    }
    if (json.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      json.forEach(element -> copy.add(shuffled(element, random)));
      return copy;
    }
    return json;
  }

  private static String canonical(String text) {
    return CanonicalJson.of(parse(text));
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }
}
