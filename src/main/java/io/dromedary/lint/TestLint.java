package io.dromedary.lint;

import io.dromedary.decisiontest.DecisionTest;
import io.dromedary.decisiontest.TestFile;
import io.dromedary.template.Binding;
import io.dromedary.template.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decision tests: that they can be read and name what exists, and that each binding has one. */
final class TestLint {

  private final Catalogue catalogue;
  private final Path templates;
  private final Findings findings;

  TestLint(Catalogue catalogue, Path templates, Findings findings) {
    this.catalogue = catalogue;
    this.templates = templates;
    this.findings = findings;
  }

  void check(List<Path> files) {
    Set<String> tested = new HashSet<>();
    for (Path file : files) {
      TestFile read = read(file);
      read.problems().forEach(problem -> findings.add(problem.file(), problem));
      read.tests().forEach(test -> expectations(file, test, tested));
    }
    for (Binding binding : catalogue.bindings()) {
      if (!tested.contains(binding.id())) {
        findings.add(
            templates.resolve(binding.templateName() + ".yaml").toString(),
            null,
            "untested-binding",
            "no test expects " + binding.id(),
            "Add one to " + binding.templateName() + TestFile.ENDING + ".");
      }
    }
  }

  private void expectations(Path file, DecisionTest test, Set<String> tested) {
    LintedFile.walk(
        "",
        test.body(),
        (at, node) -> {
          String binding = node.path("binding").asText("");
          if (at.contains("/expect") && !binding.isEmpty()) {
            tested.add(binding);
            if (catalogue.binding(binding).isEmpty()) {
              findings.add(
                  file.toString(),
                  test.line(),
                  "tested-unknown",
                  test.name() + " expects the binding " + binding + ", which does not exist",
                  "Correct the name.");
            }
          }
        });
  }

  private static TestFile read(Path file) {
    try {
      return TestFile.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
