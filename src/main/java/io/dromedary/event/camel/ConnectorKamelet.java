package io.dromedary.event.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connector as its Kamelet describes it.
 *
 * @param name file name without its ending, such as {@code airline-operations-source}
 * @param title a few words
 * @param description what it does and which delivery it guarantees
 * @param transport how messages arrive, in words
 * @param eventTypes the types of event that its mapping makes
 * @param properties its properties with their defaults, {@code Optional.empty()} without one
 * @param mapping the EIP step named {@code mapping}: a message in the source's format in, a JSON
 *     array of items out
 */
public record ConnectorKamelet(
    String name,
    String title,
    String description,
    String transport,
    List<String> eventTypes,
    Map<String, Optional<String>> properties,
    JsonNode mapping) {

  /** How the files of source connectors end. */
  public static final String SUFFIX = "-source.kamelet.yaml";

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([A-Za-z]\\w*)[^}]*}}");

  public ConnectorKamelet {
    eventTypes = List.copyOf(eventTypes);
    properties = Map.copyOf(properties);
  }

  /**
   * The source connectors of a directory, by name.
   *
   * @throws BrokenConnectorException when the directory or one of the files cannot be read
   */
  public static List<ConnectorKamelet> all(Path directory) throws BrokenConnectorException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(directory)) {
      files = listed.filter(f -> f.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new BrokenConnectorException("No connectors can be read in " + directory, e);
    }
    List<ConnectorKamelet> kamelets = new ArrayList<>();
    for (Path file : files) {
      kamelets.add(read(file));
    }
    return kamelets;
  }

  /**
   * One connector.
   *
   * @throws BrokenConnectorException when it is no Kamelet or has no step named mapping
   */
  public static ConnectorKamelet read(Path file) throws BrokenConnectorException {
    JsonNode kamelet = parse(file);
    JsonNode definition = kamelet.path("spec").path("definition");
    JsonNode annotations = kamelet.path("metadata").path("annotations");
    JsonNode mapping = mappingStep(kamelet.path("spec").path("template"));
    if (mapping == null) {
      throw new BrokenConnectorException(file + " has no step with the id mapping");
    }
    return new ConnectorKamelet(
        kamelet.path("metadata").path("name").asText(),
        definition.path("title").asText(),
        definition.path("description").asText(),
        annotations.path("dromedary.io/transport").asText(),
        List.of(annotations.path("dromedary.io/event-types").asText().split("\\s*,\\s*")),
        properties(definition.path("properties")),
        mapping);
  }

  /** The properties that the mapping step uses; the rest belongs to the transport. */
  public List<String> mappingProperties() {
    Matcher used = PLACEHOLDER.matcher(mapping.toString());
    return used.results().map(m -> m.group(1)).filter(properties::containsKey).distinct().toList();
  }

  private static JsonNode parse(Path file) throws BrokenConnectorException {
    try {
      return YAML.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new BrokenConnectorException(
          file + ": line " + e.getLocation().getLineNr() + " is no YAML", e);
    } catch (IOException e) {
      throw new BrokenConnectorException(file + " cannot be read", e);
    }
  }

  private static Map<String, Optional<String>> properties(JsonNode schema) {
    Map<String, Optional<String>> properties = new LinkedHashMap<>();
    schema
        .fields()
        .forEachRemaining(
            property ->
                properties.put(
                    property.getKey(),
                    Optional.ofNullable(property.getValue().get("default")).map(JsonNode::asText)));
    return properties;
  }

  private static @Nullable JsonNode mappingStep(JsonNode node) {
    JsonNode step = node.path("step");
    if ("mapping".equals(step.path("id").asText())) {
      return step;
    }
    for (JsonNode child : node) {
      JsonNode found = mappingStep(child);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
