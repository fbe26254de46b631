package io.dromedary.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeDetectorTest {

  private static final JsonMapper JSON = new JsonMapper();

  private SubjectState state;
  private Detection last;

  @Test
  void aFirstBaselineIsSilent() {
    observed("10:00", gate("A1"));
    assertThat(last.silent()).isEqualTo("baseline");
    assertThat(state.aspects()).containsEntry("gate", "A1");
    assertThat(state.revision()).isEqualTo(1);
  }

  @Test
  void aFirstValueThatSaysItsEventItselfIsAnEvent() {
    observed("10:00", gate("A1"), cancelled());
    assertThat(types()).containsExactly("flight.cancelled");
    assertThat(last.silent()).isNull();
  }

  @Test
  void aChangedValueIsAnEventWithTheFormerOne() {
    observed("10:00", gate("A1"));
    observed("10:05", gate("B2"));
    ObjectNode event = last.events().get(0);
    assertThat(event.at("/data/oldGate").asText()).isEqualTo("A1");
    assertThat(event.path("sequence").asLong()).isEqualTo(2);
    assertThat(event.path("deadline").asText()).isEqualTo("2026-11-20T12:00:00Z");
    assertThat(event.path("id").asText()).isEqualTo("XQ1/gate/2@2026-11-20T10:05:00Z");
  }

  @Test
  void severalChangedValuesAreSeveralEvents() {
    observed("10:00", gate("A1"), terminal("1"));
    observed("10:05", gate("B2"), terminal("2"));
    assertThat(types()).containsExactly("flight.gate-changed", "flight.terminal-changed");
    assertThat(last.events().stream().map(event -> event.path("id").asText()).distinct())
        .hasSize(2);
  }

  @Test
  void theSameValueIsNothingButKeepsTheStateAlive() {
    observed("10:00", gate("A1"));
    observed("10:05", gate("A1"));
    assertThat(last.silent()).isEqualTo("unchanged");
    assertThat(state.revision()).isEqualTo(1);
    assertThat(state.time()).isEqualTo(Instant.parse("2026-11-20T10:05:00Z"));
    assertThat(state.expires()).isEqualTo(Instant.parse("2026-11-25T10:05:00Z"));
  }

  @Test
  void anAbsentValueChangesNothing() {
    observed("10:00", gate("A1"));
    observed("10:05", gate(null));
    observed("10:10", gate("A1"));
    assertThat(last.silent()).isEqualTo("unchanged");
  }

  @Test
  void anOlderStateIsIgnoredWhole() {
    observed("10:05", gate("A1"));
    SubjectState before = state;
    observed("10:00", gate("B2"), cancelled());
    assertThat(last.silent()).isEqualTo("older");
    assertThat(state).isEqualTo(before);
  }

  @Test
  void aSequenceGoesBeforeTheTime() {
    observe(observation("10:00", 7L, gate("A1")));
    observe(observation("09:00", 8L, gate("B2")));
    assertThat(types()).containsExactly("flight.gate-changed");
    observe(observation("11:00", 7L, gate("C3")));
    assertThat(last.silent()).isEqualTo("older");
  }

  @Test
  void theSameComparisonGivesTheSameId() {
    observed("10:00", gate("A1"));
    SubjectState before = state;
    observed("10:05", gate("B2"));
    List<ObjectNode> first = last.events();
    state = before;
    observed("10:05", gate("B2"));
    assertThat(last.events()).isEqualTo(first);
  }

  @Test
  void aSubjectThatWasForgottenDoesNotReuseAnId() {
    observed("10:00", cancelled());
    String first = last.events().get(0).path("id").asText();
    state = null;
    observed("11:00", cancelled());
    assertThat(last.events().get(0).path("id").asText()).isNotEqualTo(first);
  }

  @Test
  void theReasonOfTheWholeIsToldBeforeThatOfAValue() {
    Observation early = with(observation("10:00", null, silently(gate("A1"), "early")), null);
    observe(early);
    assertThat(last.silent()).isEqualTo("early");
    state = null;
    observe(with(early, "no-event-type"));
    assertThat(last.silent()).isEqualTo("no-event-type");
  }

  @Test
  void aFirstEventMayAlsoTakeBack() {
    observed("10:00", cancelled());
    ObjectNode back = aspect("cancelled", "operating", "baseline", "flight.cancelled");
    ((ObjectNode) back.get("event")).put("retracts", true);
    observed("10:05", back);
    assertThat(last.events().get(0).path("retracts").asBoolean()).isTrue();
  }

  @Test
  void anObservationWithoutItsMembersIsRefusedByTheirName() {
    JsonNode observation = json("10:00", null, gate("A1"));
    for (String member : List.of("source", "subject", "time")) {
      ObjectNode without = observation.deepCopy();
      without.remove(member);
      assertThatThrownBy(() -> Observation.of(without))
          .isInstanceOf(MalformedItemException.class)
          .hasMessageContaining(member);
    }
    ObjectNode wrong = observation.deepCopy();
    wrong.put("time", "Ada");
    assertThatThrownBy(() -> Observation.of(wrong)).hasMessageNotContaining("Ada");
    wrong.put("time", "2026-11-20T10:00:00Z").put("subject", "x".repeat(501));
    assertThatThrownBy(() -> Observation.of(wrong)).hasMessageContaining("500");
  }

  @Test
  void timesAreKeptAsDatabasesKeepThem() {
    ObjectNode json = json("10:00", null, gate("A1"));
    json.put("time", "2026-11-20T10:00:00.123456789Z");
    assertThat(Observation.of(json).time()).isEqualTo("2026-11-20T10:00:00.123456Z");
  }

  private void observed(String time, ObjectNode... aspects) {
    observe(observation(time, null, aspects));
  }

  private void observe(Observation observation) {
    last = ChangeDetector.detect(state, observation);
    state = last.state();
  }

  private List<String> types() {
    return last.events().stream().map(event -> event.path("type").asText()).toList();
  }

  private static Observation observation(String time, Long sequence, ObjectNode... aspects) {
    return Observation.of(json(time, sequence, aspects));
  }

  private static Observation with(Observation given, String silent) {
    return new Observation(
        given.source(),
        given.subject(),
        given.time(),
        given.sequence(),
        given.expires(),
        silent,
        given.aspects());
  }

  private static ObjectNode json(String time, Long sequence, ObjectNode... aspects) {
    ObjectNode json = JSON.createObjectNode();
    json.put("source", "airline").put("subject", "XQ1").put("time", "2026-11-20T" + time + ":00Z");
    json.put("expires", "2026-11-25T" + time + ":00Z");
    json.put("sequence", sequence);
    json.putArray("aspects").addAll(List.of(aspects));
    return json;
  }

  private static ObjectNode gate(String value) {
    return aspect("gate", value, "baseline", "flight.gate-changed").put("previousAs", "oldGate");
  }

  private static ObjectNode terminal(String value) {
    return aspect("terminal", value, "baseline", "flight.terminal-changed");
  }

  private static ObjectNode cancelled() {
    return aspect("cancelled", "cancelled", "event", "flight.cancelled");
  }

  private static ObjectNode silently(ObjectNode aspect, String reason) {
    return aspect.put("silent", reason);
  }

  private static ObjectNode aspect(String name, String value, String initial, String type) {
    ObjectNode aspect = JSON.createObjectNode();
    aspect.put("name", name).put("value", value).put("initial", initial);
    ObjectNode event = aspect.putObject("event").put("type", type);
    event.put("deadline", "2026-11-20T12:00:00Z");
    event.putObject("data").put(name, value);
    return aspect;
  }
}
