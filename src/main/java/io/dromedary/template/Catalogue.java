package io.dromedary.template;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All templates and bindings as of one reading. Immutable, so safe to share. */
public final class Catalogue {

  private final String id;
  private final Map<String, Template> templates;
  private final Map<String, Binding> bindings = new LinkedHashMap<>();
  private final Map<String, List<Binding>> byEventType;

  Catalogue(String id, Map<String, Template> templates, List<Binding> bindings) {
    this.id = id;
    this.templates = Collections.unmodifiableMap(new LinkedHashMap<>(templates));
    bindings.forEach(binding -> this.bindings.put(binding.id(), binding));
    this.byEventType = bindings.stream().collect(Collectors.groupingBy(Binding::eventType));
  }

  /** A catalogue with nothing in it. */
  public static Catalogue empty() {
    return CatalogueLoader.load(Map.of()).catalogue();
  }

  /**
   * Reads {@code *.yaml} of a folder, tests ({@code *.test.yaml}) excepted, and the names of the
   * properties in {@code events/*.schema.json}. A file with a problem is left out and reported.
   *
   * @throws IOException when the folder cannot be read
   */
  public static CatalogueLoad load(Path dir) throws IOException {
    return CatalogueLoader.load(CatalogueLoader.files(dir));
  }

  /**
   * The same from memory, for a snapshot kept in the database.
   *
   * @param files content by name relative to the folder, with {@code /}
   */
  public static CatalogueLoad load(Map<String, String> files) {
    return CatalogueLoader.load(files);
  }

  /** SHA-256 over names and content of the files in this catalogue, in hexadecimal. */
  public String id() {
    return id;
  }

  /** The bindings of an event type in the order of files; more than one may match an event. */
  public List<Binding> bindings(String eventType) {
    return byEventType.getOrDefault(eventType, List.of());
  }

  /** All bindings in the order of files. */
  public List<Binding> bindings() {
    return List.copyOf(bindings.values());
  }

  /** The template of this name. */
  public Optional<Template> template(String name) {
    return Optional.ofNullable(templates.get(name));
  }

  /** All templates, by name. */
  public Collection<Template> templates() {
    return templates.values();
  }

  /** The binding of this id. */
  public Optional<Binding> binding(String bindingId) {
    return Optional.ofNullable(bindings.get(bindingId));
  }
}
