package io.dromedary.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java's own loader finds, the indexed one finds, in the same place. */
class IndexedClassLoaderTest {

  private static final String SAMPLE = "io.dromedary.launch.IndexedClassLoaderTest$Sample";
  private static final String SAMPLE_FILE = SAMPLE.replace('.', '/') + ".class";

  /** Loaded from an archive. */
  public static class Sample {}

  @TempDir private Path folder;

  @Test
  void theFirstArchiveThatHoldsAnEntryWins() throws Exception {
    URL first = jar("first", Map.of("words/one.txt", "first"));
    URL second = jar("second", Map.of("words/one.txt", "second", "words/two.txt", "second"));

    try (IndexedClassLoader loader = loader(first, second)) {
      assertThat(text(loader.getResource("words/one.txt"))).isEqualTo("first");
      assertThat(text(loader.getResource("words/two.txt"))).isEqualTo("second");
      assertThat(Collections.list(loader.getResources("words/one.txt")))
          .extracting(IndexedClassLoaderTest::text)
          .containsExactly("first", "second");
    }
  }

  @Test
  void everyAddressIsTheOneThatJavaItselfGives() throws Exception {
    List<String> names =
        List.of(
            "",
            "words",
            "words/",
            "words/a b%.txt",
            "words/none",
            "none/x",
            "root.txt",
            "META-INF/");
    URL[] archives = {
      jar("first", Map.of("words/a b%.txt", "1", "words/", "")),
      jar("second", Map.of("root.txt", "2", "words/a b%.txt", "2"))
    };

    try (IndexedClassLoader loader = loader(archives);
        URLClassLoader java = new URLClassLoader(archives, null)) {
      for (String name : names) {
        assertThat(Collections.list(loader.getResources(name)))
            .as("resources %s", name)
            .isEqualTo(Collections.list(java.getResources(name)));
        assertThat(loader.getResource(name))
            .as("resource %s", name)
            .isEqualTo(java.getResource(name));
      }
    }
  }

  @Test
  void aClassKnowsItsArchiveAndItsPackageTheManifest() throws Exception {
    URL archive = jar("one", Map.of(), Map.of(SAMPLE_FILE, code()));

    try (IndexedClassLoader loader = loader(archive)) {
      Class<?> sample = loader.loadClass(SAMPLE);

      assertThat(sample).isNotSameAs(Sample.class);
      assertThat(sample.getClassLoader()).isSameAs(loader);
      assertThat(sample.getProtectionDomain().getCodeSource().getLocation()).isEqualTo(archive);
      assertThat(sample.getPackage().getImplementationVersion()).isEqualTo("7");
    }
  }

  @Test
  void whatNoArchiveHoldsIsNotFound() throws Exception {
    try (IndexedClassLoader loader = loader(jar("one", Map.of("io/dromedary/launch/x", "")))) {
      assertThatThrownBy(() -> loader.loadClass(SAMPLE))
          .isInstanceOf(ClassNotFoundException.class)
          .hasMessage(SAMPLE);
      assertThatThrownBy(() -> loader.loadClass("Nameless"))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void ofSeveralVersionsTheNewestForThisJavaCounts() throws Exception {
    int now = Runtime.version().feature();
    Map<String, String> entries =
        Map.of(
            "a/b.txt",
            "plain",
            "META-INF/versions/9/a/b.txt",
            "9",
            "META-INF/versions/" + now + "/a/b.txt",
            "now",
            "META-INF/versions/" + (now + 1) + "/a/b.txt",
            "later",
            "META-INF/versions/9/only/c.txt",
            "9");
    URL several = jar("several", Map.of("Multi-Release", "true"), bytes(entries));
    URL plain = jar("plain", entries);

    try (IndexedClassLoader loader = loader(several)) {
      assertThat(text(loader.getResource("a/b.txt"))).isEqualTo("now");
      assertThat(text(loader.getResource("only/c.txt"))).isEqualTo("9");
    }
    try (IndexedClassLoader loader = loader(plain)) {
      assertThat(text(loader.getResource("a/b.txt"))).isEqualTo("plain");
      assertThat(loader.getResource("only/c.txt")).isNull();
    }
  }

  @Test
  void threadsThatLoadAtOnceGetTheSameClass() throws Exception {
    URL archive = jar("one", Map.of(), Map.of(SAMPLE_FILE, code()));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 50; round++) {
        try (IndexedClassLoader loader = loader(archive)) {
          List<Callable<Class<?>>> calls =
              IntStream.range(0, 4)
                  .<Callable<Class<?>>>mapToObj(i -> () -> loader.loadClass(SAMPLE))
                  .toList();
          for (Future<Class<?>> loaded : threads.invokeAll(calls)) {
            assertThat(loaded.get()).isSameAs(loader.loadClass(SAMPLE));
          }
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static IndexedClassLoader loader(URL... archives) throws IOException {
    return new IndexedClassLoader(archives, null);
  }

  private URL jar(String name, Map<String, String> entries) throws IOException {
    return jar(name, Map.of(), bytes(entries));
  }

  private URL jar(String name, Map<String, String> attributes, Map<String, byte[]> entries)
      throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "7");
    attributes.forEach(manifest.getMainAttributes()::putValue);
    Path file = folder.resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    }
    return new URL("jar:" + file.toUri() + "!/");
  }

  private static Map<String, byte[]> bytes(Map<String, String> entries) {
    return entries.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().getBytes(UTF_8)));
  }

  private static byte[] code() throws IOException {
    try (InputStream in = Sample.class.getClassLoader().getResourceAsStream(SAMPLE_FILE)) {
      return in.readAllBytes();
    }
  }

  private static String text(URL url) {
    try (InputStream in = url.openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
