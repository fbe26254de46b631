package io.dromedary.event.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.event.ChangeDetector;
import io.dromedary.event.Detection;
import io.dromedary.event.Observation;
import io.dromedary.event.SubjectStates;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns items into events for a route: observed states go through the change detector.
 *
 * <p>The route sets the transaction: the compared state is stored in it, together with what becomes
 * of the events. A fault of content is a {@link io.dromedary.event.MalformedItemException}.
 */
public final class Changes {

  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

  private final SubjectStates states;
  private final Clock clock;

  public Changes(SubjectStates states, Clock clock) {
    this.states = states;
    this.clock = clock;
  }

  /**
   * The item's CloudEvents, or one {@code {"silent":REASON,"position":…}}: never nothing.
   *
   * <p>An event or a silent item is returned as it is.
   */
  public List<JsonNode> outcomes(JsonNode item) {
    if (!Items.isObservation(item)) {
      return List.of(item);
    }
    Observation observation = Observation.of(item.get("observation"));
    Detection detection =
        ChangeDetector.detect(
            states.lockAndGet(observation.source(), observation.subject()), observation);
    states.save(detection.state());
    if (detection.silent() == null) {
      return List.copyOf(detection.events());
    }
    ObjectNode silent = JsonNodeFactory.instance.objectNode();
    silent.put("silent", detection.silent());
    silent.set("position", item.path("position"));
    return List.of(silent);
  }

  /** Forgets the states that have expired; logs how many when there were any. */
  public void purge() {
    int purged = states.purgeExpired(clock.instant());
    if (purged > 0) {
      LOG.info("Forgot {} expired states of observed subjects", purged);
    }
  }
}
