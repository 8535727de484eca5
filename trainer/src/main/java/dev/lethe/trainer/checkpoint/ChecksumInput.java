package dev.lethe.trainer.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Reads a checkpoint file and compares its checksums. Reads no byte ahead. */
final class ChecksumInput {
  private final InputStream in;
  private final MessageDigest digest = Digests.sha256();
  private final CRC32C checksum = new CRC32C();

  ChecksumInput(InputStream in) {
    this.in = in;
  }

  /** Reads up to {@code length} bytes, at least one; returns -1 at the end of the file. */
  int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count > 0) {
      digest.update(bytes, offset, count);
      checksum.update(bytes, offset, count);
    }
    return count;
  }

  /** Reads exactly {@code length} bytes. Allocates for the bytes that come, not for the length. */
  byte[] readBytes(String part, int length) throws IOException {
    byte[] bytes = readUpTo(part, length);
    digest.update(bytes);
    checksum.update(bytes);
    return bytes;
  }

  private byte[] readUpTo(String part, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new CheckpointDamagedException(
          part, "%d bytes, then the end of the file".formatted(bytes.length), length + " bytes");
    }
    return bytes;
  }

  int readInt(String part) throws IOException {
    return ByteBuffer.wrap(readBytes(part, Integer.BYTES)).getInt();
  }

  long readLong(String part) throws IOException {
    return ByteBuffer.wrap(readBytes(part, Long.BYTES)).getLong();
  }

  int readTag() throws IOException {
    return readBytes("mark after a section", 1)[0];
  }

  String readName() throws IOException {
    int length = Byte.toUnsignedInt(readBytes("name of a section", 1)[0]);
    return new String(readBytes("name of a section", length), StandardCharsets.ISO_8859_1);
  }

  void expect(String part, byte[] expected) throws IOException {
    byte[] actual = readBytes(part, expected.length);
    if (!Arrays.equals(actual, expected)) {
      throw new CheckpointDamagedException(part, hex(actual), hex(expected));
    }
  }

  /** Compares the checksum of everything since the last one with the one that follows. */
  void expectChecksum(String part) throws IOException {
    int actual = (int) checksum.getValue();
    int expected = readInt("checksum of " + part);
    if (actual != expected) {
      throw new CheckpointDamagedException(
          "checksum of " + part, Integer.toHexString(actual), Integer.toHexString(expected));
    }
    checksum.reset();
  }

  /** Compares the digest of everything so far with the one that follows. */
  void expectDigest() throws IOException {
    byte[] actual = digest.digest();
    byte[] expected = readUpTo("SHA-256 of the file", actual.length);
    if (!Arrays.equals(actual, expected)) {
      throw new CheckpointDamagedException("SHA-256 of the file", hex(actual), hex(expected));
    }
  }

  void expectEnd() throws IOException {
    if (in.read() >= 0) {
      throw new CheckpointDamagedException("end of the file", "more bytes", "none");
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
