package dev.lethe.scenarios.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Opens a file that may be gzipped, or be the only file of a zip archive. The content decides, not
 * the name: unpacked files often keep their extension, and packed files lose it.
 */
final class PackedFile {
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final String SPREADSHEET = "[Content_Types].xml";
  private static final int BUFFER = 1 << 16;

  private PackedFile() {}

  /** Opens the unpacked bytes. */
  static InputStream open(Path path) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER);
    try {
      if (startsWith(in, GZIP)) {
        return new GZIPInputStream(in, BUFFER);
      }
      return startsWith(in, ZIP) ? firstEntry(path, in) : in;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static boolean startsWith(InputStream in, byte[] magic) throws IOException {
    in.mark(magic.length);
    byte[] start = in.readNBytes(magic.length);
    in.reset();
    return Arrays.equals(start, magic);
  }

  /**
   * Opens the unpacked text: in UTF-8, or in UTF-16 if it starts with the byte-order mark of that.
   * Removes the mark.
   *
   * @throws DatasetException if the content is not text
   */
  static BufferedReader openText(Path path) throws IOException {
    InputStream in = open(path);
    try {
      return new BufferedReader(TextDecoder.reader(path, in));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream firstEntry(Path path, InputStream in) throws IOException {
    var zip = new ZipInputStream(in);
    ZipEntry entry = zip.getNextEntry();
    while (entry != null && isIgnored(entry)) {
      entry = zip.getNextEntry();
    }
    if (entry == null) {
      throw new DatasetException("%s: got no file, expected one in the archive".formatted(path));
    }
    if (entry.getName().equals(SPREADSHEET)) {
      throw new DatasetException(
          "%s: got a spreadsheet, expected CSV or ARFF: export the sheet as CSV".formatted(path));
    }
    requireNoOther(path, entry.getName());
    return zip;
  }

  /** A second table would be ignored silently. */
  private static void requireNoOther(Path path, String first) throws IOException {
    try (var zip =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!isIgnored(entry) && !entry.getName().equals(first)) {
          throw new DatasetException(
              "%s: got several files, %s and %s, expected one in the archive"
                  .formatted(path, first, entry.getName()));
        }
      }
    }
  }

  /** Returns true for directories and for what a Mac adds to archives. */
  private static boolean isIgnored(ZipEntry entry) {
    String name = entry.getName();
    return entry.isDirectory() || name.startsWith("__MACOSX/") || name.endsWith(".DS_Store");
  }
}
