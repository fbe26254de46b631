package io.dromedary.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.decisiontest.DecisionTest;
import io.dromedary.decisiontest.DecisionTester;
import io.dromedary.decisiontest.DeliveredPrices;
import io.dromedary.decisiontest.JUnitXml;
import io.dromedary.decisiontest.SourceMessages;
import io.dromedary.decisiontest.TestFile;
import io.dromedary.decisiontest.TestResult;
import io.dromedary.event.EventSchemas;
import io.dromedary.template.Catalogue;
import io.dromedary.template.CatalogueLoad;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs decision tests; nothing is looked up, sent or kept. */
@Command(
    name = "test",
    description = {
      "Runs the tests in *.test.yaml: given facts and an event, what is told to whom, and why.",
      "Exit code 0: all passed; 1: some failed; 2: a file or an option is wrong."
    },
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PATH",
      description = "Test files, or folders with some (default: ./templates and ./routes).")
  private List<Path> paths = List.of();

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "Only tests whose name contains this, in upper or lower case.")
  private String name = "";

  @Option(names = "--junit", paramLabel = "FILE", description = "Writes JUnit XML, too.")
  private @Nullable Path junit;

  @Option(names = "--json", description = "A JSON line per test.")
  private boolean json;

  @Option(
      names = "--templates-dir",
      paramLabel = "DIR",
      defaultValue = "${env:DROMEDARY_TEMPLATES_DIR:-./templates}",
      description = "Templates (default: $DROMEDARY_TEMPLATES_DIR or ./templates).")
  private Path templates = Path.of("templates");

  @Option(
      names = "--connectors-dir",
      paramLabel = "DIR",
      defaultValue = "${env:DROMEDARY_CONNECTORS_DIR:-./connectors}",
      description = "Connectors (default: $DROMEDARY_CONNECTORS_DIR or ./connectors).")
  private Path connectors = Path.of("connectors");

  @Override
  public Integer call() throws IOException, InterruptedException {
    Quiet.logs();
    long start = System.nanoTime();
    if (!Files.isDirectory(templates)) {
      throw usage("There is no folder " + templates);
    }
    CompletableFuture<EventSchemas> schemas =
        CompletableFuture.supplyAsync(() -> EventSchemas.load(templates.resolve("events")));
    List<DecisionTest> tests = tests();
    Catalogue catalogue = catalogue();
    DeliveredPrices prices = new DeliveredPrices();
    List<TestResult> results = new ArrayList<>();
    try (SourceMessages sources = new SourceMessages(connectors)) {
      DecisionTester tester = new DecisionTester(catalogue, schemas.join(), prices::in, sources);
      tester.run(
          tests,
          result -> {
            results.add(result);
            print(result);
          });
    }
    if (junit != null) {
      try (Writer to = Files.newBufferedWriter(junit)) {
        JUnitXml.write(results, to);
      }
    }
    long failed = results.stream().filter(result -> !result.passed()).count();
    if (!json) {
      out()
          .printf(
              Locale.ROOT,
              "%d tests, %d failed, %.2f s%n",
              results.size(),
              failed,
              (System.nanoTime() - start) / 1e9);
    }
    out().flush();
    return failed == 0 ? 0 : 1;
  }

  private List<DecisionTest> tests() throws IOException {
    List<DecisionTest> tests = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files()) {
      TestFile read = TestFile.read(file);
      read.problems().forEach(problem -> problems.add(problem.toString()));
      read.tests().stream().filter(this::wanted).forEach(tests::add);
    }
    if (!problems.isEmpty()) {
      throw usage(String.join(System.lineSeparator(), problems));
    }
    if (tests.isEmpty()) {
      throw usage("There is no test" + (name.isEmpty() ? "" : " with " + name + " in its name"));
    }
    return tests;
  }

  private boolean wanted(DecisionTest test) {
    return test.name().toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
  }

  private List<Path> files() throws IOException {
    List<Path> all = new ArrayList<>();
    List<Path> asked =
        paths.isEmpty()
            ? Stream.of(templates, Path.of("routes")).filter(Files::isDirectory).toList()
            : paths;
    for (Path path : asked) {
      if (!Files.exists(path)) {
        throw usage("There is no " + path);
      }
      try (Stream<Path> found = Files.walk(path)) {
        found
            .filter(file -> path.equals(file) || file.toString().endsWith(TestFile.ENDING))
            .filter(Files::isRegularFile)
            .sorted()
            .forEach(all::add);
      }
    }
    return all;
  }

  private Catalogue catalogue() throws IOException {
    CatalogueLoad load = Catalogue.load(templates);
    if (!load.problems().isEmpty()) {
      throw usage(
          String.join(
              System.lineSeparator(), load.problems().stream().map(Object::toString).toList()));
    }
    return load.catalogue();
  }

  private void print(TestResult result) {
    if (json) {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.put("file", result.test().file().toString());
      line.put("line", result.test().line());
      line.put("name", result.test().name());
      line.put("passed", result.passed());
      line.put("millis", result.nanos() / 1e6);
      result.failures().forEach(failure -> line.withArray("failures").add(failure));
      out().println(line);
    } else if (!result.passed()) {
      out()
          .println(
              "FAILED "
                  + result.test().file()
                  + ":"
                  + result.test().line()
                  + " "
                  + result.test().name());
      result.failures().forEach(failure -> out().println("  " + failure));
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private ParameterException usage(String text) {
    return new ParameterException(spec.commandLine(), text);
  }
}
