package dev.lethe.scenarios.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A table of numbers whose last column is the class, in the order of its rows: CSV with or without
 * a header, or ARFF, as it is, gzipped, or the first file of a zip archive.
 */
final class TableFile {
  private final Path path;

  TableFile(Path path) {
    this.path = path;
  }

  /**
   * Reads it whole, as a data set that has nothing to be tested on but what it learns from.
   *
   * @throws DatasetException when it cannot be read, or a cell is not what its column wants
   */
  Dataset read(String name) {
    try (var in = new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8))) {
      var table = new TableParser(path.toString());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        table.line(line);
      }
      return table.dataset(name);
    } catch (IOException e) {
      throw new DatasetException("%s: cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  private InputStream open() throws IOException {
    InputStream in = Files.newInputStream(path);
    try {
      String file = path.getFileName().toString().toLowerCase(Locale.ROOT);
      if (file.endsWith(".gz")) {
        return new GZIPInputStream(in);
      }
      if (!file.endsWith(".zip")) {
        return in;
      }
      var zip = new ZipInputStream(in);
      ZipEntry entry = zip.getNextEntry();
      while (entry != null && entry.isDirectory()) {
        entry = zip.getNextEntry();
      }
      if (entry == null) {
        throw new DatasetException("%s: got no file, expected one in the archive".formatted(path));
      }
      return zip;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }
}
