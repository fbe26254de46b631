package io.dromedary.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code connectors list} and {@code connectors run}: what connects the hub, and what it reads. */
@Command(
    name = "connectors",
    description = "Shows the connectors, or what one makes of files.",
    mixinStandardHelpOptions = true,
    subcommands = {ConnectorsListCommand.class, ConnectorsRunCommand.class})
public final class ConnectorsCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--connectors-dir",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      defaultValue = "${env:DROMEDARY_CONNECTORS_DIR:-./connectors}",
      description =
          "Where the connectors are (default: $DROMEDARY_CONNECTORS_DIR or ./connectors).")
  private Path directory = Path.of("connectors");

  Path directory() {
    return directory;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which: list or run");
  }
}
