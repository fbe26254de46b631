package io.dromedary.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads from archives in their order as its superclass does, but knows beforehand which of them
 * hold a folder, and asks only those. The folders are read once, when the loader is made; an
 * archive that is changed later is not noticed. Safe for use by several threads.
 */
final class IndexedClassLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d+)/(.+)");

  private final Map<String, List<Archive>> archivesByFolder = new HashMap<>();

  /**
   * @param urls one {@code jar:…!/} address for each archive
   * @throws IOException if an archive cannot be read
   */
  IndexedClassLoader(URL[] urls, @Nullable ClassLoader parent) throws IOException {
    super(urls, parent);
    StoredArchives opened = new StoredArchives();
    for (URL url : urls) {
      Archive archive = new Archive(url, opened.at(url));
      for (String folder : archive.folders) {
        archivesByFolder.computeIfAbsent(folder, key -> new ArrayList<>(1)).add(archive);
      }
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/').concat(".class");
    for (Archive archive : candidates(path)) {
      try {
        byte[] code = archive.read(path);
        if (code != null) {
          definePackageOf(name, archive);
          return defineClass(name, code, 0, code.length, archive.source);
        }
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
    throw new ClassNotFoundException(name);
  }

  @Override
  public @Nullable URL findResource(String name) {
    if (name.isEmpty()) {
      return super.findResource(name);
    }
    for (Archive archive : candidates(name)) {
      URL found = archive.find(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    if (name.isEmpty()) {
      return super.findResources(name);
    }
    List<URL> found = new ArrayList<>();
    for (Archive archive : candidates(name)) {
      URL one = archive.find(name);
      if (one != null) {
        found.add(one);
      }
    }
    return Collections.enumeration(found);
  }

  private List<Archive> candidates(String path) {
    return archivesByFolder.getOrDefault(folderOf(path), List.of());
  }

  private void definePackageOf(String className, Archive archive) throws IOException {
    int end = className.lastIndexOf('.');
    if (end < 0) {
      return;
    }
    String name = className.substring(0, end);
    if (getDefinedPackage(name) == null) {
      try {
        Manifest manifest = archive.manifest();
        if (manifest == null) {
          definePackage(name, null, null, null, null, null, null, null);
        } else {
          definePackage(name, manifest, archive.url);
        }
      } catch (IllegalArgumentException e) {
        if (getDefinedPackage(name) == null) {
          throw e;
        }
        // another thread was faster
      }
    }
  }

  /** The folder that an entry lies in; a folder's own entry, which ends in a slash, lies above. */
  private static String folderOf(String path) {
    int end = path.lastIndexOf('/', path.length() - 2);
    return end < 0 ? "" : path.substring(0, end);
  }

  /**
   * One jar. Where it holds an entry for several versions of Java, the one for this Java counts.
   */
  private static final class Archive {

    private final URL url;
    private final StoredArchive entries;
    private final CodeSource source;
    // the prefixes of this Java's version and older ones, newest first; the plain one comes last
    private final List<String> prefixes;
    private final Set<String> folders;
    private volatile @Nullable Manifest manifest;
    // makes a resource's address as Java itself would
    private final URLClassLoader finder;

    Archive(URL url, StoredArchive entries) throws IOException {
      this.url = url;
      this.entries = entries;
      this.source = new CodeSource(url, (Certificate[]) null);
      this.finder = new URLClassLoader(new URL[] {url}, null);
      this.folders = new HashSet<>(entries.folders());
      Set<Integer> versions = new TreeSet<>(Comparator.reverseOrder());
      for (String folder : entries.folders()) {
        Matcher versioned = VERSIONED.matcher(folder);
        if (versioned.matches()) {
          versions.add(Integer.parseInt(versioned.group(1)));
          folders.add(versioned.group(2));
        }
      }
      this.prefixes =
          versions.isEmpty() || !isMultiRelease()
              ? List.of("")
              : Stream.concat(
                      versions.stream()
                          .filter(version -> version <= Runtime.version().feature())
                          .map(version -> "META-INF/versions/" + version + "/"),
                      Stream.of(""))
                  .toList();
    }

    byte @Nullable [] read(String path) throws IOException {
      for (String prefix : prefixes) {
        int record = entries.find(prefix + path);
        if (record >= 0) {
          return entries.read(record);
        }
      }
      return null;
    }

    @Nullable URL find(String path) {
      for (String prefix : prefixes) {
        if (entries.find(prefix + path) >= 0) {
          return finder.findResource(prefix + path);
        }
      }
      return null;
    }

    private boolean isMultiRelease() throws IOException {
      Manifest manifest = manifest();
      return manifest != null
          && Boolean.parseBoolean(
              manifest.getMainAttributes().getValue(Attributes.Name.MULTI_RELEASE));
    }

    @Nullable Manifest manifest() throws IOException {
      int record = entries.find(JarFile.MANIFEST_NAME);
      Manifest known = manifest;
      if (known == null && record >= 0) {
        known = new Manifest(new ByteArrayInputStream(entries.read(record)));
        manifest = known;
      }
      return known;
    }
  }
}
