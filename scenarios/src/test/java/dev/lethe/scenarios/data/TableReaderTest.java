package dev.lethe.scenarios.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {
  @TempDir Path directory;

  @Test
  void shouldReadRowsInTheirOrderWithOrWithoutAHeader() throws IOException {
    // Given
    Path bare = write("bare.csv", "1.5,2,7\n-3,4e1,3\n\n0.25,0,7\n");
    Path headed = write("headed.csv", "a,b,class\n1.5,2,7\n-3,4e1,3\n0.25,0,7\n");
    for (Path file : new Path[] {bare, headed}) {
      // When
      Dataset table = Datasets.load("csv", file, 0);
      // Then
      assertThat(table.isSequence()).isTrue();
      assertThat(table.shape()).containsExactly(2);
      assertThat(table.train().size()).isEqualTo(3);
      assertThat(floats(table, 0)).containsExactly(1.5f, 2f);
      assertThat(floats(table, 1)).containsExactly(-3f, 40f);
      assertThat(floats(table, 2)).containsExactly(.25f, 0f);
      assertThat(labels(table)).as("whole numbers stay").containsExactly(7, 3, 7);
      assertThat(table.classes()).isEqualTo(8);
    }
  }

  @Test
  void shouldUseTheDeclaredOrderOfArffClasses() throws IOException {
    // Given
    Path arff =
        write(
            "t.arff",
            "% said\n@relation r\n@attribute day {7,5}\n@attribute colour {red, blue}\n"
                + "@attribute class {UP,DOWN,FLAT}\n@data\n7,blue,DOWN\n5,red,UP\n");
    // When
    Dataset table = Datasets.load("csv", arff, 0);
    // Then
    assertThat(floats(table, 0)).as("digits as they are, words by place").containsExactly(7f, 1f);
    assertThat(floats(table, 1)).containsExactly(5f, 0f);
    assertThat(labels(table)).containsExactly(1, 0);
    assertThat(table.classes()).isEqualTo(3);
  }

  @Test
  void shouldSortClassesThatAreNotNumbersByName() throws IOException {
    assertThat(labels(Datasets.load("csv", write("n.csv", "1,b\n2,a\n3,b\n"), 0)))
        .containsExactly(1, 0, 1);
  }

  @Test
  void shouldReadQuotedCells() throws IOException {
    // Given: a comma, a doubled quote and a line break in quotes; single quotes as in ARFF
    Path quoted =
        write("q.csv", "\"1\" , \"a, b\"\n'2',\"say \"\"c\"\"\"\n3,\"two\nlines\"\n4,'a, b'\n");
    Path single = write("s.csv", "'1','b'\n'2', 'a' \n");
    // When
    Dataset table = Datasets.load("csv", write("t.csv", "\"1\",\"a, b\"\n"), 0);
    // Then
    assertThat(floats(table, 0)).containsExactly(1f);
    assertThat(labels(Datasets.load("csv", single, 0))).containsExactly(1, 0);
    assertThatThrownBy(() -> Datasets.load("csv", quoted, 0))
        .hasMessage(quoted + ", line 5: got 3 columns, expected 2 as in the first line");
  }

  @Test
  void shouldSkipCommentsAndBlankLines() throws IOException {
    // Given
    Path file = write("c.csv", "% a \"comment\nx,class\n\n1,0\n   \n  % another, one\n2,1\n");
    // When
    Dataset table = Datasets.load("csv", file, 0);
    // Then
    assertThat(labels(table)).containsExactly(0, 1);
    assertThat(floats(table, 1)).containsExactly(2f);
  }

  @Test
  void shouldRejectUnpairedQuotes() throws IOException {
    Path open = write("open.csv", "1,0\n2,\"1\n");
    assertThatThrownBy(() -> Datasets.load("csv", open, 0))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith(open + ": got malformed CSV (")
        .hasMessageContaining("line");
  }

  @Test
  void shouldRejectArffRowsThatDoNotMatchTheirDeclaration() throws IOException {
    String header = "@relation r\n@attribute a numeric\n@attribute c {0,1}\n@data\n";
    Path wide = write("wide.arff", header + "1,2,0\n");
    Path unknown = write("unknown.arff", header + "1,2\n");
    assertThatThrownBy(() -> Datasets.load("csv", wide, 0))
        .hasMessage(wide + ", line 5: got 3 columns, expected 2 as declared");
    assertThatThrownBy(() -> Datasets.load("csv", unknown, 0))
        .hasMessage(unknown + ", line 5: got class '2', expected one of [0, 1]");
  }

  @Test
  void shouldReadPackedFiles() throws IOException {
    // Given
    byte[] text = "1,0\n2,1\n".getBytes(StandardCharsets.UTF_8);
    Path zip = directory.resolve("t.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("folder/"));
      out.putNextEntry(new ZipEntry("folder/t.csv"));
      out.write(text);
    }
    Path gzip = directory.resolve("t.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      out.write(text);
    }
    // Then
    assertThat(labels(Datasets.load("csv", zip, 0))).containsExactly(0, 1);
    assertThat(labels(Datasets.load("csv", gzip, 0))).containsExactly(0, 1);
  }

  @Test
  void shouldFindThePublishedTableInItsDirectoryOrTheParent() throws IOException {
    // Given
    Files.createDirectories(directory.resolve("elec2"));
    write("elec2/elec.csv", "period,class\n0.5,1\n0.25,0\n");
    // Then
    assertThat(Datasets.load("elec2", directory, 0).train().size()).isEqualTo(2);
    assertThat(Datasets.load("elec2", directory.resolve("elec2"), 0).name()).isEqualTo("elec2");
    assertThatThrownBy(() -> Datasets.load("insects", directory, 0))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("expected one of gradual_balanced_24150.csv");
    assertThatThrownBy(() -> Datasets.load("csv", directory, 0))
        .hasMessageEndingWith("expected a CSV or ARFF file for csv");
  }

  @Test
  void shouldShortenALongCellInAMessage() throws IOException {
    Path file = write("t.csv", "1,0\n" + "x".repeat(1000) + ",1\n");
    assertThatThrownBy(() -> Datasets.load("csv", file, 0))
        .hasMessage(
            "%s, line 2: got '%s…' in column 1, expected a finite number"
                .formatted(file, "x".repeat(40)));
  }

  @Test
  void shouldReportLineAndColumnOfAnInvalidCell() throws IOException {
    Path word = write("word.csv", "1,2,0\n3,x,1\n");
    Path nan = write("nan.csv", "1,2,0\n3,NaN,1\n");
    Path ragged = write("ragged.csv", "1,2,0\n3,1\n");
    Path header = write("header.csv", "a,b,class\n");
    Path empty = write("empty.csv", "");
    Path narrow = write("narrow.csv", "1\n2\n");
    assertThatThrownBy(() -> Datasets.load("csv", word, 0))
        .hasMessage(word + ", line 2: got 'x' in column 2, expected a finite number");
    assertThatThrownBy(() -> Datasets.load("csv", nan, 0))
        .hasMessageContaining("got a missing value ('NaN')");
    assertThatThrownBy(() -> Datasets.load("csv", ragged, 0))
        .hasMessage(ragged + ", line 2: got 2 columns, expected 3 as in the first line");
    for (Path file : new Path[] {header, empty}) {
      assertThatThrownBy(() -> Datasets.load("csv", file, 0))
          .hasMessage(file + ": got no rows, expected one or more");
    }
    assertThatThrownBy(() -> Datasets.load("csv", narrow, 0))
        .hasMessage(
            narrow
                + ", line 1: got 1 column, expected features and a class, separated by"
                + " commas, semicolons, tabs, bars or spaces");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static float[] floats(Dataset table, int row) {
    return ((Values.Floats) table.train().row(row)).values();
  }

  private static int[] labels(Dataset table) {
    int[] labels = new int[table.train().size()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = table.train().label(row);
    }
    return labels;
  }
}
