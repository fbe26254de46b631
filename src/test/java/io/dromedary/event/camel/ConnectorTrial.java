package io.dromedary.event.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.event.InMemorySubjectStates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A connector's mapping and the change detection, remembering states from message to message. */
final class ConnectorTrial implements AutoCloseable {

  static final Path CONNECTORS = Path.of("connectors");

  private final MappingRunner mapping;
  private final Changes changes = new Changes(new InMemorySubjectStates(), Clock.systemUTC());

  ConnectorTrial(String name, Map<String, String> properties) throws Exception {
    mapping =
        MappingRunner.open(
            ConnectorKamelet.read(CONNECTORS.resolve(name + ConnectorKamelet.SUFFIX)),
            CONNECTORS,
            properties);
  }

  /** CloudEvents, and silences with the name of their file. */
  List<JsonNode> outcomes(Path message, Instant now) throws Exception {
    List<JsonNode> outcomes = new ArrayList<>();
    for (JsonNode item : mapping.map(Files.readAllBytes(message), now)) {
      for (JsonNode outcome : changes.outcomes(item)) {
        outcomes.add(
            Items.isEvent(outcome)
                ? outcome
                : ((ObjectNode) outcome.deepCopy()).put("file", message.getFileName().toString()));
      }
    }
    return outcomes;
  }

  List<JsonNode> outcomes(byte[] message, Instant now) throws Exception {
    List<JsonNode> outcomes = new ArrayList<>();
    for (JsonNode item : mapping.map(message, now)) {
      outcomes.addAll(changes.outcomes(item));
    }
    return outcomes;
  }

  @Override
  public void close() {
    mapping.close();
  }
}
