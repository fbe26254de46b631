package io.dromedary.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.lint.AccountLint;
import io.dromedary.lint.Finding;
import io.dromedary.lint.LintFolders;
import io.dromedary.lint.Linter;
import io.dromedary.lint.Severity;
import io.dromedary.whatsapp.AccountContract;
import io.dromedary.whatsapp.http.HttpGraphApi;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is wrong with a configuration; nothing is started, sent or changed. */
@Command(
    name = "lint",
    description = {
      "Checks routes, connectors, templates, bindings, tests and event schemas: file, line, what is"
          + " wrong, why, and how to mend it.",
      "Exit code 0: nothing found; 1: something found; 2: a file or an option is wrong."
    },
    mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {

  private static final HttpGraphApi.Limits LIMITS =
      new HttpGraphApi.Limits(Duration.ofSeconds(5), Duration.ofMinutes(2), 32 * 1024 * 1024);

  private final Map<String, String> environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PATH",
      description = "Tell only of these files and folders (default: of everything).")
  private List<Path> paths = List.of();

  @Option(names = "--json", description = "A JSON line per finding.")
  private boolean json;

  @Option(names = "--errors-only", description = "Leaves warnings out.")
  private boolean errorsOnly;

  @Option(
      names = "--account",
      description = {
        "Also compares the templates with what Meta approved, by the settings",
        "WHATSAPP_BUSINESS_ACCOUNT_ID, WHATSAPP_ACCESS_TOKEN and WHATSAPP_BASE_URL."
      })
  private boolean account;

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

  @Option(
      names = "--routes-dir",
      paramLabel = "DIR",
      defaultValue = "${env:DROMEDARY_ROUTES_DIR:-./routes}",
      description = "Routes (default: $DROMEDARY_ROUTES_DIR or ./routes).")
  private Path routes = Path.of("routes");

  LintCommand() {
    this(System.getenv());
  }

  LintCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Quiet.logs();
    long start = System.nanoTime();
    LintFolders folders =
        new LintFolders(templates.normalize(), connectors.normalize(), routes.normalize());
    check(folders);
    List<Finding> findings = new ArrayList<>();
    Linter.Result result;
    try {
      result = Linter.lint(folders);
    } catch (UncheckedIOException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
    findings.addAll(result.findings());
    if (account) {
      findings.addAll(AccountLint.lint(folders.templates(), result.catalogue(), contract()));
    }
    findings.removeIf(finding -> !isWanted(finding));
    findings.sort(Finding.ORDER);
    PrintWriter out = spec.commandLine().getOut();
    findings.forEach(finding -> print(finding, out));
    if (!json) {
      out.printf(
          Locale.ROOT,
          "%d files: %s, %s, %.2f s%n",
          result.files(),
          count(findings, Severity.ERROR),
          count(findings, Severity.WARNING),
          (System.nanoTime() - start) / 1e9);
    }
    out.flush();
    return findings.isEmpty() ? 0 : 1;
  }

  private void check(LintFolders folders) {
    List<Path> all = List.of(folders.templates(), folders.connectors(), folders.routes());
    if (all.stream().noneMatch(Files::isDirectory)) {
      throw usage(
          "There is no folder " + String.join(", ", all.stream().map(Path::toString).toList()));
    }
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw usage("There is no " + path);
      }
      if (all.stream().noneMatch(folder -> isWithin(path, folder) || isWithin(folder, path))) {
        throw usage(path + " is in none of " + all + ": name the folder, such as --templates-dir");
      }
    }
  }

  private boolean isWanted(Finding finding) {
    boolean within =
        paths.isEmpty() || paths.stream().anyMatch(path -> isWithin(Path.of(finding.file()), path));
    return within && !(errorsOnly && finding.severity() == Severity.WARNING);
  }

  private static boolean isWithin(Path inner, Path outer) {
    return inner.toAbsolutePath().normalize().startsWith(outer.toAbsolutePath().normalize());
  }

  private AccountContract contract() {
    String id = setting("WHATSAPP_BUSINESS_ACCOUNT_ID");
    String token = setting("WHATSAPP_ACCESS_TOKEN");
    String base = environment.getOrDefault("WHATSAPP_BASE_URL", "https://graph.facebook.com/v25.0");
    return new AccountContract(new HttpGraphApi(URI.create(base), () -> token, LIMITS), id);
  }

  private String setting(String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw usage("--account needs the setting " + name);
    }
    return value;
  }

  private void print(Finding finding, PrintWriter out) {
    if (json) {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.put("file", finding.file());
      if (finding.line() != null) {
        line.put("line", finding.line());
      }
      line.put("severity", finding.severity().word());
      line.put("rule", finding.rule());
      line.put("message", finding.message());
      line.put("why", finding.why());
      line.put("remedy", finding.remedy());
      out.println(line);
      return;
    }
    Stream.of(
            finding.place() + " " + finding.severity().word() + " " + finding.rule(),
            "  " + finding.message(),
            "  Why:  " + finding.why(),
            "  Mend: " + finding.remedy(),
            "")
        .forEach(out::println);
  }

  private static String count(List<Finding> findings, Severity severity) {
    long count = findings.stream().filter(finding -> finding.severity() == severity).count();
    return count + " " + severity.word() + (count == 1 ? "" : "s");
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
