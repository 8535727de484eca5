package dev.lethe.trainer.checkpoint;

import dev.lethe.trainer.checkpoint.CheckpointFile.Section;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/** Writes a checkpoint file and computes its checksums. */
final class ChecksumOutput extends OutputStream {
  private final OutputStream out;
  private final MessageDigest digest = Digests.sha256();
  private final CRC32C checksum = new CRC32C();
  private long written;

  ChecksumOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    digest.update(bytes, offset, length);
    checksum.update(bytes, offset, length);
    written += length;
  }

  void writeInt(int value) throws IOException {
    write(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  void writeLong(long value) throws IOException {
    write(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  void writeName(String name) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    write(bytes.length);
    write(bytes);
  }

  /**
   * Writes the content of a section.
   *
   * @throws IllegalStateException if it has another length than the section says
   */
  void writeContent(Section section) throws IOException {
    long start = written;
    section.content().writeTo(this);
    if (written - start != section.length()) {
      throw new IllegalStateException(
          "bytes of section %s: got %d, expected %d"
              .formatted(section.name(), written - start, section.length()));
    }
  }

  /** Writes the checksum of everything since the last one. */
  void writeChecksum() throws IOException {
    writeInt((int) checksum.getValue());
    checksum.reset();
  }

  /** Writes the digest of everything so far. */
  void writeDigest() throws IOException {
    out.write(digest.digest());
  }
}
