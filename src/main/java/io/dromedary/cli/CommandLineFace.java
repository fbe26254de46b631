package io.dromedary.cli;

import io.dromedary.sandbox.SandboxCommand;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The hub's command line: {@code java -jar dromedary.jar COMMAND …}. Exit 0: fine; 1: findings or
 * failures; 2: wrong usage.
 */
@Command(
    name = "dromedary",
    mixinStandardHelpOptions = true,
    version = "Dromedary 0.1.0",
    description = "Without a command the hub itself runs.",
    subcommands = {
      ConnectorsCommand.class,
      TemplatesCommand.class,
      DeadLettersCommand.class,
      WhyCommand.class,
      LintCommand.class,
      TestCommand.class,
      DryRunCommand.class,
      DrillCommand.class,
      BenchCommand.class,
      PlainRouteCommand.class,
      SandboxCommand.class
    })
public final class CommandLineFace implements Runnable {

  private static final Set<String> GLOBAL = Set.of("--help", "-h", "--version", "-V");

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Whether these arguments name a command; otherwise they are settings of the hub. */
  public static boolean understands(String[] arguments) {
    return arguments.length > 0 && (!arguments[0].startsWith("-") || GLOBAL.contains(arguments[0]));
  }

  /** Runs a command and gives its exit code. */
  public static int run(String... arguments) {
    return new CommandLine(new CommandLineFace()).execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which command");
  }
}
