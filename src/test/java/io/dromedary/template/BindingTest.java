package io.dromedary.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindingTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ZoneId UTC = ZoneId.of("UTC");

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Binding bindingWith(String lines) {
    CatalogueLoad load =
        Catalogue.load(
            Map.of(
                "good.yaml",
                """
                name: good
                category: utility
                defaultLanguage: en
                examples: {value: x}
                languages:
                  en: {body: "So {{value}} it is."}
                  de: {body: "So ist {{value}} es."}
                bindings:
                  - id: good
                    event: thing.happened
                    topic: things
                """
                    + lines.indent(4)));
    assertThat(load.problems()).isEmpty();
    return load.catalogue().binding("good").orElseThrow();
  }

  private static Binding mapping(String mapping) {
    return bindingWith("parameters:\n  value: " + mapping);
  }

  private static Mapping map(Binding binding, String event, String recipient, String language) {
    return binding.map(
        json(event), json(recipient), language, Languages.locale(null, language), UTC);
  }

  private static Mapping map(String mapping, String event) {
    return map(mapping(mapping), event, "{}", "en");
  }

  private static Mapping.Mapped value(String text) {
    return new Mapping.Mapped(Map.of("value", text));
  }

  @Test
  void aConditionHoldsWhenAllItsRulesDo() {
    Binding binding =
        bindingWith(
            "when: {data.status: [settled, received], data.url: present, data.reason: absent}\n"
                + "parameters: {value: data.x}");

    String type = "{'type':'thing.happened','data':";
    assertThat(binding.matches(json(type + "{'status':'settled','url':'u'}}"))).isTrue();
    assertThat(binding.matches(json(type + "{'status':'received','url':'u','reason':null}}")))
        .isTrue();
    assertThat(binding.matches(json(type + "{'status':'received','url':'u','reason':' '}}")))
        .isTrue();
    assertThat(binding.matches(json(type + "{'status':'rejected','url':'u'}}"))).isFalse();
    assertThat(binding.matches(json(type + "{'status':'settled'}}"))).isFalse();
    assertThat(binding.matches(json(type + "{'status':'settled','url':''}}"))).isFalse();
    assertThat(binding.matches(json(type + "{'status':'settled','url':'u','reason':'r'}}")))
        .isFalse();
    assertThat(binding.matches(json(type + "{'status':{},'url':'u'}}"))).isFalse();
    assertThat(binding.matches(json("{'type':'other','data':{'status':'settled','url':'u'}}")))
        .isFalse();
    assertThat(binding.matches(json("[]"))).isFalse();
  }

  @Test
  void flagsAndNumbersAreComparedByTheirText() {
    Binding flag = bindingWith("when: {data.won: true, data.n: 3}\nparameters: {value: data.x}");

    assertThat(flag.matches(json("{'type':'thing.happened','data':{'won':true,'n':3}}"))).isTrue();
    assertThat(flag.matches(json("{'type':'thing.happened','data':{'won':false,'n':3}}")))
        .isFalse();
  }

  private static final Instant ACCEPTED = Instant.parse("2026-11-20T10:30:00Z");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"{'time':'2026-11-20T10:00:00Z','data':{'departsAt':'2026-11-20T14:00:00+01:00'}}\", 2026-11-20T13:00:00Z",
        "\"{'time':'2026-11-20T10:00:00Z','data':{'departsAt':'2026-11-21T14:00:00Z'}}\", 2026-11-20T16:00:00Z",
        "\"{'data':{'departsAt':'2026-11-20T14:00:00Z'}}\", 2026-11-20T14:00:00Z",
        // what does not say when it happened happened when it was accepted
        "\"{'data':{'departsAt':'2026-11-21T14:00:00Z'}}\", 2026-11-20T16:30:00Z",
        "\"{'time':'soon','data':{'departsAt':5}}\", 2026-11-20T16:30:00Z",
        "\"{'time':'+999999999-12-31T23:59:59Z','data':{}}\", 2026-11-20T16:30:00Z",
        // how long it is news
        "\"{'time':'2026-11-20T10:00:00Z','data':{'departsAt':'PT3M'}}\", 2026-11-20T10:03:00Z",
        "\"{'data':{'departsAt':'PT3M'}}\", 2026-11-20T10:33:00Z",
        "\"{'data':{'departsAt':'-PT3M'}}\", 2026-11-20T16:30:00Z",
        "\"{'data':{'departsAt':'PT99999999999999H'}}\", 2026-11-20T16:30:00Z"
      })
  void theEarliestDeadlineCounts(String event, Instant deadline) {
    Binding binding = bindingWith("deadline: [data.departsAt, PT6H]\nparameters: {value: data.x}");

    assertThat(binding.deadline(json(event), ACCEPTED)).contains(deadline);
  }

  @Test
  void aNotificationIsScheduledAheadOfAnInstant() {
    Binding binding =
        bindingWith("notBefore: {before: data.startsAt, by: PT24H}\nparameters: {value: data.x}");

    assertThat(binding.notBefore(json("{'data':{'startsAt':'2026-11-20T10:00:00+01:00'}}")))
        .contains(Instant.parse("2026-11-19T09:00:00Z"));
    assertThat(binding.notBefore(json("{'data':{}}"))).isEmpty();
  }

  @Test
  void valuesAreReadFromEventAndRecipient() {
    assertThat(map("data.a.b", "{'data':{'a':{'b':'x'}}}")).isEqualTo(value("x"));
    assertThat(map("subject", "{'subject':'s'}")).isEqualTo(value("s"));
    assertThat(map(mapping("recipient.name"), "{}", "{'name':'Ada'}", "en"))
        .isEqualTo(value("Ada"));
    assertThat(map(mapping("recipient.name"), "{'recipient':{'name':'Eve'}}", "{}", "en"))
        .isInstanceOf(Mapping.Unmapped.class);
  }

  @Test
  void anAbsentValueTakesTheDefaultOfTheLanguage() {
    Binding binding =
        mapping("{path: recipient.name, default: {en: customer, de: Kundin oder Kunde}}");

    assertThat(map(binding, "{}", "{}", "en")).isEqualTo(value("customer"));
    assertThat(map(binding, "{}", "{'name':null}", "de")).isEqualTo(value("Kundin oder Kunde"));
    assertThat(map(binding, "{}", "{'name':' \\u200b '}", "de"))
        .isEqualTo(value("Kundin oder Kunde"));
    assertThat(map(mapping("{default: always}"), "{}", "{}", "de")).isEqualTo(value("always"));
  }

  @Test
  void aMissingValueWithoutDefaultIsNamed() {
    assertThat(map("data.gate", "{'data':{}}"))
        .isInstanceOfSatisfying(
            Mapping.Unmapped.class,
            unmapped -> {
              assertThat(unmapped.parameter()).isEqualTo("value");
              assertThat(unmapped.path()).isEqualTo("data.gate");
              assertThat(unmapped.reason()).isEqualTo(Mapping.Reason.MISSING);
            });
  }

  @Test
  void codesBecomeWords() {
    Binding words =
        mapping(
            "{path: data.s, words: {ok: {en: fine, de: gut}, other: {en: changed, de: geändert}}}");

    assertThat(map(words, "{'data':{'s':'ok'}}", "{}", "de")).isEqualTo(value("gut"));
    assertThat(map(words, "{'data':{'s':'bad'}}", "{}", "de")).isEqualTo(value("geändert"));
    assertThat(map("{path: data.s, words: {ok: fine}}", "{'data':{'s':'bad'}}"))
        .isInstanceOfSatisfying(
            Mapping.Unmapped.class,
            unmapped -> {
              assertThat(unmapped.reason()).isEqualTo(Mapping.Reason.INVALID);
              assertThat(unmapped.detail()).doesNotContain("bad");
            });
  }

  @Test
  void timesShowTheClockOfTheRecipientUnlessTheEventsIsAskedFor() {
    String event = "{'data':{'t':'2026-11-20T14:00:00+09:00'}}";
    String utc = "{'data':{'t':'2026-11-20T05:00:00Z'}}";
    String berlin = "{'zone':'Europe/Berlin'}";
    Binding recipients = mapping("{path: data.t, as: time}");
    Binding events = mapping("{path: data.t, as: time, zone: event}");

    assertThat(map(recipients, event, berlin, "de")).isEqualTo(value("06:00"));
    assertThat(map(recipients, event, "{}", "de")).isEqualTo(value("14:00"));
    assertThat(map(recipients, event, "{'zone':'Mars/Olympus'}", "de")).isEqualTo(value("14:00"));
    assertThat(map(events, event, berlin, "de")).isEqualTo(value("14:00"));
    assertThat(map(events, utc, berlin, "de")).isEqualTo(value("06:00"));
    assertThat(map(events, utc, "{}", "de")).isEqualTo(value("05:00"));
  }

  @Test
  void longTextsAreCutAtAWord() {
    assertThat(map("{path: data.t, max: 12}", "{'data':{'t':'A tree fell on the road'}}"))
        .isEqualTo(value("A tree fell…"));
    assertThat(map("{path: data.t, max: 12}", "{'data':{'t':'Twelve chars'}}"))
        .isEqualTo(value("Twelve chars"));
    assertThat(map("{path: data.t, max: 12}", "{'data':{'t':'Donaudampfschifffahrt'}}"))
        .isEqualTo(value("Donaudampfs…"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "7", "'text'", "{'data':[]}", "{'data':{'a':[{}]}}"})
  void oddEventsAreAnsweredNeverThrown(String event) {
    for (ParameterMapping.Form form : ParameterMapping.Form.values()) {
      Binding binding = mapping("{path: data.a, as: " + TemplateReader.word(form) + "}");
      assertThat(binding.map(json(event), MissingNode.getInstance(), "en", Locale.ENGLISH, UTC))
          .isInstanceOf(Mapping.Unmapped.class);
      assertThat(binding.deadline(json(event), ACCEPTED)).isEmpty();
      assertThat(binding.matches(json(event))).isFalse();
    }
  }

  /** Whatever text an event holds: its value fits the rules, or there is none. */
  @Property(tries = 500)
  void anyTextBecomesAFittingValueOrNone(@ForAll String text) {
    ObjectNode event = JSON.createObjectNode();
    event.putObject("data").put("t", text);

    Mapping mapping =
        mapping("{path: data.t, max: 200}")
            .map(event, MissingNode.getInstance(), "en", Locale.ENGLISH, UTC);

    if (mapping instanceof Mapping.Mapped mapped) {
      List<ParameterRules.Violation> violations = new ArrayList<>();
      ParameterRules.checkText("value", mapped.parameters().get("value"), violations);
      assertThat(violations).isEmpty();
      assertThat(mapped.parameters().get("value").length()).isLessThanOrEqualTo(200);
    } else {
      assertThat(Texts.isBlank(text)).isTrue();
    }
  }

  @Test
  void mappedValuesDoNotShowInLogs() {
    assertThat(List.of(value("secret")).toString()).doesNotContain("secret");
  }

  // ---- repairs

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.v | a b c",
        "{path: data.v, repair: [trim, join-lines]} | a b c",
        "{path: data.v, repair: [join-lines]} | a   b\tc",
        "{path: data.v, repair: none} | a   b\tc"
      })
  void aValueIsRepairedAsTheBindingSays(String mapping, String expected) {
    Mapping mapped = map(mapping.strip(), "{'type':'thing.happened','data':{'v':'a   b\\tc'}}");
    assertThat(mapped).isEqualTo(value(expected.strip().replace("\\t", "\t")));
  }

  @Test
  void lineBreaksStayWhereNothingMayJoinThem() {
    String event = "{'type':'thing.happened','data':{'v':' a  \\n  b '}}";
    assertThat(map("{path: data.v, repair: [trim]}", event)).isEqualTo(value("a\nb"));
    assertThat(map("{path: data.v, repair: [join-lines]}", event)).isEqualTo(value(" a     b "));
  }

  @Test
  void whatIsTooLongIsShortenedOrRefused() {
    String event = "{'type':'thing.happened','data':{'v':'twelve chars and more'}}";
    assertThat(map("{path: data.v, max: 13}", event)).isEqualTo(value("twelve chars…"));
    assertThat(map("{path: data.v, max: 13, repair: [shorten]}", event))
        .isEqualTo(value("twelve chars…"));
    assertThat(map("{path: data.v, max: 21, repair: [trim]}", event))
        .isEqualTo(value("twelve chars and more"));
    assertThat(map("{path: data.v, max: 20, repair: [trim]}", event))
        .isInstanceOfSatisfying(
            Mapping.Unmapped.class,
            unmapped -> {
              assertThat(unmapped.reason()).isEqualTo(Mapping.Reason.INVALID);
              assertThat(unmapped.detail()).isEqualTo("at most 20 characters are expected");
            });
  }
}
