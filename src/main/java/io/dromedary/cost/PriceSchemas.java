package io.dromedary.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.dromedary.template.CatalogueProblem;
import io.dromedary.yaml.LinedYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The JSON Schema of a kind of price file, and what it says about a file in an operator's words.
 */
final class PriceSchemas {

  static final PriceSchemas MARKETS = new PriceSchemas("markets");
  static final PriceSchemas RULES = new PriceSchemas("rules");
  static final PriceSchemas RATES = new PriceSchemas("rates");

  private final String name;
  private final JsonNode json;
  private final JsonSchema schema;

  private PriceSchemas(String kind) {
    this.name = kind + ".schema.json";
    this.json = json("/prices/" + name);
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .pathType(PathType.JSON_POINTER)
            .build();
    this.schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(json, config);
  }

  private static JsonNode json(String resource) {
    try (InputStream file = PriceSchemas.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new IllegalStateException("Missing in the jar: " + resource);
      }
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Unreadable in the jar: " + resource, e);
    }
  }

  List<CatalogueProblem> check(String file, LinedYaml yaml) {
    return schema.validate(yaml.json()).stream().map(fault -> problem(file, yaml, fault)).toList();
  }

  private CatalogueProblem problem(String file, LinedYaml yaml, ValidationMessage fault) {
    String place = String.valueOf(fault.getInstanceLocation());
    String what = place.isEmpty() ? "the file" : place.substring(1).replace('/', '.');
    String key = String.valueOf(fault.getProperty());
    return switch (fault.getType()) {
      case "required" ->
          new CatalogueProblem(
              file,
              yaml.line(place),
              "missing",
              key + " is missing in " + what,
              "Add " + key + ": …");
      case "additionalProperties" ->
          new CatalogueProblem(
              file,
              yaml.line(place + "/" + key),
              "unknown-key",
              key + " means nothing in " + what,
              "Expected: " + described(fault) + ".");
      default ->
          new CatalogueProblem(
              file,
              yaml.line(place),
              "wrong-value",
              what + " is not what " + name + " allows",
              "Expected: " + described(fault) + ".");
    };
  }

  /** The description beside the rule that was broken, or the nearest one around it. */
  private String described(ValidationMessage fault) {
    String pointer = fault.getSchemaLocation().getFragment().toString();
    String found = "";
    while (found.isEmpty() && !pointer.isEmpty()) {
      pointer = pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
      found = json.at(pointer).path("description").asText("");
    }
    return found;
  }
}
