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
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages in a source's own format, through the connector's real mapping and the hub's change
 * detection. A mapping is started when a test first asks for it, and kept for all. Safe for
 * concurrent use; one mapping runs one message at a time.
 */
public final class SourceMessages implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SourceMessages.class);

  private final Path connectors;
  private final Map<String, Mapping> open = new ConcurrentHashMap<>();

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
  record Message(Path file, Instant at) {

    String name() {
      return String.valueOf(file.getFileName());
    }
  }

  /**
   * An event, or a silence.
   *
   * @param file the message's name; {@code null}: the test has the event in itself
   */
  record Item(JsonNode json, @Nullable String file) {}

  /** Events and silences of the messages in their order; states are those of this call alone. */
  List<Item> items(String name, JsonNode properties, List<Message> messages) throws IOException {
    Changes changes =
        new Changes(new InMemorySubjectStates(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    List<Item> items = new ArrayList<>();
    for (Message message : messages) {
      try {
        for (JsonNode item : mapping(name, properties).map(message)) {
          for (JsonNode outcome : changes.outcomes(item)) {
            items.add(new Item(outcome, message.name()));
          }
        }
      } catch (UnreadableMessageException e) {
        throw new IOException(message.name() + ": " + e.getMessage(), e);
      } catch (BrokenConnectorException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return items;
  }

  /** Starts a mapping before a test asks for it; what is wrong with it is told to the test. */
  void prepare(String name, JsonNode properties) {
    try {
      mapping(name, properties).runner();
    } catch (IOException | BrokenConnectorException e) {
      LOG.debug("connector {} cannot be prepared", name, e);
    }
  }

  private Mapping mapping(String name, JsonNode properties) {
    return open.computeIfAbsent(name + properties, key -> new Mapping(name, properties));
  }

  @Override
  public void close() {
    open.values().forEach(Mapping::close);
    open.clear();
  }

  /** One connector with one set of properties. */
  private final class Mapping {

    private final String name;
    private final JsonNode properties;
    private @Nullable MappingRunner runner;

    Mapping(String name, JsonNode properties) {
      this.name = name;
      this.properties = properties;
    }

    synchronized List<JsonNode> map(Message message)
        throws IOException, BrokenConnectorException, UnreadableMessageException {
      return runner().map(Files.readAllBytes(message.file()), message.at());
    }

    synchronized MappingRunner runner() throws IOException, BrokenConnectorException {
      MappingRunner known = runner;
      if (known != null) {
        return known;
      }
      Path file = connectors.resolve(name + ConnectorKamelet.SUFFIX);
      if (!Files.isRegularFile(file)) {
        throw new IOException("there is no connector " + name + " in " + connectors);
      }
      Map<String, String> values = new HashMap<>();
      properties.properties().forEach(one -> values.put(one.getKey(), one.getValue().asText()));
      MappingRunner started = MappingRunner.open(ConnectorKamelet.read(file), connectors, values);
      runner = started;
      return started;
    }

    synchronized void close() {
      if (runner != null) {
        runner.close();
      }
    }
  }
}
