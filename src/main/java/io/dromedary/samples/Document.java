package io.dromedary.samples;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document of a sample system: a resource with places such as {@code ${order}}, filled with
 * values that cannot break out of the format. The ending of the resource says which one it is.
 */
final class Document {

  private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z]+)}");

  private final String name;
  private final String template;
  private final UnaryOperator<String> escape;
  private final Map<String, String> values = new LinkedHashMap<>();

  private Document(String name, String template, UnaryOperator<String> escape) {
    this.name = name;
    this.template = template;
    this.escape = escape;
  }

  /** The document with nothing filled in yet. */
  static Document of(String name) {
    try (InputStream file = open(name)) {
      String template = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return new Document(
          name, template, name.endsWith(".json") ? Document::inJson : Document::inXml);
    } catch (IOException e) {
      throw new UncheckedIOException("the sample document " + name + " cannot be read", e);
    }
  }

  static InputStream open(String name) throws IOException {
    InputStream file = Document.class.getResourceAsStream("/samples/" + name);
    if (file == null) {
      throw new FileNotFoundException("samples/" + name);
    }
    return file;
  }

  /** Fills one place with a value, written as the format asks for. */
  Document with(String place, Object value) {
    return put(place, escape.apply(value.toString()));
  }

  /** Fills one place with other documents, as they are, one after the other. */
  Document with(String place, List<Document> parts) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.text().strip()).append('\n'));
    return put(place, text.toString().strip());
  }

  private Document put(String place, String text) {
    if (!template.contains("${" + place + "}")) {
      throw new IllegalArgumentException(name + " has no place " + place);
    }
    values.put(place, text);
    return this;
  }

  /**
   * The filled document.
   *
   * @throws IllegalStateException when a place is still empty
   */
  String text() {
    Matcher places = PLACE.matcher(template);
    StringBuilder text = new StringBuilder();
    while (places.find()) {
      String value = values.get(places.group(1));
      if (value == null) {
        throw new IllegalStateException(name + " lacks a value for " + places.group(1));
      }
      places.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    return places.appendTail(text).toString();
  }

  private static String inJson(String value) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(value));
  }

  private static String inXml(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&apos;");
  }
}
