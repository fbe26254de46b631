package io.dromedary.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.dromedary.event.BusinessEvent;
import io.dromedary.event.CloudEvents;
import io.dromedary.event.EventSchemas;
import io.dromedary.event.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Event schemas, and the samples that must obey them. */
final class SchemaLint {

  private static final String SCHEMA = ".schema.json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema META =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(SchemaLocation.of(SchemaId.V202012));

  private final Path templates;
  private final Findings findings;

  SchemaLint(Path templates, Findings findings) {
    this.templates = templates;
    this.findings = findings;
  }

  /** The event types that have a schema to use. */
  Set<String> check() {
    Path folder = templates.resolve("events");
    if (!Files.isDirectory(folder)) {
      return Set.of();
    }
    EventSchemas schemas = EventSchemas.load(folder);
    for (Path file : Findings.files(folder, SCHEMA)) {
      String name = String.valueOf(file.getFileName());
      if (!schemas.types().contains(name.substring(0, name.length() - SCHEMA.length()))) {
        String why =
            schemas.problems().stream()
                .filter(problem -> problem.startsWith(file.toString()))
                .map(problem -> problem.lines().findFirst().orElse(""))
                .map(problem -> problem.substring(file.toString().length()).strip())
                .findFirst()
                .orElse("is no JSON Schema");
        findings.add(file.toString(), null, "schema", "it " + why, "Correct it.");
      } else {
        schema(file);
      }
    }
    Findings.files(templates.resolve("samples"), ".json").forEach(file -> sample(file, schemas));
    return schemas.types();
  }

  /** A keyword with a value that it cannot have is found only by the schema of schemas. */
  private void schema(Path file) {
    try {
      for (ValidationMessage fault : META.validate(JSON.readTree(Findings.text(file)))) {
        findings.add(
            file.toString(),
            null,
            "schema",
            "it is no JSON Schema: " + fault.getMessage(),
            "Correct it.");
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(file + " was read before", e);
    }
  }

  private void sample(Path file, EventSchemas schemas) {
    JsonNode json;
    try {
      json = JSON.readTree(Findings.text(file));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      findings.add(file.toString(), line, "sample", "the file is not JSON", "Repair the syntax.");
      return;
    }
    CloudEvents.Reading reading = CloudEvents.read(json);
    List<Fault> faults;
    if (reading instanceof CloudEvents.Unreadable unreadable) {
      faults = unreadable.faults();
    } else {
      BusinessEvent event = ((CloudEvents.Readable) reading).event();
      faults = schemas.check(event.type(), event.json().path("data"));
    }
    faults.forEach(
        fault ->
            findings.add(
                file.toString(),
                null,
                "sample",
                fault.pointer() + " " + fault.reason(),
                "Correct the sample or the schema."));
  }
}
