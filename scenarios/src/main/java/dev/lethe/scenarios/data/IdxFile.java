package dev.lethe.scenarios.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One file in the IDX format of unsigned bytes, gzipped or not.
 *
 * <pre>
 *   0 0 8 rank | size of each dimension, 4 bytes big-endian | bytes, row-major
 * </pre>
 *
 * @param sizes sizes of the dimensions: {@code [count, height, width]} or {@code [count]}
 * @param data product of the sizes, unsigned bytes
 */
record IdxFile(Path path, int[] sizes, byte[] data) {
  static final int IMAGE_RANK = 3;
  static final int LABEL_RANK = 1;

  private static final int UNSIGNED_BYTES = 0x0800;

  int count() {
    return sizes[0];
  }

  /**
   * Reads a file whole.
   *
   * @throws DatasetException when it is not an IDX file of that rank, or shorter or longer than its
   *     header says
   */
  static IdxFile read(Path path, int rank) {
    try (var in = new DataInputStream(decompressed(path))) {
      int magic = in.readInt();
      if (magic != (UNSIGNED_BYTES | rank)) {
        throw new DatasetException(
            "%s: got magic 0x%08x, expected 0x%08x (unsigned bytes, %d dimension%s)"
                .formatted(path, magic, UNSIGNED_BYTES | rank, rank, rank == 1 ? "" : "s"));
      }
      int[] sizes = new int[rank];
      long bytes = 1;
      for (int i = 0; i < rank; i++) {
        sizes[i] = in.readInt();
        if (sizes[i] < 1 || bytes * sizes[i] > Integer.MAX_VALUE) {
          throw new DatasetException(
              "%s: got size %d in dimension %d, expected 1 or more and at most 2^31 - 1 bytes in all"
                  .formatted(path, sizes[i], i));
        }
        bytes *= sizes[i];
      }
      // readNBytes grows with what arrives: a header that lies cannot claim memory.
      byte[] data = in.readNBytes((int) bytes);
      if (data.length < bytes) {
        throw new DatasetException(
            "%s: truncated: got %d bytes after the header, expected %d for %s"
                .formatted(path, data.length, bytes, Arrays.toString(sizes)));
      }
      if (in.read() != -1) {
        throw new DatasetException(
            "%s: seen bytes after the last of %s, expected the end of the file"
                .formatted(path, Arrays.toString(sizes)));
      }
      return new IdxFile(path, sizes, data);
    } catch (EOFException e) {
      throw new DatasetException(
          "%s: truncated: got the end of the file, expected more bytes".formatted(path), e);
    } catch (ZipException e) {
      throw new DatasetException(
          "%s: got broken gzip data (%s), expected a whole gzip file"
              .formatted(path, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new DatasetException("%s: cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  /** Told by content, not by name: unpacked files often keep their .gz and packed ones lose it. */
  private static InputStream decompressed(Path path) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    try {
      in.mark(2);
      boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      return gzip ? new GZIPInputStream(in, 1 << 16) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
