package io.dromedary.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in a folder: one JSON object per line, appended by one thread that writes together what
 * has gathered. At start it is read, written anew without what is obsolete, and continued. A last
 * line torn by a kill is left out; a broken line in the middle refuses the start.
 */
final class FileJournal implements Journal {

  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
  private static final int GATHER = 512;

  private record Entry(byte[] line, CompletableFuture<Void> written) {}

  private final LinkedBlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
  private final Entry end = new Entry(new byte[0], new CompletableFuture<>());
  private final FileChannel lockFile;
  private final FileLock lock;
  private final FileChannel channel;
  private final Thread writer;

  private FileJournal(FileChannel lockFile, FileLock lock, FileChannel channel) {
    this.lockFile = lockFile;
    this.lock = lock;
    this.channel = channel;
    writer = new Thread(this::work, "sandbox-journal");
    writer.setDaemon(true);
    writer.start();
  }

  /**
   * Opens the journal of {@code folder}, replaying what it holds into {@code parts}.
   *
   * @throws SandboxStartException when the folder is in use, not writable or its journal broken
   */
  static FileJournal open(Path folder, List<? extends Journaled> parts) {
    try {
      Files.createDirectories(folder);
      FileChannel lockFile =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(lockFile);
      if (lock == null) {
        lockFile.close();
        throw new SandboxStartException(
            "The sandbox's state folder "
                + folder
                + " is in use by another sandbox. Stop that one, or set another state folder.");
      }
      Path file = folder.resolve("journal.jsonl");
      if (Files.exists(file)) {
        replay(file, parts);
      }
      compact(file, parts);
      return new FileJournal(lockFile, lock, FileChannel.open(file, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new SandboxStartException(
          "The sandbox's state folder " + folder + " cannot be used: " + e, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
    try {
      return lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void replay(Path file, List<? extends Journaled> parts) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      byte[] chunk = new byte[1 << 16];
      int number = 1;
      int length;
      while ((length = in.read(chunk)) >= 0) {
        int start = 0;
        for (int i = 0; i < length; i++) {
          if (chunk[i] == '\n') {
            line.write(chunk, start, i - start);
            replay(file, number++, line.toByteArray(), parts);
            line.reset();
            start = i + 1;
          }
        }
        line.write(chunk, start, length - start);
      }
      if (line.size() > 0) {
        LOG.warn("The last line of {} was not written to its end; it is left out", file);
      }
    }
  }

  private static void replay(Path file, int number, byte[] bytes, List<? extends Journaled> parts) {
    ObjectNode line = Json.objectOrNull(bytes);
    if (line == null) {
      throw new SandboxStartException(
          "Line "
              + number
              + " of "
              + file
              + " is no JSON object. Repair it, or move the file away to start empty.");
    }
    String kind = Json.textOrEmpty(line, "k");
    boolean known = false;
    for (Journaled part : parts) {
      known |= part.replay(kind, line);
    }
    if (!known) {
      LOG.warn("Line {} of {} has the unknown kind '{}'; it is left out", number, file, kind);
    }
  }

  private static void compact(Path file, List<? extends Journaled> parts) throws IOException {
    Path fresh = file.resolveSibling("journal.new");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh), 1 << 16)) {
      for (Journaled part : parts) {
        part.snapshot(line -> write(out, line));
      }
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(OutputStream out, ObjectNode line) {
    try {
      out.write(Json.bytes(line));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CompletableFuture<Void> append(ObjectNode line) {
    Entry entry = new Entry(Json.bytes(line), new CompletableFuture<>());
    queue.add(entry);
    return entry.written();
  }

  private void work() {
    List<Entry> batch = new ArrayList<>();
    boolean open = true;
    while (open) {
      batch.clear();
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      queue.drainTo(batch, GATHER);
      open = !batch.remove(end);
      write(batch);
    }
  }

  private void write(List<Entry> batch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Entry entry : batch) {
      bytes.writeBytes(entry.line());
      bytes.write('\n');
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      batch.forEach(entry -> entry.written().complete(null));
    } catch (IOException e) {
      LOG.error("The sandbox's journal could not be written", e);
      batch.forEach(entry -> entry.written().completeExceptionally(e));
    }
  }

  @Override
  public void close() {
    queue.add(end);
    try {
      writer.join(5_000);
      channel.close();
      lock.release();
      lockFile.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("The sandbox's journal could not be closed", e);
    }
  }
}
