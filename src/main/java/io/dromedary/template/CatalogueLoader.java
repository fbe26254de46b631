package io.dromedary.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads template files: each alone, then what must hold between them. */
final class CatalogueLoader {

  private static final String YAML = ".yaml";
  private static final String TEST = ".test.yaml";

  private final EventSchemas schemas = new EventSchemas();
  private final List<CatalogueProblem> problems = new ArrayList<>();
  private final Map<String, TemplateFile> accepted = new LinkedHashMap<>();
  private final MessageDigest digest = sha256();

  private CatalogueLoader() {}

  /** The content of template files and event schemas by their name in the folder. */
  static Map<String, String> files(Path dir) throws IOException {
    Map<String, String> files = new TreeMap<>();
    read(dir, "", files);
    Path events = dir.resolve(EventSchemas.FOLDER);
    if (Files.isDirectory(events)) {
      read(events, EventSchemas.FOLDER, files);
    }
    return files;
  }

  private static void read(Path dir, String prefix, Map<String, String> into) throws IOException {
    try (Stream<Path> paths = Files.list(dir)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = prefix + path.getFileName();
        if (isTemplate(name) || isSchema(name)) {
          into.put(name, new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
        }
      }
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  private static boolean isTemplate(String name) {
    return name.endsWith(YAML) && !name.endsWith(TEST) && !name.contains("/");
  }

  private static boolean isSchema(String name) {
    return name.startsWith(EventSchemas.FOLDER) && name.endsWith(EventSchemas.SUFFIX);
  }

  static CatalogueLoad load(Map<String, String> files) {
    CatalogueLoader loader = new CatalogueLoader();
    Map<String, String> sorted = new TreeMap<>(files);
    sorted.forEach(
        (name, text) -> {
          if (isSchema(name)) {
            loader.addSchema(name, text);
          }
        });
    sorted.forEach(
        (name, text) -> {
          if (isTemplate(name)) {
            loader.addTemplate(name, text);
          }
        });
    return loader.result();
  }

  private void addSchema(String name, String text) {
    Findings findings = new Findings(name);
    String type =
        name.substring(EventSchemas.FOLDER.length(), name.length() - EventSchemas.SUFFIX.length());
    schemas.add(type, text, findings);
    problems.addAll(findings.problems());
    hash(name, text);
  }

  private void addTemplate(String name, String text) {
    Findings findings = new Findings(name);
    Optional<TemplateFile> read =
        YamlMap.parse(text, findings)
            .flatMap(
                root ->
                    new TemplateReader(root, findings, schemas)
                        .read(name.substring(0, name.length() - YAML.length())));
    read.ifPresent(file -> checkAgainstOthers(file, findings));
    if (findings.none()) {
      read.ifPresent(file -> accepted.put(name, file));
      hash(name, text);
    }
    problems.addAll(findings.problems());
  }

  private void checkAgainstOthers(TemplateFile file, Findings findings) {
    accepted.forEach(
        (otherName, other) -> {
          file.bindings().keySet().stream()
              .filter(other.bindings()::containsKey)
              .forEach(
                  id ->
                      findings.add(
                          file.bindingLines().get(id),
                          "binding-id-twice",
                          "the binding id " + id + " stands in " + otherName + " too",
                          "Choose another id for the newer of the two."));
          sameWordings(file.template(), other.template())
              .forEach(
                  language ->
                      findings.add(
                          file.languageLines().get(language),
                          "wording-twice",
                          "body and footer in " + language + " are those of " + otherName,
                          "Meta refuses a second template of the same wording: use one template"
                              + " with several bindings, or say what differs."));
        });
  }

  private static List<String> sameWordings(Template one, Template other) {
    if (one.category() == Category.AUTHENTICATION) {
      return List.of();
    }
    return one.languages().entrySet().stream()
        .filter(entry -> sameWording(entry.getValue(), other.languages().get(entry.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean sameWording(Wording one, @Nullable Wording other) {
    return other != null
        && one.body().equals(other.body())
        && Objects.equals(one.footer(), other.footer());
  }

  /** A correction stands in another file; a binding whose correction does not fit is left out. */
  private void checkCorrections() {
    boolean removed = true;
    while (removed) {
      Map<String, Findings> unfit = new LinkedHashMap<>();
      accepted.forEach(
          (name, file) -> {
            Findings findings = new Findings(name);
            file.bindings().values().forEach(binding -> checkCorrection(file, binding, findings));
            if (!findings.none()) {
              unfit.put(name, findings);
            }
          });
      unfit.forEach(
          (name, findings) -> {
            accepted.remove(name);
            problems.addAll(findings.problems());
          });
      removed = !unfit.isEmpty();
    }
  }

  private void checkCorrection(TemplateFile file, Binding binding, Findings findings) {
    String name = binding.succession().correction();
    if (name == null) {
      return;
    }
    Template correction =
        accepted.values().stream()
            .map(TemplateFile::template)
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElse(null);
    int line = file.bindingLines().getOrDefault(binding.id(), 1);
    if (correction == null) {
      findings.add(
          line,
          "correction-unknown",
          "there is no template " + name + " to correct with",
          "Correct the name or add " + name + YAML + ".");
    } else if (!file.template().parameters().containsAll(correction.parameters())
        || !correction.languages().keySet().containsAll(file.template().languages().keySet())) {
      findings.add(
          line,
          "correction-differs",
          "the correction " + name + " has other parameters or fewer languages",
          "Give it no parameter that " + file.template().name() + " lacks, and its languages.");
    }
  }

  private CatalogueLoad result() {
    checkCorrections();
    Map<String, Template> templates = new TreeMap<>();
    List<Binding> bindings = new ArrayList<>();
    accepted
        .values()
        .forEach(
            file -> {
              templates.put(file.template().name(), file.template());
              bindings.addAll(file.bindings().values());
            });
    String id = HexFormat.of().formatHex(digest.digest());
    return new CatalogueLoad(new Catalogue(id, templates, bindings), problems);
  }

  private void hash(String name, String text) {
    for (String part : List.of(name, text)) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
