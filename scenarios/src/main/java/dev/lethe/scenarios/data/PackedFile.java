package dev.lethe.scenarios.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Opens a file that may be gzipped, or be the first file of a zip archive. The content decides, not
 * the name: unpacked files often keep their extension, and packed files lose it.
 */
final class PackedFile {
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZIP = {'P', 'K', 3, 4};
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

  /** Opens the unpacked text, in UTF-8. */
  static BufferedReader openText(Path path) throws IOException {
    return new BufferedReader(new InputStreamReader(open(path), StandardCharsets.UTF_8));
  }

  private static InputStream firstEntry(Path path, InputStream in) throws IOException {
    var zip = new ZipInputStream(in);
    ZipEntry entry = zip.getNextEntry();
    while (entry != null && entry.isDirectory()) {
      entry = zip.getNextEntry();
    }
    if (entry == null) {
      throw new DatasetException("%s: got no file, expected one in the archive".formatted(path));
    }
    return zip;
  }
}
