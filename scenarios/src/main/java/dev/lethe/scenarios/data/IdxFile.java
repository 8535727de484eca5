package dev.lethe.scenarios.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * One file in the IDX format of unsigned bytes, which may be gzipped.
 *
 * <pre>
 *   0 0 8 rank | size of each dimension, 4 bytes big-endian | bytes, row-major
 * </pre>
 *
 * @param path the file, for messages
 * @param sizes sizes of the dimensions: {@code [count, height, width]} or {@code [count]}
 * @param data unsigned bytes, as many as the product of the sizes
 */
record IdxFile(Path path, int[] sizes, byte[] data) {
  static final int IMAGE_RANK = 3;
  static final int LABEL_RANK = 1;

  private static final int UNSIGNED_BYTES = 0x0800;

  /** Returns the number of images or labels. */
  int count() {
    return sizes[0];
  }

  /**
   * Reads a whole file.
   *
   * @param rank expected number of dimensions
   * @throws DatasetException if the file cannot be read, is not an IDX file of this rank, or is
   *     shorter or longer than its header says
   */
  static IdxFile read(Path path, int rank) {
    try (var in = new DataInputStream(PackedFile.open(path))) {
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
      // readNBytes allocates as data arrives, so a wrong header cannot claim memory
      byte[] data = in.readNBytes((int) bytes);
      if (data.length < bytes) {
        throw new DatasetException(
            "%s: truncated: got %d bytes after the header, expected %d for %s"
                .formatted(path, data.length, bytes, Arrays.toString(sizes)));
      }
      if (in.read() != -1) {
        throw new DatasetException(
            "%s: got bytes after the last of %s, expected the end of the file"
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
      throw DatasetException.unreadable(path, e);
    }
  }
}
