package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploaded files: in the state folder, or in a temporary one that goes with the sandbox. Safe for
 * concurrent use.
 */
final class MediaStore implements Journaled, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MediaStore.class);
  private static final Duration LIFE = Duration.ofDays(30);

  private final Path folder;
  private final boolean temporary;
  private final Map<String, Media> byId = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong(4_490_709_327_000_000L);

  private MediaStore(Path folder, boolean temporary) {
    this.folder = folder;
    this.temporary = temporary;
  }

  /**
   * @param stateFolder {@code null} for a temporary folder
   */
  static MediaStore in(@Nullable Path stateFolder) {
    try {
      return stateFolder == null
          ? new MediaStore(Files.createTempDirectory("sandbox-media"), true)
          : new MediaStore(Files.createDirectories(stateFolder.resolve("media")), false);
    } catch (IOException e) {
      throw new SandboxStartException("The sandbox has no folder for media: " + e, e);
    }
  }

  /** Stores a file; the caller writes the journal line. */
  Media store(InputStream content, String mimeType, Instant now) throws IOException {
    String id = "" + lastId.addAndGet(1_009);
    Path file = folder.resolve(id);
    MessageDigest digest = sha256();
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
      content.transferTo(out);
    }
    String hex = HexFormat.of().formatHex(digest.digest());
    Media media = new Media(id, mimeType, hex, Files.size(file), now);
    byId.put(id, media);
    return media;
  }

  /** The file, {@code null} when it is unknown, deleted or older than 30 days. */
  @Nullable Media get(String id, Instant now) {
    Media media = byId.get(id);
    return media == null || !now.isBefore(media.uploadedAt().plus(LIFE)) ? null : media;
  }

  void copyTo(Media media, OutputStream out) throws IOException {
    Files.copy(folder.resolve(media.id()), out);
  }

  void delete(Media media) {
    byId.remove(media.id());
    try {
      Files.deleteIfExists(folder.resolve(media.id()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode journalLine(Media media) {
    return Journal.line("media")
        .put("id", media.id())
        .put("mime", media.mimeType())
        .put("sha256", media.sha256())
        .put("size", media.size())
        .put("at", media.uploadedAt().toEpochMilli());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }

  @Override
  public boolean replay(String kind, ObjectNode line) {
    String id = line.path("id").asText();
    switch (kind) {
      case "media" -> {
        byId.put(
            id,
            new Media(
                id,
                line.path("mime").asText(),
                line.path("sha256").asText(),
                line.path("size").asLong(),
                Instant.ofEpochMilli(line.path("at").asLong())));
        lastId.accumulateAndGet(Long.parseLong(id), Math::max);
      }
      case "media-gone" -> byId.remove(id);
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public void snapshot(Consumer<ObjectNode> out) {
    byId.values().forEach(media -> out.accept(journalLine(media)));
  }

  @Override
  public void close() {
    if (!temporary) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      LOG.warn("The sandbox's temporary media folder {} could not be removed", folder, e);
    }
  }
}
