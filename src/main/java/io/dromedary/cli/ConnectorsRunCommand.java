package io.dromedary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.event.InMemorySubjectStates;
import io.dromedary.event.camel.BrokenConnectorException;
import io.dromedary.event.camel.Changes;
import io.dromedary.event.camel.ConnectorKamelet;
import io.dromedary.event.camel.Items;
import io.dromedary.event.camel.MappingRunner;
import io.dromedary.event.camel.UnreadableMessageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * Shows what a connector makes of files, in their order: one JSON line per CloudEvent or silence.
 *
 * <p>Runs the connector's mapping step and the change detection, remembering states from file to
 * file. Nothing is stored or sent. A file that cannot be read is reported on standard error, the
 * others go on, and the exit code is 1.
 */
@Command(
    name = "run",
    description = "Shows what a connector makes of files: a JSON line per event or silence.",
    mixinStandardHelpOptions = true)
final class ConnectorsRunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @ParentCommand private ConnectorsCommand connectors = new ConnectorsCommand();

  @Parameters(index = "0", paramLabel = "NAME", description = "With or without -source.")
  private String name = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Messages in the source's format.")
  private List<Path> files = List.of();

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "What to take for now, such as 2026-11-20T10:00:00Z (default: the clock).")
  private @Nullable String at;

  @Option(
      names = "--property",
      paramLabel = "NAME=VALUE",
      description = "Sets a property of the connector.")
  private Map<String, String> properties = new LinkedHashMap<>();

  private final Changes changes = new Changes(new InMemorySubjectStates(), Clock.systemUTC());

  @Override
  public Integer call() {
    Quiet.logs();
    Instant now = now();
    try {
      ConnectorKamelet connector = connector();
      check(connector);
      try (MappingRunner mapping =
          MappingRunner.open(connector, connectors.directory(), properties)) {
        boolean fine = true;
        for (Path file : files) {
          fine &= run(mapping, file, now);
        }
        return fine ? 0 : 1;
      }
    } catch (BrokenConnectorException e) {
      error(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private Instant now() {
    try {
      return at == null ? Clock.systemUTC().instant() : OffsetDateTime.parse(at).toInstant();
    } catch (DateTimeParseException e) {
      throw usage("--at takes an instant with offset, such as 2026-11-20T10:00:00Z");
    }
  }

  private ConnectorKamelet connector() throws BrokenConnectorException {
    List<ConnectorKamelet> all = ConnectorKamelet.all(connectors.directory());
    return all.stream()
        .filter(c -> c.name().equals(name) || c.name().equals(name + "-source"))
        .findFirst()
        .orElseThrow(
            () ->
                usage(
                    "There is no connector "
                        + name
                        + " in "
                        + connectors.directory()
                        + ". Known: "
                        + String.join(", ", all.stream().map(ConnectorKamelet::name).toList())));
  }

  private void check(ConnectorKamelet connector) {
    for (String given : properties.keySet()) {
      if (!connector.properties().containsKey(given)) {
        throw usage(
            connector.name()
                + " has no property "
                + given
                + ". It has "
                + String.join(", ", connector.properties().keySet().stream().sorted().toList()));
      }
    }
    for (String used : connector.mappingProperties()) {
      boolean hasDefault = connector.properties().getOrDefault(used, Optional.empty()).isPresent();
      if (!hasDefault && !properties.containsKey(used)) {
        throw usage(connector.name() + " needs --property " + used + "=…");
      }
    }
  }

  private boolean run(MappingRunner mapping, Path file, Instant now) {
    try {
      for (JsonNode item : mapping.map(Files.readAllBytes(file), now)) {
        changes.outcomes(item).forEach(outcome -> print(outcome, file));
      }
      return true;
    } catch (IOException e) {
      error(file + ": the file cannot be read. Check that it is there and may be read.");
    } catch (UnreadableMessageException e) {
      error(
          file + (e.line() > 0 ? ":" + e.line() : "") + ": " + e.getMessage() + ". " + e.advice());
    } catch (RuntimeException e) {
      error(file + ": " + UnreadableMessageException.of(e).report());
    }
    return false;
  }

  private void print(JsonNode outcome, Path file) {
    JsonNode line = outcome;
    if (!Items.isEvent(outcome)) {
      ObjectNode silent = JsonNodeFactory.instance.objectNode();
      silent.set("silent", outcome.path("silent"));
      silent.put("file", file.toString());
      silent.set("position", outcome.path("position"));
      line = silent;
    }
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  private void error(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }

  private ParameterException usage(String text) {
    return new ParameterException(spec.commandLine(), text);
  }
}
