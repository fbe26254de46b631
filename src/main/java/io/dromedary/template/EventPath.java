package io.dromedary.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * A dotted path into an event: {@code data.amount.currency}, {@code subject}, {@code
 * recipient.name}. The recipient is not part of the event's own JSON; it is handed in beside it.
 *
 * @param segments at least one
 */
public record EventPath(List<String> segments) {

  static final String RECIPIENT = "recipient";

  public EventPath {
    segments = List.copyOf(segments);
  }

  /** Splits at the dots. */
  public static EventPath of(String path) {
    return new EventPath(List.of(path.split("\\.", -1)));
  }

  boolean ofRecipient() {
    return segments.get(0).equals(RECIPIENT);
  }

  /** What stands there; a missing node for what is absent, null or blank. Never throws. */
  JsonNode read(JsonNode event, JsonNode recipient) {
    JsonNode node = ofRecipient() ? recipient : event;
    for (String segment : segments.subList(ofRecipient() ? 1 : 0, segments.size())) {
      node = node.path(segment);
    }
    boolean blank = node.isNull() || (node.isTextual() && node.textValue().isBlank());
    return blank ? MissingNode.getInstance() : node;
  }

  /** The same for paths that do not lead to the recipient. */
  JsonNode read(JsonNode event) {
    return read(event, MissingNode.getInstance());
  }

  @Override
  public String toString() {
    return String.join(".", segments);
  }
}
