package dev.lethe.trainer.checkpoint;

import dev.lethe.learner.state.StateBytes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Format of a checkpoint file. All numbers are big-endian; a checksum is a CRC-32C.
 *
 * <pre>
 *   start    89 'LETHE' 0A 1A, int version (1)
 *   header   int length (at most 1 MiB), JSON, int checksum of everything so far
 *   section  'S', byte length of the name, name, long length, content, int checksum from 'S' on
 *   …        more sections, each name at most once
 *   end      'E', SHA-256 of everything before it; nothing follows
 * </pre>
 *
 * <p>Reading trusts no length: bytes are read as they come, so a wrong length ends the reading at
 * the end of the file, and only the header is held in memory.
 */
public final class CheckpointFile {
  /** Section with the state that {@code ScoredLearner.save} writes. */
  public static final String LEARNER = "learner";

  static final int VERSION = 1;
  static final int MAX_HEADER_BYTES = 1 << 20;
  static final int MAX_SECTIONS = 64;
  static final int SECTION = 'S';
  static final int END = 'E';

  private static final byte[] MAGIC = {(byte) 0x89, 'L', 'E', 'T', 'H', 'E', '\n', 0x1a};
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{0,63}");
  private static final int BUFFER_SIZE = 1 << 16;

  private CheckpointFile() {}

  /**
   * Section of a file.
   *
   * @param name name: lower-case letters, digits, '.' and '-', at most 64
   * @param length length of the content in bytes
   * @param content content
   */
  public record Section(String name, long length, CheckpointBytes content) {
    public Section {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "section: got '%s', expected lower-case letters, digits, '.' and '-', at most 64"
                .formatted(name));
      }
      Checks.requireAtLeast("length of section " + name, length, 0);
    }

    /** Creates a section with saved state. */
    public static Section of(String name, StateBytes state) {
      return new Section(name, state.size(), state::writeTo);
    }
  }

  /** Reads the content of a section. */
  @FunctionalInterface
  public interface SectionReader {
    /**
     * Reads the content, or the start of it.
     *
     * @param in buffered stream that ends with the section
     */
    void read(InputStream in) throws IOException;
  }

  /** Returns the bytes of a file. */
  public static CheckpointBytes content(CheckpointHeader header, List<Section> sections) {
    byte[] json = HeaderJson.write(header);
    requireAtMost("bytes of the header", json.length, MAX_HEADER_BYTES);
    requireAtMost("sections", sections.size(), MAX_SECTIONS);
    Set<String> names = new HashSet<>();
    for (Section section : sections) {
      if (!names.add(section.name())) {
        throw new IllegalArgumentException("sections: got '%s' twice".formatted(section.name()));
      }
    }
    return out -> write(new ChecksumOutput(out), json, List.copyOf(sections));
  }

  private static void requireAtMost(String key, int value, int maximum) {
    if (value > maximum) {
      throw new IllegalArgumentException(
          "%s: got %d, expected %d or fewer".formatted(key, value, maximum));
    }
  }

  private static void write(ChecksumOutput out, byte[] header, List<Section> sections)
      throws IOException {
    out.write(MAGIC);
    out.writeInt(VERSION);
    out.writeInt(header.length);
    out.write(header);
    out.writeChecksum();
    for (Section section : sections) {
      out.write(SECTION);
      out.writeName(section.name());
      out.writeLong(section.length());
      out.writeContent(section);
      out.writeChecksum();
    }
    out.write(END);
    out.writeDigest();
  }

  /**
   * Reads the header, and nothing after it.
   *
   * @param in start of a file; not closed
   * @throws CheckpointDamagedException if the header is damaged, or this is no checkpoint of a
   *     known version
   */
  public static CheckpointHeader readHeader(InputStream in) throws IOException {
    return readHeader(new ChecksumInput(in));
  }

  private static CheckpointHeader readHeader(ChecksumInput in) throws IOException {
    in.expect("start of the file", MAGIC);
    int version = in.readInt("format version");
    if (version != VERSION) {
      throw new CheckpointDamagedException("format version", version, VERSION);
    }
    int length = in.readInt("length of the header");
    if (length < 0 || length > MAX_HEADER_BYTES) {
      throw new CheckpointDamagedException(
          "length of the header", length, "0 to " + MAX_HEADER_BYTES);
    }
    byte[] header = in.readBytes("header", length);
    in.expectChecksum("header");
    return HeaderJson.read(header);
  }

  /**
   * Reads a file to its end without using its content.
   *
   * @param in file; not closed
   * @throws CheckpointDamagedException if any byte is not the one that was written
   */
  public static CheckpointHeader verify(InputStream in) throws IOException {
    return read(in, Map.of());
  }

  /**
   * Reads a file to its end.
   *
   * <p>A section's reader sees bytes before they are verified. If this method throws, discard what
   * the readers made.
   *
   * @param in file; not closed
   * @param readers by name of the section, its reader; other sections are verified only
   * @throws CheckpointDamagedException if any byte is not the one that was written, or a section
   *     with a reader is missing
   * @throws RuntimeException what a reader throws, if the bytes of its section are undamaged
   */
  public static CheckpointHeader read(InputStream in, Map<String, SectionReader> readers)
      throws IOException {
    var input = new ChecksumInput(in);
    CheckpointHeader header = readHeader(input);
    Set<String> found = new HashSet<>();
    int tag = input.readTag();
    while (tag == SECTION) {
      String name = input.readName();
      if (!NAME.matcher(name).matches() || !found.add(name) || found.size() > MAX_SECTIONS) {
        throw new CheckpointDamagedException(
            "name of a section", name, "at most %d different names".formatted(MAX_SECTIONS));
      }
      readSection(input, name, readers.getOrDefault(name, content -> {}));
      tag = input.readTag();
    }
    if (tag != END) {
      throw new CheckpointDamagedException("mark after a section", tag, SECTION + " or " + END);
    }
    input.expectDigest();
    input.expectEnd();
    for (String name : readers.keySet()) {
      if (!found.contains(name)) {
        throw new CheckpointDamagedException("section " + name, "nothing", "a section");
      }
    }
    return header;
  }

  private static void readSection(ChecksumInput in, String name, SectionReader reader)
      throws IOException {
    String part = "section " + name;
    long length = in.readLong("length of " + part);
    if (length < 0) {
      throw new CheckpointDamagedException("length of " + part, length, "0 or more");
    }
    var content = new SectionInput(in, part, length);
    try {
      reader.read(new BufferedInputStream(content, BUFFER_SIZE));
    } catch (IOException | RuntimeException e) {
      verifyAfter(e, in, content, part);
      throw e;
    }
    content.skipRest();
    in.expectChecksum(part);
  }

  /** Throws if the section is damaged, which explains any failure of its reader. */
  private static void verifyAfter(
      Exception failure, ChecksumInput in, SectionInput content, String part) throws IOException {
    try {
      content.skipRest();
      in.expectChecksum(part);
    } catch (IOException e) {
      e.addSuppressed(failure);
      throw e;
    }
  }
}
