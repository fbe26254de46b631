package io.dromedary.launch;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * A file with compressed parts. It stays open as long as the process lives. It is not read through
 * a channel, which an interrupt closes for good: a thread that is interrupted loads classes, too.
 * Safe for use by several threads, one after the other.
 */
final class PackedFile {

  private final File path;
  private final RandomAccessFile file;
  private final Inflater inflater = new Inflater(true);

  PackedFile(File path) throws IOException {
    this.path = path;
    this.file = new RandomAccessFile(path, "r");
  }

  synchronized long length() throws IOException {
    return file.length();
  }

  /**
   * @param from where to begin, in bytes
   * @throws IOException if the file ends before
   */
  synchronized byte[] read(long from, int length) throws IOException {
    byte[] content = new byte[length];
    file.seek(from);
    file.readFully(content);
    return content;
  }

  /**
   * @param from where the compressed bytes begin
   * @param length how many they are
   * @param size how many bytes they hold
   * @throws ZipException if they hold something else
   */
  synchronized byte[] inflate(byte[] bytes, int from, int length, int size) throws ZipException {
    byte[] content = new byte[size];
    inflater.reset();
    inflater.setInput(bytes, from, length);
    try {
      int done = 0;
      while (done < size && !inflater.needsInput() && !inflater.finished()) {
        done += inflater.inflate(content, done, size - done);
      }
      if (done < size) {
        throw new ZipException("an entry in " + path + " is cut off");
      }
    } catch (DataFormatException e) {
      throw new ZipException("an entry in " + path + " is damaged");
    }
    return content;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
