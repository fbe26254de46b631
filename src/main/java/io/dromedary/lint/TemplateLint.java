package io.dromedary.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.template.Binding;
import io.dromedary.template.Button;
import io.dromedary.template.Catalogue;
import io.dromedary.template.CatalogueLoad;
import io.dromedary.template.Category;
import io.dromedary.template.Condition;
import io.dromedary.template.Deadline;
import io.dromedary.template.Header;
import io.dromedary.template.Lane;
import io.dromedary.template.QuietHours;
import io.dromedary.template.Template;
import io.dromedary.template.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Templates and bindings: what the hub's own reader says of each file, then what only shows when
 * one knows Meta's habits, or when bindings are seen side by side.
 */
final class TemplateLint {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^}]*}}");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}'’.-]*");
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MANY_BUTTONS = 4;

  private final Path folder;
  private final Findings findings;
  private final Map<String, LintedFile> files = new HashMap<>();

  TemplateLint(Path folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  /** The files without an error. */
  Catalogue check() {
    if (!Files.isDirectory(folder)) {
      return Catalogue.empty();
    }
    CatalogueLoad load;
    try {
      load = Catalogue.load(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read", e);
    }
    load.problems()
        .forEach(problem -> findings.add(folder.resolve(problem.file()).toString(), problem));
    Catalogue catalogue = load.catalogue();
    catalogue.templates().forEach(template -> check(template, catalogue));
    Set<String> types = new TreeSet<>();
    catalogue.bindings().forEach(binding -> types.add(binding.eventType()));
    types.forEach(type -> overlaps(catalogue.bindings(type)));
    catalogue.bindings().forEach(binding -> checkBinding(binding, catalogue));
    cycles(catalogue);
    return catalogue;
  }

  private void check(Template template, Catalogue catalogue) {
    if (template.timeToLive() == null) {
      report(
          template.name(),
          "",
          "no-time-to-live",
          template.name() + " has no time to live",
          "Add timeToLive:, not longer than the news is worth something.");
    }
    boolean used =
        catalogue.bindings().stream()
            .anyMatch(
                binding ->
                    binding.templateName().equals(template.name())
                        || template.name().equals(binding.succession().correction()));
    if (!used) {
      report(
          template.name(),
          "",
          "unused-template",
          "no binding sends " + template.name(),
          "Add a binding below it, or delete the file.");
    }
    if (template.category() != Category.AUTHENTICATION) {
      template.languages().forEach((language, wording) -> check(template, language, wording));
    }
  }

  private void check(Template template, String language, Wording wording) {
    String at = "/languages/" + language;
    int variables = wording.bodyParameters().size();
    long words =
        WORD.matcher(PLACEHOLDER.matcher(wording.body()).replaceAll(" ")).results().count();
    if (words < 2L * variables + 1) {
      report(
          template.name(),
          at + "/body",
          "too-little-text",
          "the body in " + language + " has " + words + " words for " + variables + " placeholders",
          "Write at least " + (2 * variables + 1) + " words of fixed text, or drop a placeholder.");
    }
    List<Button> buttons = wording.buttons();
    long replies = buttons.stream().filter(Button.QuickReply.class::isInstance).count();
    if (buttons.size() >= MANY_BUTTONS || (replies > 0 && replies < buttons.size())) {
      report(
          template.name(),
          at + "/buttons",
          "desktop-buttons",
          "the buttons in " + language + " do not show on a desktop",
          "Use at most three, either quick replies or others.");
    }
    category(template, language, wording, at);
  }

  private void category(Template template, String language, Wording wording, String at) {
    List<String> labels = wording.buttons().stream().map(Button::text).toList();
    String header = wording.header() instanceof Header.Text text ? text.text() : "";
    String footer = wording.footer() == null ? "" : wording.footer();
    CategoryGuess.of(language)
        .flatMap(guess -> guess.marketing(header, wording.body(), footer, labels))
        .ifPresent(
            likely ->
                report(
                    template.name(),
                    at,
                    "likely-marketing",
                    "the text in "
                        + language
                        + " reads like "
                        + likely.kind()
                        + ": "
                        + likely.cues(),
                    "Say only what happened to this person's order, booking or account; leave offers"
                        + " and invitations out."));
  }

  private void checkBinding(Binding binding, Catalogue catalogue) {
    QuietHours hours = binding.quietHours();
    String at = pointer(binding);
    if (hours != null && !hours.equals(QuietHours.NONE)) {
      if (binding.lane() == Lane.URGENT) {
        report(
            binding.templateName(),
            at + "/quietHours",
            "quiet-urgent",
            binding.id() + " is urgent and waits for the end of quiet hours",
            "Remove quietHours, or choose lane: normal.");
      }
      Duration quiet = length(hours);
      binding.deadlines().stream()
          .filter(Deadline.After.class::isInstance)
          .map(deadline -> ((Deadline.After) deadline).duration())
          .filter(duration -> duration.compareTo(quiet) <= 0)
          .forEach(
              duration ->
                  report(
                      binding.templateName(),
                      at + "/quietHours",
                      "quiet-beyond-deadline",
                      binding.id() + " is quiet for " + quiet + " and late after " + duration,
                      "Shorten the quiet hours, or give it more time."));
    }
    Optional<Duration> life = catalogue.template(binding.templateName()).map(Template::timeToLive);
    binding.deadlines().stream()
        .filter(Deadline.After.class::isInstance)
        .map(deadline -> ((Deadline.After) deadline).duration())
        .filter(duration -> life.isPresent() && duration.compareTo(life.get()) < 0)
        .forEach(
            duration ->
                report(
                    binding.templateName(),
                    "/timeToLive",
                    "late-delivery",
                    "Meta may deliver "
                        + binding.id()
                        + " for "
                        + life.get()
                        + ", which is late after "
                        + duration,
                    "Write a timeToLive of at most " + duration + "."));
  }

  /** How long the hours last on an ordinary day. */
  private static Duration length(QuietHours hours) {
    Duration length = Duration.between(hours.from(), hours.to());
    return length.isNegative() ? length.plus(DAY) : length;
  }

  private void overlaps(List<Binding> sameType) {
    for (int i = 0; i < sameType.size(); i++) {
      for (int j = 0; j < i; j++) {
        Binding later = sameType.get(i);
        Binding earlier = sameType.get(j);
        if (!excludeEachOther(earlier.condition(), later.condition())) {
          report(
              later.templateName(),
              pointer(later),
              "overlapping-bindings",
              later.id()
                  + " and "
                  + earlier.id()
                  + " ("
                  + fileName(earlier.templateName())
                  + ") may both tell the same "
                  + later.eventType(),
              "Add to when: what tells the two apart, such as present in one and absent in the"
                  + " other.");
        }
      }
    }
  }

  /** Whether no event can fulfil both. */
  static boolean excludeEachOther(Condition one, Condition other) {
    return one.rules().stream()
        .anyMatch(
            rule ->
                other.rules().stream()
                    .anyMatch(each -> rule.path().equals(each.path()) && contradict(rule, each)));
  }

  private static boolean contradict(Condition.Rule one, Condition.Rule other) {
    if (one instanceof Condition.Absent) {
      return !(other instanceof Condition.Absent);
    }
    if (other instanceof Condition.Absent) {
      return true;
    }
    return one instanceof Condition.OneOf first
        && other instanceof Condition.OneOf second
        && Collections.disjoint(first.values(), second.values());
  }

  /** A correction that is itself corrected, sooner or later by the first wording again. */
  private void cycles(Catalogue catalogue) {
    Map<String, Set<String>> corrections = new HashMap<>();
    for (Binding binding : catalogue.bindings()) {
      String correction = binding.succession().correction();
      if (correction != null) {
        corrections
            .computeIfAbsent(binding.templateName(), name -> new TreeSet<>())
            .add(correction);
      }
    }
    for (Binding binding : catalogue.bindings()) {
      String first = binding.succession().correction();
      if (first != null && leadsTo(first, binding.templateName(), corrections, new ArrayList<>())) {
        report(
            binding.templateName(),
            pointer(binding) + "/correction",
            "correction-cycle",
            first + " corrects " + binding.templateName() + " and is corrected by it",
            "Name a template that says what is corrected, and nothing that corrects it.");
      }
    }
  }

  private static boolean leadsTo(
      String from, String to, Map<String, Set<String>> corrections, List<String> seen) {
    if (from.equals(to)) {
      return true;
    }
    if (seen.contains(from)) {
      return false;
    }
    seen.add(from);
    return corrections.getOrDefault(from, Set.of()).stream()
        .anyMatch(next -> leadsTo(next, to, corrections, seen));
  }

  /** Where a binding stands in the file of its template. */
  private String pointer(Binding binding) {
    JsonNode bindings = file(binding.templateName()).json().path("bindings");
    for (int i = 0; i < bindings.size(); i++) {
      if (bindings.path(i).path("id").asText().equals(binding.id())) {
        return "/bindings/" + i;
      }
    }
    return "/bindings";
  }

  private void report(String template, String pointer, String rule, String message, String remedy) {
    file(template).report(pointer, rule, message, remedy);
  }

  private LintedFile file(String template) {
    return files.computeIfAbsent(
        template,
        name ->
            findings
                .open(folder.resolve(fileName(name)))
                .orElseThrow(() -> new IllegalStateException(name + " was read before")));
  }

  private static String fileName(String template) {
    return template + ".yaml";
  }
}
