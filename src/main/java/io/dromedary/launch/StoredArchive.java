package io.dromedary.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * The entries of a zip archive that lies as it is in a file: the file's own, a jar that is stored
 * in it, or one folder of either. It is read as build tools write it: not encrypted, with less than
 * 65,535 entries and two gigabytes; anything else is refused when it is opened. The directory stays
 * in memory, an entry is read from the file each time. Safe for use by several threads.
 *
 * <p>Format: PKWARE's APPNOTE, sections 4.3.7 (before each entry), 4.3.12 (the directory) and
 * 4.3.16 (its end).
 */
final class StoredArchive {

  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int RECORD = 0x02014b50;
  private static final int RECORD_LENGTH = 46;
  private static final int HEADER_LENGTH = 30;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  private final PackedFile file;
  private final long start;
  private final int count;
  private final byte[] directory;
  private final ByteBuffer numbers;
  private final int prefix;
  // places in the directory plus one, by the hash of the name; the next free slot is taken
  private final int[] records;
  private final Set<String> folders = new HashSet<>();

  private StoredArchive(PackedFile file, long start, int count, byte[] directory, String folder)
      throws IOException {
    this.file = file;
    this.start = start;
    this.count = count;
    this.directory = directory;
    this.numbers = ByteBuffer.wrap(directory).order(ByteOrder.LITTLE_ENDIAN);
    this.records = new int[Integer.highestOneBit(count + 1) * 4];
    byte[] beginning = folder.getBytes(UTF_8);
    this.prefix = beginning.length;
    int lastFrom = 0;
    int lastTo = 0;
    folders.add("");
    for (int i = 0, record = 0; i < count; i++) {
      if (record + RECORD_LENGTH > directory.length || numbers.getInt(record) != RECORD) {
        throw new ZipException("an archive in " + file + " has a damaged directory");
      }
      int name = record + RECORD_LENGTH;
      int from = name + prefix;
      int to = nameEnd(record);
      if (to > from && Arrays.equals(directory, name, from, beginning, 0, prefix)) {
        add(record, from, to);
        int parent = parentEnd(from, to);
        if (!Arrays.equals(directory, from, parent, directory, lastFrom, lastTo)) {
          lastFrom = from;
          lastTo = parent;
          folders.add(new String(directory, from, parent - from, UTF_8));
        }
      }
      record = to + extraLength(record) + unsigned(record + 32);
    }
  }

  /**
   * The archive that a part of the file is.
   *
   * @param from where the part begins, in bytes; what stands in it before the archive, such as a
   *     script that starts it, is passed over
   * @param size how long the part is, in bytes
   * @throws ZipException if it is no archive, damaged, or of a kind that is not read
   */
  static StoredArchive open(PackedFile file, long from, long size) throws IOException {
    int length = (int) Math.min(size, END_LENGTH);
    int end = 0;
    ByteBuffer tail = tail(file, from + size, length);
    if (length < END_LENGTH || tail.getInt(0) != END) {
      length = (int) Math.min(size, END_LENGTH + LONGEST_COMMENT);
      tail = tail(file, from + size, length);
      end = length - END_LENGTH;
      while (end >= 0 && tail.getInt(end) != END) {
        end--;
      }
      if (end < 0) {
        throw new ZipException("a part of " + file + " is no archive");
      }
    }
    int count = Short.toUnsignedInt(tail.getShort(end + 10));
    int directory = tail.getInt(end + 12);
    long offset = Integer.toUnsignedLong(tail.getInt(end + 16));
    long directoryAt = from + size - length + end - directory;
    if (count == 0xffff || directory < 0 || directoryAt - offset < from) {
      throw new ZipException("an archive in " + file + " is too large or damaged");
    }
    return new StoredArchive(
        file, directoryAt - offset, count, file.read(directoryAt, directory), "");
  }

  private static ByteBuffer tail(PackedFile file, long to, int length) throws IOException {
    return ByteBuffer.wrap(file.read(to - length, length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The archive that an entry is.
   *
   * @throws ZipException if there is no such entry, or it is compressed
   */
  StoredArchive nested(String name) throws IOException {
    int record = find(name);
    if (record < 0 || method(record) != STORED) {
      throw new ZipException(file + " holds no uncompressed " + name);
    }
    long header = header(record);
    return open(file, header + contentIn(file.read(header, HEADER_LENGTH)), packedSize(record));
  }

  /** The entries below a folder, which is named with a slash at its end, as an archive. */
  StoredArchive below(String folder) throws IOException {
    return new StoredArchive(file, start, count, directory, folder);
  }

  /** The folders that hold an entry, and the top, which is empty; no slash at their ends. */
  Set<String> folders() {
    return folders;
  }

  /**
   * The record of the entry of this name, for {@link #read}; negative where there is none. A
   * folder's entry has both names, with a slash at the end and without.
   */
  int find(String name) {
    int record = record(name);
    return record < 0 && !name.endsWith("/") ? record(name + "/") : record;
  }

  private int record(String name) {
    byte[] wanted = name.getBytes(UTF_8);
    int slot = slot(wanted, 0, wanted.length);
    while (records[slot] != 0) {
      int record = records[slot] - 1;
      int from = record + RECORD_LENGTH + prefix;
      if (Arrays.equals(directory, from, nameEnd(record), wanted, 0, wanted.length)) {
        return record;
      }
      slot = next(slot);
    }
    return -1;
  }

  /** What the entry holds. */
  byte[] read(int record) throws IOException {
    long header = header(record);
    int packed = packedSize(record);
    // the header before an entry repeats the name and has extra fields of its own: mostly the
    // directory's, so that one look at the file is mostly enough
    int expected = HEADER_LENGTH + nameEnd(record) - record - RECORD_LENGTH + extraLength(record);
    byte[] bytes = file.read(header, expected + packed);
    int content = contentIn(bytes);
    if (content != expected) {
      bytes = file.read(header + content, packed);
      content = 0;
    }
    return switch (method(record)) {
      case STORED -> Arrays.copyOfRange(bytes, content, content + packed);
      case DEFLATED -> file.inflate(bytes, content, packed, numbers.getInt(record + 24));
      default -> throw new ZipException("an entry in " + file + " is packed in an unknown way");
    };
  }

  private void add(int record, int nameFrom, int nameTo) {
    int slot = slot(directory, nameFrom, nameTo);
    while (records[slot] != 0) {
      slot = next(slot);
    }
    records[slot] = record + 1;
  }

  private int slot(byte[] name, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + name[i];
    }
    return (hash ^ hash >>> 16) & records.length - 1;
  }

  private int next(int slot) {
    return slot + 1 & records.length - 1;
  }

  /** Where a name's folder ends; a folder's own entry, which ends in a slash, lies above it. */
  private int parentEnd(int from, int to) {
    int slash = to - 2;
    while (slash > from && directory[slash] != '/') {
      slash--;
    }
    return Math.max(slash, from);
  }

  private int nameEnd(int record) {
    return record + RECORD_LENGTH + unsigned(record + 28);
  }

  private int extraLength(int record) {
    return unsigned(record + 30);
  }

  private int method(int record) {
    return unsigned(record + 10);
  }

  private int packedSize(int record) {
    return numbers.getInt(record + 20);
  }

  private long header(int record) {
    return start + Integer.toUnsignedLong(numbers.getInt(record + 42));
  }

  /** How far after its beginning the content of an entry comes. */
  private static int contentIn(byte[] header) {
    ByteBuffer lengths = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    return HEADER_LENGTH
        + Short.toUnsignedInt(lengths.getShort(26))
        + Short.toUnsignedInt(lengths.getShort(28));
  }

  private int unsigned(int at) {
    return Short.toUnsignedInt(numbers.getShort(at));
  }
}
