package io.dromedary.vault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the master key comes from: the environment, or a file that the first start creates. */
public final class VaultKeys {

  private static final Object ONE_THREAD_OF_THIS_PROCESS = new Object();

  private VaultKeys() {}

  /**
   * The master key: 32 bytes, in base64 both in the environment and in the file.
   *
   * <p>The environment wins. Otherwise the file is read; when it is absent it is created with
   * owner-only permissions. It appears complete or not at all, and processes that start at once
   * (each takes the lock {@code FILE.lock}) end with the same key.
   *
   * @param base64FromEnvironment {@code null} or blank when not set
   * @throws VaultException naming the file, or the environment, and what to do
   */
  public static byte[] load(Path file, @Nullable String base64FromEnvironment) {
    if (base64FromEnvironment != null && !base64FromEnvironment.isBlank()) {
      return decode(base64FromEnvironment, "The vault key in the environment");
    }
    try {
      return Files.exists(file) ? read(file) : createOnce(file.toAbsolutePath());
    } catch (IOException e) {
      throw new VaultException(
          "The vault key file %s can be neither read nor created (%s): make its directory writable"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  private static byte[] createOnce(Path file) throws IOException {
    Path directory = file.getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    synchronized (ONE_THREAD_OF_THIS_PROCESS) {
      try (FileChannel channel = openForOwner(lock);
          FileLock held = channel.lock()) {
        if (held.isValid() && !Files.exists(file)) {
          create(file);
        }
        return read(file);
      }
    }
  }

  private static void create(Path file) throws IOException {
    byte[] key = new byte[Vault.MASTER_KEY_LENGTH];
    new SecureRandom().nextBytes(key);
    Path complete = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(complete);
    try (FileChannel channel = openForOwner(complete)) {
      ByteBuffer text = ISO_8859_1.encode(Base64.getEncoder().encodeToString(key) + "\n");
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
    Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileChannel openForOwner(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly(file));
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static byte[] read(Path file) throws IOException {
    return decode(Files.readString(file, ISO_8859_1), "The vault key file " + file);
  }

  private static byte[] decode(String base64, String where) {
    try {
      byte[] key = Base64.getDecoder().decode(base64.strip());
      if (key.length == Vault.MASTER_KEY_LENGTH) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // the cause would quote a character of the key
      throw unusable(where);
    }
    throw unusable(where);
  }

  private static VaultException unusable(String where) {
    return new VaultException(
        where
            + " does not hold 32 bytes in base64: restore the key that the database was written"
            + " with, or make one for a new database with 'openssl rand -base64 32'");
  }
}
