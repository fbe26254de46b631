package io.dromedary.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The small catalogue of the tests. */
public final class Fixtures {

  public static final Path FOLDER = Path.of("src/test/resources/fixtures/templates");

  private Fixtures() {}

  public static Catalogue catalogue() {
    try {
      CatalogueLoad load = Catalogue.load(FOLDER.resolve("small"));
      if (!load.problems().isEmpty()) {
        throw new AssertionError(load.problems().toString());
      }
      return load.catalogue();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public static Template template(String name) {
    return catalogue().template(name).orElseThrow();
  }
}
