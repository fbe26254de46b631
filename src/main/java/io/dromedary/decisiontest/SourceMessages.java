package io.dromedary.decisiontest;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.event.InMemorySubjectStates;
import io.dromedary.event.camel.BrokenConnectorException;
import io.dromedary.event.camel.Changes;
import io.dromedary.event.camel.ConnectorKamelet;
import io.dromedary.event.camel.MappingRunner;
import io.dromedary.event.camel.UnreadableMessageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages in a source's own format, through the connector's real mapping and the hub's change
 * detection. A mapping is started when a test first asks for it, and kept for all.
 */
public final class SourceMessages implements AutoCloseable {

  private final Path connectors;
  private final Map<String, MappingRunner> open = new HashMap<>();

  /**
   * @param connectors the folder of Kamelets
   */
  public SourceMessages(Path connectors) {
    this.connectors = connectors.toAbsolutePath().normalize();
  }

  /**
   * A message.
   *
   * @param at when it arrives
   */
  record Message(Path file, Instant at) {}

  /** Events and silences of the messages in their order; states are those of this call alone. */
  List<JsonNode> items(String name, JsonNode properties, List<Message> messages)
      throws IOException {
    Changes changes =
        new Changes(new InMemorySubjectStates(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    List<JsonNode> items = new ArrayList<>();
    for (Message message : messages) {
      try {
        for (JsonNode item :
            mapping(name, properties).map(Files.readAllBytes(message.file()), message.at())) {
          items.addAll(changes.outcomes(item));
        }
      } catch (UnreadableMessageException e) {
        throw new IOException(message.file().getFileName() + ": " + e.getMessage(), e);
      } catch (BrokenConnectorException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return items;
  }

  private MappingRunner mapping(String name, JsonNode properties)
      throws IOException, BrokenConnectorException {
    String key = name + properties;
    MappingRunner known = open.get(key);
    if (known != null) {
      return known;
    }
    Path file = connectors.resolve(name + ConnectorKamelet.SUFFIX);
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no connector " + name + " in " + connectors);
    }
    Map<String, String> values = new HashMap<>();
    properties.properties().forEach(one -> values.put(one.getKey(), one.getValue().asText()));
    MappingRunner runner = MappingRunner.open(ConnectorKamelet.read(file), connectors, values);
    open.put(key, runner);
    return runner;
  }

  @Override
  public void close() {
    open.values().forEach(MappingRunner::close);
    open.clear();
  }
}
