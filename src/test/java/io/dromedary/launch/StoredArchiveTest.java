package io.dromedary.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Java's own reader finds in an archive, ours finds, wherever the archive lies. */
class StoredArchiveTest {

  @TempDir private Path folder;

  /** The libraries that this test runs with. */
  static Stream<Path> jars() throws IOException {
    return Collections.list(
            StoredArchiveTest.class.getClassLoader().getResources(JarFile.MANIFEST_NAME))
        .stream()
        .map(URL::getPath)
        .filter(path -> path.contains(".jar!/"))
        .map(path -> Path.of(URI.create(path.substring(0, path.indexOf("!/")))));
  }

  @ParameterizedTest
  @MethodSource("jars")
  void everyEntryOfALibraryHoldsWhatJavaReads(Path jar) throws IOException {
    StoredArchive archive = open(jar);
    Set<String> folders = new HashSet<>();
    folders.add("");
    try (ZipFile java = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : java.stream().toList()) {
        String name = entry.getName();
        folders.add(name.substring(0, Math.max(name.lastIndexOf('/', name.length() - 2), 0)));
        assertThat(archive.read(archive.find(name)))
            .as(name)
            .isEqualTo(java.getInputStream(entry).readAllBytes());
      }
    }
    assertThat(archive.folders()).isEqualTo(folders);
    assertThat(archive.find("no/such/entry")).isNegative();
    assertThat(archive.find("")).isNegative();
  }

  @Test
  void aJarInAFileAndAFolderOfItAreArchivesToo() throws IOException {
    byte[] inner = zip(ZipEntry.DEFLATED, "a/one.txt", "one".repeat(500), "two.txt", "");
    Path outer = folder.resolve("an outer, 100%.jar");
    try (OutputStream out = Files.newOutputStream(outer);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      add(zip, ZipEntry.STORED, "lib/inner.jar", inner);
      add(zip, ZipEntry.DEFLATED, "lib/packed.jar", inner);
      add(zip, ZipEntry.DEFLATED, "classes/a/own.txt", "own".getBytes(UTF_8));
      add(zip, ZipEntry.DEFLATED, "classesB/other.txt", "other".getBytes(UTF_8));
    }
    String place = "jar:nested:" + outer.toUri().getRawPath();
    StoredArchives archives = new StoredArchives();

    StoredArchive library = archives.at(url(place + "/!lib/inner.jar!/"));
    StoredArchive classes = archives.at(url(place + "/!classes/!/"));

    assertThat(text(library, "a/one.txt")).isEqualTo("one".repeat(500));
    assertThat(text(library, "two.txt")).isEmpty();
    assertThat(library.folders()).containsExactlyInAnyOrder("", "a");
    assertThat(text(classes, "a/own.txt")).isEqualTo("own");
    assertThat(classes.find("other.txt")).isNegative();
    assertThat(classes.find("lib/inner.jar")).isNegative();
    assertThat(classes.folders()).containsExactlyInAnyOrder("", "a");
    assertThatThrownBy(() -> archives.at(url(place + "/!lib/packed.jar!/")))
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("holds no uncompressed lib/packed.jar");
    assertThatThrownBy(() -> archives.at(url(place + "/!lib/none.jar!/")))
        .isInstanceOf(ZipException.class);
  }

  @Test
  void aScriptBeforeAndACommentAfterAnArchiveArePassedOver() throws IOException {
    byte[] zip = zip(ZipEntry.STORED, "x.txt", "content");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("#!/bin/sh\nexec java -jar \"$0\"\n".getBytes(UTF_8));
    bytes.write(zip, 0, zip.length - 2);
    bytes.writeBytes(new byte[] {5, 0});
    bytes.writeBytes("words".getBytes(UTF_8));
    Path file = folder.resolve("started.jar");
    Files.write(file, bytes.toByteArray());

    assertThat(text(open(file), "x.txt")).isEqualTo("content");
  }

  @Test
  void whatIsCutOffOrDamagedIsRefused() throws IOException {
    byte[] zip = zip(ZipEntry.DEFLATED, "x.txt", "content".repeat(100));
    Path file = folder.resolve("damaged.jar");

    for (int length : List.of(0, 1, 21, zip.length - 1)) {
      Files.write(file, Arrays.copyOf(zip, length));
      assertThatThrownBy(() -> open(file)).as("%s bytes", length).isInstanceOf(ZipException.class);
    }
    byte[] directory = zip.clone();
    directory[directoryOf(zip)] = 'X';
    Files.write(file, directory);
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("damaged directory");
    byte[] content = zip.clone();
    Arrays.fill(content, 35, directoryOf(zip), (byte) 0xff);
    Files.write(file, content);
    StoredArchive opened = open(file);
    assertThatThrownBy(() -> opened.read(opened.find("x.txt")))
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void anAddressOfAnotherKindIsRefused() {
    for (String other : List.of("file:/some/classes/", "http://example.com/a.jar")) {
      assertThatThrownBy(() -> new StoredArchives().at(url(other)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not the address of an archive");
    }
  }

  private static StoredArchive open(Path path) throws IOException {
    PackedFile file = new PackedFile(path.toFile());
    return StoredArchive.open(file, 0, file.length());
  }

  private static String text(StoredArchive archive, String name) throws IOException {
    return new String(archive.read(archive.find(name)), UTF_8);
  }

  private static URL url(String address) throws IOException {
    // Spring Boot's launcher brings the handler for nested addresses; here none is called
    return new URL(
        null,
        address,
        new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL url) {
            throw new UnsupportedOperationException();
          }
        });
  }

  private static int directoryOf(byte[] zip) {
    for (int at = zip.length - 22; ; at--) {
      if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2) {
        return at;
      }
    }
  }

  private static byte[] zip(int method, String... namesAndContents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        add(zip, method, namesAndContents[i], namesAndContents[i + 1].getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, int method, String name, byte[] content)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      CRC32 sum = new CRC32();
      sum.update(content);
      entry.setSize(content.length);
      entry.setCrc(sum.getValue());
    }
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
