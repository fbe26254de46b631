package io.dromedary.lint;

import io.dromedary.template.CatalogueProblem;
import io.dromedary.yaml.LinedYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects findings, each only once, from whatever thread. */
final class Findings {

  private final Set<Finding> all = new ConcurrentSkipListSet<>(Finding.ORDER);

  void add(String file, @Nullable Integer line, String rule, String message, String remedy) {
    all.add(new Finding(file, line, rule, message, remedy));
  }

  /** What a reader of the hub reported. */
  void add(String file, CatalogueProblem problem) {
    add(file, problem.line(), problem.rule(), problem.message(), problem.remedy());
  }

  List<Finding> all() {
    return List.copyOf(all);
  }

  /** Opens a YAML file; empty when it is none, which is reported. */
  Optional<LintedFile> open(Path file) {
    String text = text(file);
    try {
      return Optional.of(new LintedFile(file.toString(), text, LinedYaml.parse(text), this));
    } catch (LinedYaml.Broken broken) {
      String why = String.valueOf(broken.getMessage());
      add(file.toString(), broken.line(), "yaml", why, "Repair the syntax.");
      return Optional.empty();
    }
  }

  static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** The files below a folder whose names end so, sorted; none where there is no folder. */
  static List<Path> files(Path folder, String... endings) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read", e);
    }
  }
}
