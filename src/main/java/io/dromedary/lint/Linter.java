package io.dromedary.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.decisiontest.TestFile;
import io.dromedary.lint.camel.CamelFiles;
import io.dromedary.template.Catalogue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads a whole configuration and says what is wrong with it. Nothing is started, sent or changed,
 * and the same files give the same findings.
 */
public final class Linter {

  private final LintFolders folders;
  private final Findings findings = new Findings();

  private Linter(LintFolders folders) {
    this.folders = folders;
  }

  /**
   * What was found.
   *
   * @param findings by file and line
   * @param files how many were read
   * @param catalogue the templates and bindings without an error
   */
  public record Result(List<Finding> findings, int files, Catalogue catalogue) {}

  /**
   * Reads everything below the folders.
   *
   * @throws java.io.UncheckedIOException when a file cannot be read at all
   */
  public static Result lint(LintFolders folders) {
    return new Linter(folders).lint();
  }

  private Result lint() {
    List<Path> kameletFiles = Findings.files(folders.connectors(), ConnectorLint.ENDING);
    List<Path> routeFiles = Findings.files(folders.routes(), ".camel.yaml");
    List<Path> tests = new ArrayList<>(Findings.files(folders.templates(), TestFile.ENDING));
    tests.addAll(Findings.files(folders.routes(), TestFile.ENDING));

    // compilers take as long as all the rest
    CompletableFuture<Void> compiled =
        CompletableFuture.runAsync(
            () -> {
              new MappingLint(folders.connectors(), findings).check();
              camel(kameletFiles, routeFiles);
            });
    Set<String> eventTypes = new SchemaLint(folders.templates(), findings).check();
    Catalogue catalogue = new TemplateLint(folders.templates(), findings).check();
    new TestLint(catalogue, folders.templates(), findings).check(tests);
    Map<String, JsonNode> kamelets =
        new ConnectorLint(folders.connectors(), eventTypes, findings).check(open(kameletFiles));
    new RouteLint(open(routeFiles), kamelets).check();
    try {
      compiled.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    int files =
        tests.size()
            + kameletFiles.size()
            + routeFiles.size()
            + Findings.files(folders.connectors(), ".xsl", ".jslt").size()
            + Findings.files(folders.templates(), ".json").size()
            + (int)
                Findings.files(folders.templates(), ".yaml").stream()
                    .filter(file -> !file.toString().endsWith(TestFile.ENDING))
                    .count();
    return new Result(findings.all(), files, catalogue);
  }

  private List<LintedFile> open(List<Path> files) {
    return files.stream().flatMap(file -> findings.open(file).stream()).toList();
  }

  private void camel(List<Path> kamelets, List<Path> routes) {
    List<Path> files = new ArrayList<>(kamelets);
    files.addAll(routes);
    if (files.isEmpty()) {
      return;
    }
    try (CamelFiles camel = new CamelFiles()) {
      for (Path file : files) {
        findings
            .open(file)
            .ifPresent(
                read -> {
                  camel
                      .complaint(file)
                      .ifPresent(
                          no ->
                              findings.add(
                                  read.name(),
                                  no.line(),
                                  "route-syntax",
                                  "Camel says: " + no.message(),
                                  "Correct it; Camel's YAML DSL tells what may stand where."));
                  read.walk((at, node) -> expression(camel, read, at, node.path("simple")));
                });
      }
    }
  }

  private static void expression(CamelFiles camel, LintedFile file, String at, JsonNode simple) {
    String text = simple.isTextual() ? simple.asText() : simple.path("expression").asText("");
    boolean condition = at.matches(".*/(when/\\d+|filter|onWhen)");
    if (!text.isEmpty() && !text.contains("{{")) {
      camel
          .complaint(text, condition)
          .ifPresent(
              why ->
                  file.report(at + "/simple", "expression", "Camel says: " + why, "Correct it."));
    }
  }
}
