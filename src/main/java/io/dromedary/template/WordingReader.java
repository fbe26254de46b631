package io.dromedary.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a template's text in one language and holds it against Meta's format rules. */
final class WordingReader {

  private static final int MAX_FOOTER = 60;
  private static final int MAX_BUTTONS = 10;
  private static final int MAX_URL_BUTTONS = 2;
  private static final int MAX_PHONE_BUTTONS = 1;
  private static final int MAX_LABEL = 25;
  private static final int MAX_URL = 2000;
  private static final int MAX_PAYLOAD = 256;
  private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");

  private final YamlMap map;
  private final Findings findings;

  WordingReader(YamlMap map, Findings findings) {
    this.map = map;
    this.findings = findings;
  }

  /** Empty when the text cannot be read; all is reported. */
  Optional<Wording> read(Map<String, String> commonExamples) {
    Header header = header(map.get("header"));
    String body = map.required("body");
    String footer = map.text("footer");
    List<Button> buttons = buttons(map.get("buttons"));
    Map<String, String> own = examples(map.get("examples"));
    map.reportUnknownKeys();
    if (body == null) {
      return Optional.empty();
    }
    checkBody(body);
    checkFooter(footer);
    checkButtons(buttons);
    Map<String, String> examples = new LinkedHashMap<>(commonExamples);
    examples.putAll(own);
    Wording wording = Wording.of(header, body, footer, buttons, Map.of());
    reportUnknownExamples(own, wording);
    examples.keySet().retainAll(wording.placeholders());
    checkExamples(wording, examples);
    return Optional.of(Wording.of(header, body, footer, buttons, examples));
  }

  private Map<String, String> examples(@Nullable YamlValue value) {
    return value == null ? Map.of() : value.map().map(YamlMap::texts).orElse(Map.of());
  }

  private Header header(@Nullable YamlValue value) {
    if (value == null) {
      return new Header.None();
    }
    if (value.isText()) {
      return textHeader(value);
    }
    Optional<YamlMap> media = value.map();
    return media.isEmpty() ? new Header.None() : mediaHeader(media.get());
  }

  private Header textHeader(YamlValue value) {
    String text = String.valueOf(value.text());
    checkPlaceholders("header", text, value.line());
    if (Placeholders.fixedParts(text).size() > 2) {
      findings.add(
          value,
          "header-placeholders",
          "the header has more than one placeholder",
          "Keep one; the others belong into the body.");
    }
    if (text.contains("\n")) {
      findings.add(value, "header-lines", "the header has more than one line", "Write one line.");
    }
    if (text.length() > ParameterRules.MAX_HEADER) {
      tooLong(value.line(), "header", text.length(), ParameterRules.MAX_HEADER);
    }
    return new Header.Text(text);
  }

  private Header mediaHeader(YamlMap media) {
    Header header = new Header.None();
    if (media.keys().contains("document")) {
      String link = parameter(media, "document");
      String filename = optionalParameter(media, "filename");
      header = link == null ? header : new Header.Document(link, filename);
    } else if (media.keys().contains("image")) {
      String link = parameter(media, "image");
      header = link == null ? header : new Header.Image(link);
    } else if (media.keys().contains("location")) {
      YamlValue value = media.get("location");
      Optional<YamlMap> place = value == null ? Optional.empty() : value.map();
      header = place.map(this::location).orElse(header);
    } else {
      findings.add(
          media.line(),
          "header-kind",
          "this kind of header is not known",
          "Write a text, or one of document, image, location.");
      return header;
    }
    media.reportUnknownKeys();
    return header;
  }

  private Header location(YamlMap place) {
    String latitude = parameter(place, "latitude");
    String longitude = parameter(place, "longitude");
    String name = optionalParameter(place, "name");
    String address = optionalParameter(place, "address");
    place.reportUnknownKeys();
    return latitude == null || longitude == null
        ? new Header.None()
        : new Header.Location(latitude, longitude, name, address);
  }

  private @Nullable String parameter(YamlMap from, String key) {
    if (from.get(key) == null) {
      from.missing(key);
      return null;
    }
    return optionalParameter(from, key);
  }

  private @Nullable String optionalParameter(YamlMap from, String key) {
    String name = from.text(key);
    if (name != null && !Placeholders.NAME.matcher(name).matches()) {
      findings.add(
          from.line(key),
          "parameter-name",
          key + " must name a parameter",
          "Write its bare name, lower case letters and underscores.");
    }
    return name;
  }

  private void checkBody(String body) {
    int line = map.line("body");
    if (body.length() > ParameterRules.MAX_BODY) {
      tooLong(line, "body", body.length(), ParameterRules.MAX_BODY);
    }
    checkPlaceholders("body", body, line);
    List<String> fixed = Placeholders.fixedParts(body);
    if (Texts.isBlank(fixed.get(0)) || Texts.isBlank(fixed.get(fixed.size() - 1))) {
      findings.add(
          line,
          "placeholder-at-edge",
          "the body begins or ends with a placeholder (Meta's error 2388299)",
          "Put words before the first and after the last one.");
    }
    for (String between : fixed.subList(1, Math.max(1, fixed.size() - 1))) {
      if (Texts.isBlank(between)) {
        findings.add(
            line,
            "placeholders-adjacent",
            "two placeholders stand side by side",
            "Put a word or a punctuation mark between them.");
      }
    }
  }

  private void checkPlaceholders(String what, String text, int line) {
    boolean malformed =
        Placeholders.fixedParts(text).stream()
            .anyMatch(part -> part.contains("{{") || part.contains("}}"));
    if (malformed) {
      findings.add(
          line,
          "placeholder",
          "the " + what + " has a placeholder that is no name",
          "Write {{gate}}: lower case letters and underscores only.");
    }
  }

  private void checkFooter(@Nullable String footer) {
    if (footer == null) {
      return;
    }
    int line = map.line("footer");
    if (footer.contains("{{")) {
      findings.add(line, "footer", "the footer has a placeholder", "Move it into the body.");
    }
    if (footer.contains("\n")) {
      findings.add(line, "footer", "the footer has more than one line", "Write one line.");
    }
    if (footer.length() > MAX_FOOTER) {
      tooLong(line, "footer", footer.length(), MAX_FOOTER);
    }
  }

  private void tooLong(int line, String what, int length, int limit) {
    findings.add(
        line,
        what + "-too-long",
        "the " + what + " has " + length + " characters",
        "At most " + limit + " are allowed.");
  }

  private List<Button> buttons(@Nullable YamlValue value) {
    List<Button> buttons = new ArrayList<>();
    if (value != null) {
      for (YamlValue each : value.list()) {
        each.map().map(this::button).ifPresent(buttons::add);
      }
    }
    return buttons;
  }

  private @Nullable Button button(YamlMap button) {
    String type = button.required("type");
    String text = button.required("text");
    Button read = null;
    if (type != null && text != null) {
      if (text.length() > MAX_LABEL) {
        tooLong(button.line("text"), "label", text.length(), MAX_LABEL);
      }
      read =
          switch (type) {
            case "quick-reply" -> quickReply(button, text);
            case "url" -> url(button, text);
            case "phone" -> phone(button, text);
            default -> null;
          };
      if (read == null && !List.of("quick-reply", "url", "phone").contains(type)) {
        findings.add(
            button.line("type"),
            "button-type",
            type + " is no kind of button",
            "Write quick-reply, url or phone.");
        return null;
      }
    }
    button.reportUnknownKeys();
    return read;
  }

  private Button quickReply(YamlMap button, String text) {
    String payload = button.text("payload");
    if (payload != null && payload.length() > MAX_PAYLOAD) {
      tooLong(button.line("payload"), "payload", payload.length(), MAX_PAYLOAD);
    }
    return new Button.QuickReply(text, payload);
  }

  private @Nullable Button url(YamlMap button, String text) {
    String url = button.required("url");
    String value = optionalParameter(button, "value");
    if (url == null) {
      return null;
    }
    boolean slot = url.endsWith(Button.Url.SLOT);
    String fixed = slot ? url.substring(0, url.length() - Button.Url.SLOT.length()) : url;
    if (fixed.contains("{") || fixed.contains("}") || !hasPath(fixed, slot)) {
      findings.add(
          button.line("url"),
          "button-url",
          "this is no address that Meta takes",
          "Write https://host/…, with {{1}} only at its end and after the host's slash.");
    }
    if (slot != (value != null)) {
      findings.add(
          button.line("url"),
          "button-value",
          slot ? "nothing fills {{1}}" : "the value has no place in the address",
          "A url that ends in {{1}} and value: <parameter> go together.");
    }
    if (url.length() > MAX_URL) {
      tooLong(button.line("url"), "url", url.length(), MAX_URL);
    }
    return new Button.Url(text, url, value);
  }

  /** With a value the host must be complete, so that no event can lead to another one. */
  private static boolean hasPath(String fixed, boolean slot) {
    return Texts.isWebAddress(fixed) && (!slot || fixed.indexOf('/', fixed.indexOf("//") + 2) > 0);
  }

  private @Nullable Button phone(YamlMap button, String text) {
    String phone = button.required("phone");
    if (phone == null) {
      return null;
    }
    if (!PHONE.matcher(phone).matches()) {
      findings.add(
          button.line("phone"),
          "button-phone",
          "this is no international number",
          "Write +, country code and number without spaces.");
    }
    return new Button.Phone(text, phone);
  }

  private void checkButtons(List<Button> buttons) {
    int line = map.line("buttons");
    limit(line, "buttons", buttons.size(), MAX_BUTTONS);
    limit(line, "url buttons", count(buttons, Button.Url.class), MAX_URL_BUTTONS);
    limit(line, "phone buttons", count(buttons, Button.Phone.class), MAX_PHONE_BUTTONS);
    if (groupsOfQuickReplies(buttons) > 1) {
      findings.add(
          line,
          "button-groups",
          "other buttons stand between the quick replies",
          "Put all quick replies side by side.");
    }
    if (buttons.stream().map(Button::text).distinct().count() < buttons.size()) {
      findings.add(line, "button-labels", "two buttons have one label", "Make labels differ.");
    }
  }

  private void limit(int line, String what, int count, int most) {
    if (count > most) {
      findings.add(
          line, "too-many-buttons", count + " " + what, "At most " + most + " are allowed.");
    }
  }

  private static int count(List<Button> buttons, Class<? extends Button> type) {
    return (int) buttons.stream().filter(type::isInstance).count();
  }

  private static int groupsOfQuickReplies(List<Button> buttons) {
    int groups = 0;
    boolean inside = false;
    for (Button button : buttons) {
      boolean reply = button instanceof Button.QuickReply;
      groups += reply && !inside ? 1 : 0;
      inside = reply;
    }
    return groups;
  }

  private void reportUnknownExamples(Map<String, String> own, Wording wording) {
    own.keySet().stream()
        .filter(name -> !wording.placeholders().contains(name))
        .forEach(
            name ->
                findings.add(
                    map.line("examples"),
                    "unknown-parameter",
                    "this text has no placeholder " + name,
                    "Remove its example or add {{" + name + "}}."));
  }

  private void checkExamples(Wording wording, Map<String, String> examples) {
    for (String name : wording.placeholders()) {
      String example = examples.get(name);
      List<ParameterRules.Violation> violations = new ArrayList<>();
      if (example != null) {
        ParameterRules.checkText(name, example, violations);
      }
      if (example == null || !violations.isEmpty()) {
        findings.add(
            map.line(),
            "example",
            example == null ? name + " has no example" : "the example of " + name + " is unfit",
            "Add a realistic value in one line: examples: {" + name + ": …}.");
      }
    }
    if (Placeholders.fill(wording.body(), examples).length() > ParameterRules.MAX_BODY) {
      findings.add(
          map.line("body"),
          "body-too-long",
          "the body is too long with its examples in",
          "At most " + ParameterRules.MAX_BODY + " characters are allowed.");
    }
    if (wording.header() instanceof Header.Text text
        && Placeholders.fill(text.text(), examples).length() > ParameterRules.MAX_HEADER) {
      findings.add(
          map.line("header"),
          "header-too-long",
          "the header is too long with its example in",
          "At most " + ParameterRules.MAX_HEADER + " characters are allowed.");
    }
  }
}
