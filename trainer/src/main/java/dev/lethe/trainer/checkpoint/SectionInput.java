package dev.lethe.trainer.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/** Content of one section. */
final class SectionInput extends InputStream {
  private final ChecksumInput in;
  private final String part;
  private final long length;
  private long left;

  SectionInput(ChecksumInput in, String part, long length) {
    this.in = in;
    this.part = part;
    this.length = length;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    if (count == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    int got = in.read(bytes, offset, (int) Math.min(count, left));
    if (got < 0) {
      throw new CheckpointDamagedException(
          part, "%d bytes, then the end of the file".formatted(length - left), length + " bytes");
    }
    left -= got;
    return got;
  }

  /** Reads what is left. */
  void skipRest() throws IOException {
    transferTo(OutputStream.nullOutputStream());
  }
}
