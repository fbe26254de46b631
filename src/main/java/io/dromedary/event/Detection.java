package io.dromedary.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an observation turned out to be: events, or silence with its reason.
 *
 * @param state the state to store; the former one when the observation was older
 * @param events structured CloudEvents in the order of the aspects; empty: silence
 * @param silent why there is no event, a stable kebab-case word; {@code null} when there is one
 */
public record Detection(SubjectState state, List<ObjectNode> events, @Nullable String silent) {

  public Detection {
    events = List.copyOf(events);
  }
}
