package io.dromedary.intake.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.notification.NewNotification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One line for each event, without personal data. */
public final class Progress {

  private static final Logger LOG = LoggerFactory.getLogger("io.dromedary.progress");

  /** What every poll of a feed says anew. */
  private static final Set<String> POLLED_AGAIN = Set.of("unchanged", "no-situation");

  /** What has been decided about the recipients of events. */
  public void accepted(@Body List<NewNotification> written) {
    if (!LOG.isInfoEnabled()) {
      return;
    }
    Map<UUID, List<NewNotification>> events = new LinkedHashMap<>();
    written.forEach(one -> events.computeIfAbsent(one.event(), key -> new ArrayList<>()).add(one));
    events.values().forEach(Progress::line);
  }

  private static void line(List<NewNotification> event) {
    Map<String, Integer> outcomes = new TreeMap<>();
    for (NewNotification one : event) {
      String outcome =
          one.reason() == null
              ? one.state() + " " + one.template() + " " + one.language()
              : one.state() + " " + one.reason();
      outcomes.merge(outcome, 1, Integer::sum);
    }
    LOG.info(
        "{} from {} -> {}",
        event.get(0).type(),
        event.get(0).source(),
        String.join(
            ", ",
            outcomes.entrySet().stream()
                .map(one -> one.getValue() + " x " + one.getKey())
                .toList()));
  }

  /** A source's message that tells nobody anything. */
  public void silent(@Body JsonNode item) {
    String reason = item.path("silent").asText("no reason given");
    Level level = POLLED_AGAIN.contains(reason) ? Level.DEBUG : Level.INFO;
    LOG.atLevel(level).log("nothing to tell: {} at {}", reason, item.path("position").asText("-"));
  }
}
