package io.dromedary.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What commands have in common that start hubs of their own and watch them. */
final class OwnHubs {

  private static final Pattern HOW_IT_WORKS =
      Pattern.compile("DROMEDARY_((DISPATCH|EVENTS)_.*|(ROUTES|CONNECTORS|TEMPLATES)_DIR)");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "An empty PostgreSQL database, jdbc:postgresql://…; user and password as"
              + " SPRING_DATASOURCE_USERNAME and _PASSWORD (default: the embedded one).")
  private @Nullable String database;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "A new or empty folder for data and logs (default: a temporary one).")
  private @Nullable Path work;

  /** Whether several hubs can share a database. */
  boolean hasDatabase() {
    return database != null;
  }

  /**
   * The settings of hubs that the user has chosen: the database, unless it is the embedded one, and
   * of the environment what says how a hub works. Whom it calls and who may call it stays out: such
   * a hub must not meet the systems of a real one.
   *
   * @param given the environment of this process
   */
  Map<String, String> environment(Map<String, String> given) {
    Map<String, String> environment = new HashMap<>();
    given.forEach(
        (name, value) -> {
          if (HOW_IT_WORKS.matcher(name).matches()) {
            environment.put(name, value);
          }
        });
    if (database != null) {
      environment.put("SPRING_DATASOURCE_URL", database);
      for (String name : List.of("SPRING_DATASOURCE_USERNAME", "SPRING_DATASOURCE_PASSWORD")) {
        environment.put(name, given.getOrDefault(name, ""));
      }
    }
    return environment;
  }

  /** An empty folder, which is told to the user. */
  Path folder() throws IOException {
    Path folder = work == null ? Files.createTempDirectory("dromedary-" + spec.name()) : work;
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw usage(folder + " is not empty");
      }
    }
    tell("Data and logs of the hubs: " + folder.toAbsolutePath());
    return folder.toAbsolutePath();
  }

  /** A line of progress. */
  void tell(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  int positive(String option, int value) {
    if (value < 1) {
      throw usage(option + " must be 1 or more");
    }
    return value;
  }

  /** Those of {@code all} that the words name, in the words' order. */
  <T> List<T> named(List<String> words, String what, T[] all, Function<T, String> word) {
    return words.stream()
        .map(
            wanted ->
                Arrays.stream(all)
                    .filter(one -> word.apply(one).equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> usage("There is no " + what + " " + wanted)))
        .toList();
  }

  ParameterException usage(String text) {
    return new ParameterException(spec.commandLine(), text);
  }
}
