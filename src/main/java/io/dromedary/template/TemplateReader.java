package io.dromedary.template;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one template file: the template, then its bindings. */
final class TemplateReader {

  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,512}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(_[A-Z]{2,4})?");
  private static final Duration SHORTEST = Duration.ofSeconds(30);
  private static final Duration LONGEST_UTILITY = Duration.ofHours(12);
  private static final Duration LONGEST_AUTHENTICATION = Duration.ofMinutes(15);

  private final YamlMap root;
  private final Findings findings;
  private final EventSchemas schemas;
  private final Map<String, Integer> languageLines = new LinkedHashMap<>();

  TemplateReader(YamlMap root, Findings findings, EventSchemas schemas) {
    this.root = root;
    this.findings = findings;
    this.schemas = schemas;
  }

  /** Empty when something is wrong that keeps the rest from being read; all is reported. */
  Optional<TemplateFile> read(String fileName) {
    String name = name(fileName);
    Category category = category();
    String defaultLanguage = root.required("defaultLanguage");
    YamlValue languages = root.get("languages");
    Map<String, String> examples = examples(root.get("examples"));
    if (languages == null) {
      root.missing("languages");
    }
    if (name == null || category == null || defaultLanguage == null || languages == null) {
      return Optional.empty();
    }
    Duration timeToLive = timeToLive(category);
    OneTimeCode oneTimeCode = category == Category.AUTHENTICATION ? oneTimeCode() : null;
    Map<String, Wording> wordings =
        oneTimeCode != null
            ? authenticationWordings(languages, oneTimeCode)
            : wordings(languages, examples);
    YamlValue bindings = root.get("bindings");
    root.reportUnknownKeys();
    if (!checkLanguages(wordings, defaultLanguage)) {
      return Optional.empty();
    }
    Template template =
        new Template(name, category, defaultLanguage, timeToLive, wordings, oneTimeCode);
    BindingsReader reader = new BindingsReader(template, findings, schemas);
    if (bindings != null && wordings.keySet().containsAll(languageLines.keySet())) {
      bindings.list().forEach(reader::read);
    }
    return Optional.of(
        new TemplateFile(template, reader.bindings(), reader.lines(), languageLines));
  }

  private @Nullable String name(String fileName) {
    String name = root.required("name");
    if (name == null) {
      return null;
    }
    if (!NAME.matcher(name).matches()) {
      findings.add(
          root.line("name"),
          "name",
          name + " is no template name",
          "Use lower case letters, digits and underscores.");
      return null;
    }
    if (!name.equals(fileName)) {
      findings.add(
          root.line("name"),
          "name",
          "the file of template " + name + " is called " + fileName + ".yaml",
          "Give file and template the same name.");
    }
    return name;
  }

  private @Nullable Category category() {
    String word = root.required("category");
    Optional<Category> category = Category.of(word);
    if (word != null && (category.isEmpty() || category.get() == Category.MARKETING)) {
      findings.add(
          root.line("category"),
          "category",
          word + " is not a category of ours",
          "Write utility or authentication; marketing is not sent by this hub.");
      return null;
    }
    return category.orElse(null);
  }

  private @Nullable Duration timeToLive(Category category) {
    String text = root.text("timeToLive");
    if (text == null) {
      return null;
    }
    Duration longest =
        category == Category.AUTHENTICATION ? LONGEST_AUTHENTICATION : LONGEST_UTILITY;
    Duration duration = duration(text);
    if (duration == null
        || duration.compareTo(SHORTEST) < 0
        || duration.compareTo(longest) > 0
        || duration.getNano() != 0) {
      findings.add(
          root.line("timeToLive"),
          "time-to-live",
          text + " is no time to live for " + category.word() + " templates",
          "Write an ISO 8601 duration of whole seconds from PT30S to " + longest + ".");
      return null;
    }
    return duration;
  }

  static @Nullable Duration duration(String text) {
    try {
      return Duration.parse(text.strip());
    } catch (DateTimeException notADuration) {
      return null;
    }
  }

  private Map<String, String> examples(@Nullable YamlValue value) {
    return value == null ? Map.of() : value.map().map(YamlMap::texts).orElse(Map.of());
  }

  private Map<String, Wording> wordings(YamlValue languages, Map<String, String> examples) {
    Map<String, Wording> wordings = new LinkedHashMap<>();
    languages
        .map()
        .ifPresent(
            map -> {
              for (String language : map.keys()) {
                languageLines.put(language, map.line(language));
                YamlValue value = map.get(language);
                if (value == null) {
                  map.missing(language);
                } else if (isLanguage(language, map.line(language))) {
                  value
                      .map()
                      .flatMap(each -> new WordingReader(each, findings).read(examples))
                      .ifPresent(wording -> wordings.put(language, wording));
                }
              }
            });
    Set<String> used = new LinkedHashSet<>();
    wordings.values().forEach(wording -> used.addAll(wording.placeholders()));
    if (findings.none()) {
      reportUnused(examples, used);
    }
    return wordings;
  }

  private void reportUnused(Map<String, String> examples, Set<String> used) {
    examples.keySet().stream()
        .filter(name -> !used.contains(name))
        .forEach(
            name ->
                findings.add(
                    root.line("examples"),
                    "unknown-parameter",
                    "no text has a placeholder " + name,
                    "Remove its example or add {{" + name + "}}."));
  }

  private Map<String, Wording> authenticationWordings(YamlValue languages, OneTimeCode code) {
    List<String> codes = new ArrayList<>();
    if (languages.isList()) {
      for (YamlValue each : languages.list()) {
        String language = each.text();
        if (language != null && isLanguage(language, each.line())) {
          languageLines.put(language, each.line());
          codes.add(language);
        }
      }
    } else {
      languages
          .map()
          .ifPresent(
              map -> {
                for (String language : map.keys()) {
                  languageLines.put(language, map.line(language));
                  YamlValue value = map.get(language);
                  if (value != null) {
                    value.map().ifPresent(YamlMap::reportUnknownKeys);
                  }
                  if (isLanguage(language, map.line(language))) {
                    codes.add(language);
                  }
                }
              });
    }
    Map<String, Wording> wordings = new LinkedHashMap<>();
    codes.forEach(language -> wordings.put(language, AuthenticationTexts.wording(language, code)));
    return wordings;
  }

  private boolean isLanguage(String code, int line) {
    if (LANGUAGE.matcher(code).matches()) {
      return true;
    }
    findings.add(
        line, "language", code + " is no language code of Meta's", "Write de or pt_BR, with _.");
    return false;
  }

  private boolean checkLanguages(Map<String, Wording> wordings, String defaultLanguage) {
    Wording reference = wordings.get(defaultLanguage);
    if (reference == null) {
      if (findings.none()) {
        findings.add(
            root.line("defaultLanguage"),
            "default-language",
            "there is no text in " + defaultLanguage,
            "Name one of " + String.join(", ", wordings.keySet()) + ".");
      }
      return false;
    }
    Set<String> expected = Set.copyOf(reference.placeholders());
    wordings.forEach(
        (language, wording) -> {
          if (!Set.copyOf(wording.placeholders()).equals(expected)) {
            findings.add(
                languageLines.get(language),
                "parameters-differ",
                "the parameters in " + language + " are not those in " + defaultLanguage,
                "Use the same placeholders in every language: "
                    + String.join(", ", reference.placeholders())
                    + ".");
          }
        });
    return true;
  }

  private OneTimeCode oneTimeCode() {
    boolean recommendation = flag("securityRecommendation");
    Integer expiration = expirationMinutes();
    OneTimeCode.OtpButton button = otpButton();
    List<OneTimeCode.App> apps = new ArrayList<>();
    YamlValue value = root.get("apps");
    if (value != null) {
      value.list().forEach(each -> each.map().flatMap(this::app).ifPresent(apps::add));
    }
    if ((button == OneTimeCode.OtpButton.COPY_CODE) != apps.isEmpty() || apps.size() > 5) {
      findings.add(
          root.line("apps"),
          "apps",
          "one-tap and zero-tap need 1 to 5 apps, copy-code none",
          "List apps as {packageName, signatureHash}.");
    }
    return new OneTimeCode(recommendation, expiration, button, apps);
  }

  private boolean flag(String key) {
    String text = root.text(key);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      findings.add(root.line(key), "wrong-kind", key + " is not a flag", "Write true or false.");
    }
    return "true".equals(text);
  }

  private @Nullable Integer expirationMinutes() {
    String text = root.text("codeExpirationMinutes");
    if (text == null) {
      return null;
    }
    Integer minutes = number(text);
    if (minutes == null || minutes < 1 || minutes > 90) {
      findings.add(
          root.line("codeExpirationMinutes"),
          "code-expiration",
          text + " is no number of minutes that Meta takes",
          "Write a whole number from 1 to 90.");
    }
    return minutes;
  }

  static @Nullable Integer number(String text) {
    return text.matches("[0-9]{1,6}") ? Integer.valueOf(text) : null;
  }

  private OneTimeCode.OtpButton otpButton() {
    String text = root.text("otpButton");
    for (OneTimeCode.OtpButton button : OneTimeCode.OtpButton.values()) {
      if (text == null || word(button).equals(text)) {
        return button;
      }
    }
    findings.add(
        root.line("otpButton"),
        "otp-button",
        text + " is no kind of code button",
        "Write copy-code, one-tap or zero-tap.");
    return OneTimeCode.OtpButton.COPY_CODE;
  }

  private Optional<OneTimeCode.App> app(YamlMap map) {
    String packageName = map.required("packageName");
    String signatureHash = map.required("signatureHash");
    map.reportUnknownKeys();
    if (signatureHash != null && signatureHash.length() != 11) {
      findings.add(
          map.line("signatureHash"),
          "apps",
          "a signature hash has 11 characters",
          "Copy it whole.");
    }
    return packageName == null || signatureHash == null
        ? Optional.empty()
        : Optional.of(new OneTimeCode.App(packageName, signatureHash));
  }

  /** The word of an enum constant in template files. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
