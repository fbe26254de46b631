package io.dromedary.intake.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.intake.Acceptance;
import io.dromedary.notification.NewNotification;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each event, without personal data. */
public final class Progress {

  private static final Logger LOG = LoggerFactory.getLogger("io.dromedary.progress");

  /** What has been decided about an event's recipients. */
  public void accepted(
      @Body List<NewNotification> written, @Variable("acceptance") Acceptance acceptance) {
    if (!LOG.isInfoEnabled()) {
      return;
    }
    Map<String, Integer> outcomes = new TreeMap<>();
    for (NewNotification one : written) {
      String outcome =
          one.reason() == null
              ? one.state() + " " + one.template() + " " + one.language()
              : one.state() + " " + one.reason();
      outcomes.merge(outcome, 1, Integer::sum);
    }
    LOG.info(
        "{} from {} -> {}",
        acceptance.event().type(),
        acceptance.event().source(),
        String.join(
            ", ",
            outcomes.entrySet().stream()
                .map(one -> one.getValue() + " x " + one.getKey())
                .toList()));
  }

  /** A source's message that tells nobody anything. */
  public void silent(@Body JsonNode item) {
    LOG.info(
        "nothing to tell: {} at {}",
        item.path("silent").asText("no reason given"),
        item.path("position").asText("-"));
  }
}
