package io.dromedary.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.event.Observation.Aspect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the order in which states arrive. */
class ChangeDetectorPropertiesTest {

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  /** A state of a leg: each minute has one. */
  record Seen(int minute, String gate, boolean cancelled) {}

  @Provide
  Arbitrary<List<Seen>> states() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 30),
            Arbitraries.of("A1", "B2", "C3"),
            Arbitraries.of(true, false, false))
        .as(Seen::new)
        .list()
        .uniqueElements(Seen::minute)
        .ofMinSize(1)
        .ofMaxSize(12)
        .flatMap(
            list ->
                Arbitraries.shuffle(list)
                    .flatMap(
                        shuffled ->
                            Arbitraries.of(shuffled)
                                .list()
                                .ofMaxSize(5)
                                .map(
                                    repeats -> {
                                      List<Seen> all = new ArrayList<>(shuffled);
                                      all.addAll(repeats);
                                      return all;
                                    })));
  }

  @Property(tries = 500)
  void theNewestStateIsKept(@ForAll("states") List<Seen> arrivals) {
    SubjectState state = null;
    for (Seen seen : arrivals) {
      state = ChangeDetector.detect(state, observation(seen)).state();
    }
    Seen newest = arrivals.stream().max((a, b) -> Integer.compare(a.minute(), b.minute())).get();
    assertThat(state.time()).isEqualTo(START.plusSeconds(60L * newest.minute()));
    assertThat(state.aspects())
        .containsEntry("gate", newest.gate())
        .containsEntry("cancelled", String.valueOf(newest.cancelled()));
  }

  @Property(tries = 500)
  void noEventComesFromAnOlderState(@ForAll("states") List<Seen> arrivals) {
    SubjectState state = null;
    int newest = -1;
    for (Seen seen : arrivals) {
      Detection detection = ChangeDetector.detect(state, observation(seen));
      if (seen.minute() < newest) {
        assertThat(detection.events()).isEmpty();
        assertThat(detection.silent()).isEqualTo("older");
      }
      newest = Math.max(newest, seen.minute());
      state = detection.state();
    }
  }

  @Property(tries = 500)
  void aRepeatAddsNothing(@ForAll("states") List<Seen> arrivals) {
    SubjectState state = null;
    for (Seen seen : arrivals) {
      state = ChangeDetector.detect(state, observation(seen)).state();
      Detection again = ChangeDetector.detect(state, observation(seen));
      assertThat(again.events()).isEmpty();
      assertThat(again.state()).isEqualTo(state);
    }
  }

  @Property(tries = 500)
  void silenceHasAReasonAndEventsHaveDifferentIds(@ForAll("states") List<Seen> arrivals) {
    SubjectState state = null;
    Set<String> ids = new HashSet<>();
    for (Seen seen : arrivals) {
      Detection detection = ChangeDetector.detect(state, observation(seen));
      assertThat(detection.silent() == null).isEqualTo(!detection.events().isEmpty());
      for (ObjectNode event : detection.events()) {
        assertThat(ids.add(event.path("id").asText())).isTrue();
      }
      state = detection.state();
    }
  }

  private static Observation observation(Seen seen) {
    return new Observation(
        "airline",
        "XQ1",
        START.plusSeconds(60L * seen.minute()),
        null,
        null,
        null,
        List.of(
            new Aspect("gate", seen.gate(), false, "oldGate", event("flight.gate-changed"), null),
            new Aspect(
                "cancelled",
                String.valueOf(seen.cancelled()),
                seen.cancelled(),
                null,
                seen.cancelled() ? event("flight.cancelled") : null,
                null)));
  }

  private static ObjectNode event(String type) {
    ObjectNode event = new JsonMapper().createObjectNode().put("type", type);
    event.putObject("data");
    return event;
  }
}
