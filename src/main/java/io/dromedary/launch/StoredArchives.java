package io.dromedary.launch;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds archives by the addresses that Spring Boot's launcher gives them. */
final class StoredArchives {

  /** A jar, what is stored in it, or a folder of it: {@code jar:nested:/hub.jar/!lib/one.jar!/}. */
  private static final Pattern ADDRESS =
      Pattern.compile("jar:(?:file:(?<jar>[^!]+)|nested:(?<outer>[^!]+)/!(?<inner>[^!]+))!/");

  private final Map<String, StoredArchive> files = new HashMap<>();

  /**
   * @throws IOException if the address is of another kind, or there is no archive that can be read
   *     where it points
   */
  StoredArchive at(URL url) throws IOException {
    Matcher address = ADDRESS.matcher(url.toString());
    if (!address.matches()) {
      throw new IOException("not the address of an archive: " + url);
    }
    String inner = address.group("inner");
    if (inner == null) {
      return file(address.group("jar"));
    }
    StoredArchive outer = file(address.group("outer"));
    return inner.endsWith("/") ? outer.below(inner) : outer.nested(inner);
  }

  private StoredArchive file(String path) throws IOException {
    StoredArchive known = files.get(path);
    if (known == null) {
      PackedFile file = new PackedFile(new File(URI.create("file:" + path)));
      known = StoredArchive.open(file, 0, file.length());
      files.put(path, known);
    }
    return known;
  }
}
