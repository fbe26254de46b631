package io.dromedary.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the bindings of one template file and holds them against template and event schemas. */
final class BindingsReader {

  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final Template template;
  private final Findings findings;
  private final EventSchemas schemas;
  private final Map<String, Binding> bindings = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  BindingsReader(Template template, Findings findings, EventSchemas schemas) {
    this.template = template;
    this.findings = findings;
    this.schemas = schemas;
  }

  Map<String, Binding> bindings() {
    return bindings;
  }

  Map<String, Integer> lines() {
    return lines;
  }

  void read(YamlValue value) {
    value.map().ifPresent(this::read);
  }

  private void read(YamlMap map) {
    String id = id(map);
    String event = event(map);
    String topic = map.required("topic");
    Lane lane = oneOf(map, "lane", Lane.values(), Lane.NORMAL);
    OnUnknown onUnknown = oneOf(map, "onUnknown", OnUnknown.values(), OnUnknown.HOLD);
    String supersede = map.text("supersede");
    YamlValue when = map.get("when");
    YamlValue deadline = map.get("deadline");
    YamlValue notBefore = map.get("notBefore");
    YamlValue parameters = map.get("parameters");
    Succession succession = succession(map, supersede);
    QuietHours quietHours = quietHours(map);
    Frequency frequency = frequency(map.get("frequency"));
    SessionForm session = session(map);
    OnSensitive onSensitive = oneOf(map, "sensitive", OnSensitive.values(), OnSensitive.MASK);
    OtherChannel fallback = otherChannel(map);
    map.reportUnknownKeys();
    if (id == null || event == null || topic == null) {
      return;
    }
    Binding binding =
        new Binding(
            id,
            event,
            topic,
            lane,
            template.name(),
            condition(event, when),
            deadlines(event, deadline),
            notBefore(event, notBefore),
            supersede,
            onUnknown,
            parameters(event, map, parameters),
            succession,
            quietHours,
            frequency,
            session,
            onSensitive,
            fallback);
    if (bindings.put(id, binding) != null) {
      findings.add(
          map.line("id"),
          "binding-id-twice",
          "the binding id " + id + " stands here twice",
          "Choose another id for the newer of the two.");
    }
    lines.put(id, map.line("id"));
  }

  private Succession succession(YamlMap map, @Nullable String supersede) {
    String correction = map.text("correction");
    boolean inOrder = flag(map, "inOrder");
    Duration collapse = map.text("collapse") == null ? null : duration(map, "collapse");
    for (String key : List.of("correction", "inOrder", "collapse")) {
      if (supersede == null && map.keys().contains(key)) {
        findings.add(
            map.line(key),
            "supersede-missing",
            key + " says what newer news does, but nothing says what is the same news",
            "Add supersede: with a word for what is replaced.");
      }
    }
    return new Succession(correction, inOrder, collapse);
  }

  private @Nullable QuietHours quietHours(YamlMap map) {
    String text = map.text("quietHours");
    if (text == null) {
      return null;
    }
    Optional<QuietHours> hours = QuietHours.of(text);
    if (hours.isEmpty()) {
      findings.add(
          map.line("quietHours"),
          "quiet-hours",
          text + " are no quiet hours",
          "Write 22:00-07:00 in quotes, with two different times, or none.");
    }
    return hours.orElse(null);
  }

  private @Nullable Frequency frequency(@Nullable YamlValue value) {
    Optional<YamlMap> map = value == null ? Optional.empty() : value.map();
    if (map.isEmpty()) {
      return null;
    }
    String text = map.get().required("most");
    Integer most = text == null ? null : TemplateReader.number(text);
    Duration per = map.get().required("per") == null ? null : duration(map.get(), "per");
    map.get().reportUnknownKeys();
    if (text != null && (most == null || most == 0)) {
      findings.add(
          map.get().line("most"),
          "frequency",
          text + " is no number of messages",
          "Write 1 or more.");
      return null;
    }
    return most == null || per == null ? null : new Frequency(most, per);
  }

  /**
   * {@code fallback: sms}, or {@code fallback: {channel: sms, after: PT30M}}, or with {@code
   * unless: read}.
   */
  private @Nullable OtherChannel otherChannel(YamlMap map) {
    YamlValue value = map.get("fallback");
    if (value == null || !value.isMap()) {
      String channel = word(map, "fallback");
      return channel == null
          ? null
          : new OtherChannel(channel, null, OtherChannel.Unless.DELIVERED);
    }
    return value
        .map()
        .map(
            parts -> {
              boolean complete = parts.required("channel") != null;
              String channel = word(parts, "channel");
              Duration after = parts.text("after") == null ? null : duration(parts, "after");
              OtherChannel.Unless unless =
                  oneOf(
                      parts, "unless", OtherChannel.Unless.values(), OtherChannel.Unless.DELIVERED);
              if (parts.text("unless") != null && after == null) {
                parts.missing("after");
              }
              parts.reportUnknownKeys();
              return complete && channel != null ? new OtherChannel(channel, after, unless) : null;
            })
        .orElse(null);
  }

  private SessionForm session(YamlMap map) {
    SessionForm.Preference preference =
        oneOf(map, "form", SessionForm.Preference.values(), SessionForm.Preference.TEMPLATE);
    YamlValue texts = map.get("session");
    if (preference == SessionForm.Preference.TEMPLATE && texts == null) {
      return SessionForm.NEVER;
    }
    if (preference == SessionForm.Preference.TEMPLATE || texts == null) {
      findings.add(
          texts == null ? map.line("form") : map.line("session"),
          "session-form",
          texts == null ? "there is no text for a session message" : "the session text is not used",
          "Write form: session or cheapest, and session: with a text for each language.");
      return SessionForm.NEVER;
    }
    if (template.category() == Category.AUTHENTICATION) {
      findings.add(
          map.line("session"),
          "session-form",
          "one-time codes are sent by template only",
          "Remove form and session.");
    }
    LocalizedText text = new LocalizedText(texts.map().map(YamlMap::texts).orElse(Map.of()), null);
    for (String language : template.languages().keySet()) {
      checkSession(language, text.in(language).orElse(""), map.line("session"));
    }
    return new SessionForm(preference, text);
  }

  private void checkSession(String language, String text, int line) {
    List<String> unknown =
        Placeholders.names(text).stream()
            .filter(name -> !template.parameters().contains(name))
            .toList();
    if (text.isBlank() || text.length() > SessionForm.MAX_TEXT || !unknown.isEmpty()) {
      findings.add(
          line,
          "session-form",
          unknown.isEmpty()
              ? "the session text in " + language + " is empty or too long"
              : "the session text in " + language + " has unknown placeholders " + unknown,
          "Write 1 to " + SessionForm.MAX_TEXT + " characters, with placeholders of the template.");
    }
  }

  /** A word of an open list, such as a channel. */
  private @Nullable String word(YamlMap map, String key) {
    String text = map.text(key);
    if (text != null && !ID.matcher(text).matches()) {
      findings.add(
          map.line(key),
          key,
          text + " is no " + key,
          "Use lower case letters, digits and single hyphens, such as sms.");
    }
    return text;
  }

  private boolean flag(YamlMap map, String key) {
    String text = map.text(key);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      findings.add(map.line(key), "wrong-kind", key + " is not a flag", "Write true or false.");
    }
    return "true".equals(text);
  }

  private @Nullable Duration duration(YamlMap map, String key) {
    String text = String.valueOf(map.text(key));
    Duration duration = TemplateReader.duration(text);
    if (duration == null) {
      findings.add(map.line(key), "duration", text + " is no duration", "Write PT10M or the like.");
      return null;
    }
    checkPositive(duration, map.line(key));
    return duration;
  }

  private @Nullable String id(YamlMap map) {
    String id = map.required("id");
    if (id != null && !ID.matcher(id).matches()) {
      findings.add(
          map.line("id"),
          "binding-id",
          id + " is no binding id",
          "Use lower case letters, digits and single hyphens.");
    }
    return id;
  }

  private @Nullable String event(YamlMap map) {
    String event = map.required("event");
    if (event != null && !schemas.knows(event)) {
      findings.add(
          map.line("event"),
          "event-unknown",
          "there is no event type " + event,
          "Correct the name or add events/" + event + EventSchemas.SUFFIX + ".");
    }
    return event;
  }

  private <E extends Enum<E>> E oneOf(YamlMap map, String key, E[] constants, E otherwise) {
    String text = map.text(key);
    if (text == null) {
      return otherwise;
    }
    List<String> words = new ArrayList<>();
    for (E constant : constants) {
      if (TemplateReader.word(constant).equals(text)) {
        return constant;
      }
      words.add(TemplateReader.word(constant));
    }
    findings.add(
        map.line(key),
        "unknown-word",
        text + " is no " + key,
        "Write one of " + String.join(", ", words) + ".");
    return otherwise;
  }

  private Condition condition(String event, @Nullable YamlValue when) {
    List<Condition.Rule> rules = new ArrayList<>();
    if (when != null) {
      when.map()
          .ifPresent(
              map -> {
                for (String key : map.keys()) {
                  YamlValue value = map.get(key);
                  EventPath path = eventPath(event, key, map.line(key));
                  if (value == null) {
                    map.missing(key);
                  } else {
                    rules.add(rule(path, value));
                  }
                }
              });
    }
    return new Condition(rules);
  }

  private static Condition.Rule rule(EventPath path, YamlValue value) {
    Set<String> values = new LinkedHashSet<>();
    for (YamlValue each : value.oneOrMany()) {
      values.add(String.valueOf(each.text()));
    }
    if (values.equals(Set.of("present"))) {
      return new Condition.Present(path);
    }
    if (values.equals(Set.of("absent"))) {
      return new Condition.Absent(path);
    }
    return new Condition.OneOf(path, values);
  }

  private List<Deadline> deadlines(String event, @Nullable YamlValue value) {
    List<Deadline> deadlines = new ArrayList<>();
    if (value != null) {
      for (YamlValue each : value.oneOrMany()) {
        String text = each.text();
        if (text != null) {
          deadlines.add(deadline(event, text, each.line()));
        }
      }
    }
    return deadlines;
  }

  private Deadline deadline(String event, String text, int line) {
    Duration duration = TemplateReader.duration(text);
    if (duration == null) {
      return new Deadline.At(eventPath(event, text, line));
    }
    checkPositive(duration, line);
    return new Deadline.After(duration);
  }

  private @Nullable NotBefore notBefore(String event, @Nullable YamlValue value) {
    Optional<YamlMap> map = value == null ? Optional.empty() : value.map();
    if (map.isEmpty()) {
      return null;
    }
    String before = map.get().required("before");
    String by = map.get().required("by");
    map.get().reportUnknownKeys();
    if (before == null || by == null) {
      return null;
    }
    Duration duration = duration(map.get(), "by");
    return duration == null
        ? null
        : new NotBefore(eventPath(event, before, map.get().line("before")), duration);
  }

  private void checkPositive(Duration duration, int line) {
    if (duration.isZero() || duration.isNegative()) {
      findings.add(line, "duration", "the duration is not positive", "Write PT6H or the like.");
    }
  }

  private EventPath eventPath(String event, String text, int line) {
    EventPath path = path(event, text, line);
    if (path.ofRecipient()) {
      findings.add(
          line,
          "path",
          text + " depends on the recipient",
          "Conditions and times are those of the event: use data.…, time or subject.");
    }
    return path;
  }

  private EventPath path(String event, String text, int line) {
    EventPath path = EventPath.of(text);
    if (!schemas.knows(event, path)) {
      findings.add(
          line,
          "path",
          text + " leads nowhere in events of type " + event,
          "Correct it, or add the member to the event's schema.");
    }
    return path;
  }

  private List<ParameterMapping> parameters(
      String event, YamlMap binding, @Nullable YamlValue value) {
    List<ParameterMapping> mappings = new ArrayList<>();
    Optional<YamlMap> map = value == null ? Optional.empty() : value.map();
    Set<String> needed = new LinkedHashSet<>(template.parameters());
    if (map.isPresent()) {
      for (String name : map.get().keys()) {
        YamlValue each = map.get().get(name);
        if (each == null) {
          map.get().missing(name);
        } else if (!needed.remove(name)) {
          findings.add(
              map.get().line(name),
              "unknown-parameter",
              "the template has no parameter " + name,
              "Remove it or add {{" + name + "}} to the texts.");
        } else {
          mapping(event, name, each).ifPresent(mappings::add);
        }
      }
    }
    needed.forEach(
        name ->
            findings.add(
                value == null ? binding.line() : value.line(),
                "parameter-unmapped",
                "nothing fills the parameter " + name,
                "Add " + name + ": data.…"));
    return mappings;
  }

  private Optional<ParameterMapping> mapping(String event, String name, YamlValue value) {
    if (value.isText()) {
      return Optional.of(
          new ParameterMapping(
              name,
              path(event, String.valueOf(value.text()), value.line()),
              ParameterMapping.Form.TEXT,
              ParameterMapping.ZoneRule.RECIPIENT,
              null,
              Map.of(),
              null,
              ParameterMapping.USUAL_REPAIRS));
    }
    return value.map().flatMap(map -> mapping(event, name, map));
  }

  private Optional<ParameterMapping> mapping(String event, String name, YamlMap map) {
    String path = map.text("path");
    ParameterMapping.Form form =
        oneOf(map, "as", ParameterMapping.Form.values(), ParameterMapping.Form.TEXT);
    ParameterMapping.ZoneRule zone =
        oneOf(map, "zone", ParameterMapping.ZoneRule.values(), ParameterMapping.ZoneRule.RECIPIENT);
    LocalizedText fallback = localized(map.get("default"));
    Map<String, LocalizedText> words = words(map.get("words"));
    Integer max = max(map);
    Set<Repair> repairs = repairs(map, max);
    map.reportUnknownKeys();
    checkDurationLanguages(form, map);
    if (path == null && fallback == null) {
      map.missing("path");
      return Optional.empty();
    }
    EventPath eventPath = path == null ? null : path(event, path, map.line("path"));
    return Optional.of(
        new ParameterMapping(name, eventPath, form, zone, fallback, words, max, repairs));
  }

  /** Without a list of its own a value is trimmed and joined, and shortened where max says so. */
  private Set<Repair> repairs(YamlMap map, @Nullable Integer max) {
    YamlValue value = map.get("repair");
    Set<Repair> repairs = EnumSet.noneOf(Repair.class);
    if (value == null) {
      repairs.addAll(ParameterMapping.USUAL_REPAIRS);
      if (max != null) {
        repairs.add(Repair.SHORTEN);
      }
      return repairs;
    }
    for (YamlValue each : value.oneOrMany()) {
      String word = String.valueOf(each.text());
      Optional<Repair> repair =
          Arrays.stream(Repair.values())
              .filter(one -> TemplateReader.word(one).equals(word))
              .findFirst();
      repair.ifPresent(repairs::add);
      if (repair.isEmpty() && !word.equals("none")) {
        findings.add(
            each.line(),
            "repair",
            word + " is no repair",
            "Write trim, join-lines, shorten, or none.");
      }
    }
    if (repairs.contains(Repair.SHORTEN) && max == null) {
      findings.add(
          map.line("repair"), "repair", "nothing says how long is too long", "Add max: 120.");
    }
    return repairs;
  }

  private @Nullable Integer max(YamlMap map) {
    String text = map.text("max");
    Integer max = text == null ? null : TemplateReader.number(text);
    if (text != null && (max == null || max < 10)) {
      findings.add(
          map.line("max"), "max", text + " is no greatest length", "Write a number from 10 on.");
      return null;
    }
    return max;
  }

  private Map<String, LocalizedText> words(@Nullable YamlValue value) {
    Map<String, LocalizedText> words = new LinkedHashMap<>();
    if (value != null) {
      value
          .map()
          .ifPresent(
              map -> {
                for (String code : map.keys()) {
                  YamlValue each = map.get(code);
                  LocalizedText text = localized(each);
                  if (text == null) {
                    map.missing(code);
                  } else {
                    words.put(code, text);
                  }
                }
              });
    }
    return words;
  }

  private @Nullable LocalizedText localized(@Nullable YamlValue value) {
    if (value == null) {
      return null;
    }
    LocalizedText text =
        value.isText()
            ? new LocalizedText(Map.of(), value.text())
            : value
                .map()
                .map(map -> new LocalizedText(map.texts(), null))
                .orElse(new LocalizedText(Map.of(), null));
    for (String language : template.languages().keySet()) {
      List<ParameterRules.Violation> violations = new ArrayList<>();
      Optional<String> words = text.in(language);
      words.ifPresent(each -> ParameterRules.checkText("", each, violations));
      if (words.isEmpty() || !violations.isEmpty()) {
        findings.add(
            value,
            "words",
            words.isEmpty() ? "no words in " + language : "unfit words in " + language,
            "Write one line for each language of the template.");
      }
    }
    text.byLanguage().keySet().stream()
        .filter(language -> !isUsed(language))
        .forEach(
            language ->
                findings.add(
                    value,
                    "words",
                    "the template has no language " + language,
                    "Remove these words or add the language."));
    return text;
  }

  private boolean isUsed(String language) {
    return template.languages().keySet().stream()
        .anyMatch(each -> each.equals(language) || each.startsWith(language + "_"));
  }

  private void checkDurationLanguages(ParameterMapping.Form form, YamlMap map) {
    if (form != ParameterMapping.Form.DURATION) {
      return;
    }
    for (String language : template.languages().keySet()) {
      if (!DurationWords.languages().contains(language.replaceFirst("_.*", ""))) {
        findings.add(
            map.line("as"),
            "duration-language",
            "durations cannot be written in " + language,
            "Known: " + String.join(", ", DurationWords.languages()) + ".");
      }
    }
  }
}
