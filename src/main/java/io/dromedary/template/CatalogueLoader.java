package io.dromedary.template;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Reads template files. */
final class CatalogueLoader {

  private CatalogueLoader() {}

  static Map<String, String> files(Path dir) throws IOException {
    throw new IOException("not readable: " + dir);
  }

  static CatalogueLoad load(Map<String, String> files) {
    throw new UnsupportedOperationException();
  }
}
