package dev.lethe.scenarios.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes small tables to a directory and reads them.
 *
 * @param directory of the test
 */
record Tables(Path directory) {
  /** A table without a header: two features, then the class. */
  static final String REFERENCE = "1.5,2,0\n2.25,-3,1\n3,4,0\n";

  Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  /** Writes a zip archive whose entries are tables. */
  Path zip(String name, String... entries) throws IOException {
    Path zip = directory.resolve(name);
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
        out.write(REFERENCE.getBytes(StandardCharsets.UTF_8));
      }
    }
    return zip;
  }

  /** Returns a table of a text. */
  Dataset read(String text) throws IOException {
    return load(write("t.csv", text));
  }

  static Dataset load(Path file) {
    return load(file, TableOptions.DEFAULT);
  }

  static Dataset load(Path file, TableOptions options) {
    return Datasets.load("csv", file, 0, options);
  }

  static TableOptions options(String column, Header header, Missing missing) {
    return new TableOptions(Optional.of(column), header, missing, List.of());
  }

  static TableOptions classNames(String names) {
    return new TableOptions(
        Optional.empty(), Header.AUTO, Missing.REFUSE, TableOptions.parseClassNames(names));
  }

  static List<String> summary(Dataset table) {
    return table.source().table().orElseThrow().lines();
  }

  static float[] floats(Dataset table, int row) {
    return ((Values.Floats) table.train().row(row)).values();
  }

  static int[] labels(Dataset table) {
    int[] labels = new int[table.train().size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = table.train().label(row);
    }
    return labels;
  }
}
