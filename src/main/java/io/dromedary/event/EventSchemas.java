package io.dromedary.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an event of each type must look like: one JSON Schema file per type, {@code
 * <type>.schema.json}, of the event's {@code data}. Immutable, safe for concurrent use.
 */
public final class EventSchemas {

  private static final String ENDING = ".schema.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, JsonSchema> schemas;
  private final Map<String, List<String>> sensitive;
  private final List<String> problems;

  private EventSchemas(
      Map<String, JsonSchema> schemas, Map<String, List<String>> sensitive, List<String> problems) {
    this.schemas = schemas;
    this.sensitive = sensitive;
    this.problems = problems;
  }

  /**
   * Reads every schema in {@code directory}. A file that is no schema is left out and named in
   * {@link #problems}; the other types stay usable.
   */
  public static EventSchemas load(Path directory) {
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .pathType(PathType.JSON_POINTER)
            .build();
    JsonMetaSchema vocabulary =
        JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .keyword(new NonValidationKeyword("x-sensitive"))
            .build();
    JsonSchemaFactory factory =
        JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012))
            .defaultMetaSchemaIri(vocabulary.getIri())
            .metaSchema(vocabulary)
            .build();
    Map<String, JsonSchema> schemas = new TreeMap<>();
    Map<String, List<String>> sensitive = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files(directory)) {
      String name = String.valueOf(file.getFileName());
      String type = name.substring(0, name.length() - ENDING.length());
      try {
        JsonNode json = JSON.readTree(file.toFile());
        JsonSchema schema = factory.getSchema(json, config);
        schema.initializeValidators();
        schemas.put(type, schema);
        List<String> secrets = new ArrayList<>();
        json.path("properties")
            .properties()
            .forEach(
                property -> {
                  if (property.getValue().path("x-sensitive").asBoolean()) {
                    secrets.add(property.getKey());
                  }
                });
        sensitive.put(type, List.copyOf(secrets));
      } catch (IOException | JsonSchemaException e) {
        problems.add(
            file
                + " is no JSON Schema: "
                + e.getMessage()
                + ". Events of type "
                + type
                + " are refused until it is mended.");
      }
    }
    return new EventSchemas(Map.copyOf(schemas), Map.copyOf(sensitive), List.copyOf(problems));
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the event schemas in " + directory, e);
    }
  }

  /** What could not be loaded, in an operator's words. */
  public List<String> problems() {
    return problems;
  }

  /** The known event types. */
  public Set<String> types() {
    return schemas.keySet();
  }

  /** What is wrong with {@code data} as that of an event of {@code type}; empty when nothing is. */
  public List<Fault> check(String type, JsonNode data) {
    JsonSchema schema = schemas.get(type);
    if (schema == null) {
      return List.of(
          new Fault(
              "/type",
              "is not known: a type needs a schema file ("
                  + type.replaceAll("[^\\w.-]", "?")
                  + ENDING
                  + ") and a binding; known are "
                  + String.join(", ", types().stream().sorted().toList())));
    }
    Set<Fault> faults = new LinkedHashSet<>();
    for (ValidationMessage message : schema.validate(data)) {
      String pointer = String.valueOf(message.getInstanceLocation());
      if ("required".equals(message.getType())) {
        faults.add(new Fault("/data" + pointer + "/" + message.getProperty(), "is missing"));
      } else {
        faults.add(new Fault("/data" + pointer, reason(message)));
      }
    }
    return List.copyOf(faults);
  }

  /** The rule that was broken; never the value, which may be personal. */
  private static String reason(ValidationMessage message) {
    JsonNode rule = message.getSchemaNode();
    return switch (String.valueOf(message.getType())) {
      case "type" -> "must be of type " + rule;
      case "enum" -> "must be one of " + rule;
      case "const" -> "must be " + rule;
      case "pattern" -> "must match " + rule.asText();
      case "format" -> "must be a " + rule.asText();
      case "minLength" -> "must have at least " + rule + " characters";
      case "maxLength" -> "must have at most " + rule + " characters";
      case "minItems" -> "must have at least " + rule + " elements";
      case "maxItems" -> "must have at most " + rule + " elements";
      case "oneOf" -> "must have exactly one of recipient, recipients and audience";
      default -> "breaks the schema's rule " + message.getType();
    };
  }

  /** Whether events of this type carry what must not be stored in clear or for long. */
  public boolean hasSecrets(String type) {
    return !sensitive.getOrDefault(type, List.of()).isEmpty();
  }

  /** {@code event} without what its schema marks as secret ({@code x-sensitive}). */
  public ObjectNode redacted(BusinessEvent event) {
    List<String> secrets = sensitive.getOrDefault(event.type(), List.of());
    if (secrets.isEmpty()) {
      return event.json();
    }
    ObjectNode copy = event.json().deepCopy();
    if (copy.path("data") instanceof ObjectNode data) {
      secrets.stream().filter(data::has).forEach(secret -> data.put(secret, "•••"));
    }
    return copy;
  }
}
