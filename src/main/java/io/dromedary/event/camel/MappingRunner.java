package io.dromedary.event.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Runs a connector's mapping step as the Kamelet runs it, without its transport, in a Camel context
 * of its own. Not for several threads.
 */
public final class MappingRunner implements AutoCloseable {

  private static final String ENTRY = "direct:mapping";

  private final CamelContext camel;
  private final ProducerTemplate producer;

  private MappingRunner(CamelContext camel, ProducerTemplate producer) {
    this.camel = camel;
    this.producer = producer;
  }

  /**
   * Prepares the mapping.
   *
   * @param connector the connector
   * @param directory where connectors and their mappings are; relative to the working directory or
   *     absolute
   * @param properties values of its properties; the defaults fill the rest
   * @throws BrokenConnectorException when the step cannot be made into a route
   */
  public static MappingRunner open(
      ConnectorKamelet connector, Path directory, Map<String, String> properties)
      throws BrokenConnectorException {
    DefaultCamelContext camel = new DefaultCamelContext();
    camel.disableJMX();
    camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerBuilder());
    Properties values = new Properties();
    connector
        .properties()
        .forEach((name, value) -> value.ifPresent(text -> values.put(name, text)));
    values.putAll(properties);
    values.put("dromedary.connectors-dir", directory.toString());
    camel.getPropertiesComponent().setOverrideProperties(values);
    try {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(ResourceHelper.fromString("mapping.camel.yaml", route(connector)));
      camel.start();
      return new MappingRunner(camel, camel.createProducerTemplate());
    } catch (Exception e) {
      camel.stop();
      throw new BrokenConnectorException(
          "The mapping of " + connector.name() + " cannot be run: " + e.getMessage(), e);
    }
  }

  /**
   * Maps one message.
   *
   * @param message the bytes as the transport would have delivered them
   * @param now what the mapping takes for the present
   * @return the items, in the order of the message
   * @throws UnreadableMessageException when the message is not what the mapping reads
   */
  public List<JsonNode> map(byte[] message, Instant now) throws UnreadableMessageException {
    Exchange mapped =
        producer.request(
            ENTRY,
            exchange -> {
              exchange.getMessage().setBody(message);
              exchange.setVariable("now", now.toString());
            });
    if (mapped.getException() != null) {
      throw UnreadableMessageException.of(mapped.getException());
    }
    try {
      return Items.of(mapped.getMessage().getBody());
    } catch (RuntimeException e) {
      throw UnreadableMessageException.of(e);
    }
  }

  @Override
  public void close() {
    camel.stop();
  }

  /** YAML reads JSON, too. */
  private static String route(ConnectorKamelet connector) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode from = json.objectNode().put("uri", ENTRY);
    from.putArray("steps").addObject().set("step", connector.mapping());
    ObjectNode route = json.objectNode().put("id", connector.name());
    route.set("from", from);
    return json.arrayNode().add(json.objectNode().set("route", route)).toString();
  }
}
