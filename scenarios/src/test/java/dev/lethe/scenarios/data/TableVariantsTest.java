package dev.lethe.scenarios.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts and spellings of the same table. */
class TableVariantsTest {
  private static final String REFERENCE = "1.5,2,0\n2.25,-3,1\n3,4,0\n";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5;2;0\n2.25;-3;1\n3;4;0\n",
        "1,5;2;0\n2,25;-3;1\n3;4;0\n",
        "1.5\t2\t0\n2.25\t-3\t1\n3\t4\t0\n",
        "1,5\t2\t0\n2,25\t-3\t1\n3\t4\t0\n",
        "1.5|2|0\n2.25|-3|1\n3|4|0\n",
        "1.5 2  0\n2.25 -3 1\n 3 4 0 \n",
        "1.5,2,0\r\n2.25,-3,1\r\n3,4,0\r\n",
        "\"1.5\",\"2\",\"0\"\n\"2.25\",\"-3\",\"1\"\n\"3\",\"4\",\"0\"\n",
        "'1.5','2','0'\n'2.25','-3','1'\n'3','4','0'\n",
        "\ufeffa;b;class\n1.5;2;0\n2.25;-3;1\n3;4;0\n",
        "a,b,class\n1.5,2,0\n2.25,-3,1\n3,4,0\n",
        "# a note\na,b,class\n1.5,2,0\n2.25,-3,1\n3,4,0\n",
        "# a,b,class\n1.5,2,0\n2.25,-3,1\n3,4,0\n",
        "0,1,2\n1.5,2.0,0\n2.25,-3.0,1\n3.0,4.0,0\n",
        "400,401,class\n1.5,2,0\n2.25,-3,1\n3,4,0\n",
        "1.5,2,0,\n2.25,-3,1,\n3,4,0,\n",
        "a,b,class,\n1.5,2,0,\n2.25,-3,1,\n3,4,0,\n",
        "1.5,2,0\n2.25,-3,1\n3,4,0\n,,\n,,\n",
        "+1.5,02,0.0\n2.25,-3.0,01\n3e0,4.,0\n",
        "class,a,b\n0,1.5,2\n1,2.25,-3\n0,3,4\n",
        "a,Label,b\n1.5,0,2\n2.25,1,-3\n3,0,4\n",
        "\"a\n1\",\"b;c\",class\n1.5,2,0\n2.25,-3,1\n3,4,0\n",
        "@RELATION r\n@ATTRIBUTE a REAL\n@ATTRIBUTE b INTEGER\n@ATTRIBUTE class {0,1}\n@DATA\n1.5,2,0\n2.25,-3,1\n3,4,0\n",
        "@relation r\n@attribute a numeric\n@attribute target {0,1}\n@attribute b numeric\n@data\n1.5,0,2\n2.25,1,-3\n3,0,4\n",
        "@relation r\n@attribute 'the {kind}' {0,1}\n@attribute a numeric\n@attribute b numeric\n@data\n0,1.5,2\n1,2.25,-3\n0,3,4\n",
        "@relation r\r\n@attribute a numeric\r\n@attribute b numeric\r\n@attribute c {0,1}\r\n@data\r\n1.5,2,0\r\n2.25\t-3\t1\r\n3 4 0\r\n",
        "\ufeff% x\n@relation r\n@attribute a numeric\n@attribute b numeric\n@attribute c {1,0}\n@data\n{0 1.5, 1 2, 2 0}\n{0 2.25,1 -3}\n{0 3,1 4,2 0}\n"
      })
  void shouldReadTheSameTableInAnyLayout(String text) throws IOException {
    // Given
    Dataset reference = load(write("reference.csv", REFERENCE));
    // When
    Dataset read = load(write("t", text));
    // Then
    assertThat(read.train().size()).isEqualTo(3);
    for (int row = 0; row < 3; row++) {
      assertThat(floats(read, row)).containsExactly(floats(reference, row));
      assertThat(read.train().label(row)).isEqualTo(reference.train().label(row));
    }
  }

  @Test
  void shouldReadUtf16() throws IOException {
    Path file = directory.resolve("t.txt");
    Files.write(file, "\ufeff1.5\t2\tja\n2.5\t3\tnein\n".getBytes(StandardCharsets.UTF_16LE));
    assertThat(load(file).source().table().orElseThrow().classes().list()).isEqualTo("ja,nein");
  }

  @Test
  void shouldReadQuotedClassesWithSeparatorsAndNewlines() throws IOException {
    Dataset read = load(write("t.csv", "x;class\n1;\"a;b\nc\"\n2;\"d\"\"e\"\n3;\"a;b\nc\"\n"));
    assertThat(labels(read)).containsExactly(0, 1, 0);
    assertThat(read.source().table().orElseThrow().classes().labels())
        .containsOnlyKeys("a;b\nc", "d\"e");
  }

  @Test
  void shouldReadSparseArffWithQuotesAndMissingValues() throws IOException {
    // Given
    Path file =
        write(
            "t.arff",
            "@relation r\n@attribute a numeric\n@attribute k {'x, y',z}\n"
                + "@attribute c {no,'oh yes'}\n@data\n{}\n{1 z, 2 'oh yes'}\n{0 ?,2 \"oh yes\"}\n");
    // When
    Dataset read = load(file, options("last", Header.AUTO, Missing.MEAN));
    // Then
    assertThat(labels(read)).containsExactly(0, 1, 1);
    assertThat(floats(read, 0)).containsExactly(0, 0);
    assertThat(floats(read, 1)).containsExactly(0, 1);
    Path twice = write("twice.arff", Files.readString(file) + "{0 1,0 2}\n");
    assertThatThrownBy(() -> load(twice, options("last", Header.AUTO, Missing.MEAN)))
        .hasMessageContaining("line 9: got '0 2', expected an index from 0 to 2, given once");
  }

  @Test
  void shouldRefuseNominalValuesThatAreNotDeclared() throws IOException {
    Path file =
        write("t.arff", "@relation r\n@attribute k {a,b}\n@attribute c {x,y}\n@data\n1,x\n");
    assertThatThrownBy(() -> load(file))
        .hasMessage(file + ", line 5: got '1' in column 1 ('k'), expected one of a, b");
  }

  @Test
  void shouldKeepNominalNumbersInAnySpelling() throws IOException {
    Path file =
        write(
            "t.arff", "@relation r\n@attribute k {10,5}\n@attribute c {x,y}\n@data\n5.0,x\n10,y\n");
    assertThat(floats(load(file), 0)).containsExactly(5);
    assertThat(floats(load(file), 1)).containsExactly(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "", "NaN", "NA", "n/a", "null"})
  void shouldTreatMissingValuesAsConfigured(String cell) throws IOException {
    // Given
    Path file = write("t.csv", "x,z,class\n1,1,a\n%s,1,b\n6,1,a\n2,1,%s\n".formatted(cell, cell));
    // When
    Dataset mean = load(file, options("class", Header.AUTO, Missing.MEAN));
    Dataset skip = load(file, options("class", Header.AUTO, Missing.SKIP));
    // Then
    assertThat(floats(mean, 1)).as("mean of the rows before").containsExactly(1, 1);
    assertThat(labels(mean)).containsExactly(0, 1, 0);
    assertThat(labels(skip)).containsExactly(0, 0);
    assertThat(skip.source().table().orElseThrow().lines())
        .contains("skipped rows: 1 with missing values, 1 without a class");
    assertThatThrownBy(() -> load(file)).hasMessageContaining("line 3: got a missing value");
  }

  @ParameterizedTest
  @CsvSource({"first,0", "k,0", "1,0", "last,2", "3,2", "K,0", "c,2"})
  void shouldUseTheColumnThatTheUserChooses(String column, int index) throws IOException {
    Path file = write("t.csv", "k,x,c\n7,1.5,1\n8,2.5,2\n7,2.5,1\n");
    Dataset read = load(file, options(column, Header.AUTO, Missing.REFUSE));
    assertThat(labels(read)[0]).isEqualTo(index == 0 ? 7 : 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | label-column: got 0, expected 1 to 2",
        "3 | label-column: got 3, expected 1 to 2",
        "clas | label-column: got 'clas', expected one of x, class; did you mean 'class'?"
      })
  void shouldRejectAColumnThatDoesNotExist(String column, String message) throws IOException {
    Path file = write("t.csv", "x,class\n1,0\n2,1\n");
    assertThatThrownBy(() -> load(file, options(column, Header.AUTO, Missing.REFUSE)))
        .hasMessage(message);
  }

  @Test
  void shouldAskWhenSeveralColumnsCouldBeTheClass() throws IOException {
    Path names = write("names.csv", "label,target,x\n1,0,0.5\n0,1,0.25\n");
    Path nominal =
        write(
            "nominal.arff",
            "@relation r\n@attribute k {a,b}\n@attribute n numeric\n@data\na,0\nb,1\na,1\nb,0\n");
    assertThatThrownBy(() -> load(names))
        .hasMessageContaining("got column 1 ('label') and column 2 ('target') as possible classes");
    assertThatThrownBy(() -> load(nominal))
        .hasMessageContaining("got column 1 ('k') and column 2 ('n') as possible classes");
  }

  @Test
  void shouldFollowTheHeaderOption() throws IOException {
    // Given
    Path count = write("count.csv", "0,1,2\n3,4,2\n5,6,1\n");
    Path words = write("words.csv", "a,b,1\n1,2,0\n3,4,1\n");
    // Then
    assertThat(load(count).train().size()).as("could be data").isEqualTo(3);
    assertThat(load(count, options("last", Header.YES, Missing.REFUSE)).train().size())
        .isEqualTo(2);
    assertThatThrownBy(() -> load(words, options("last", Header.NO, Missing.REFUSE)))
        .hasMessageContaining(
            "line 1: got 'a' in column 1, expected a finite number; if it is the class");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5,x,0\n", "-1,x,0\n", "2,x,1\n"})
  void shouldRefuseAFirstRowThatMixesNumbersAndText(String first) throws IOException {
    Path file = write("t.csv", first + REFERENCE);
    assertThatThrownBy(() -> load(file))
        .hasMessageContaining(
            "line 1: got 'x' in column 2 beside numbers, expected a finite number");
  }

  @Test
  void shouldNumberOtherLabelsAndAcceptTheSameNumbersForOtherFiles() throws IOException {
    // Given
    Path first = write("first.csv", "1,no\n2,yes\n3,-\n");
    Path second = write("second.csv", "1,yes\n2,yes\n");
    Path signs = write("signs.csv", "1,-1\n2,+1\n3,1\n");
    // When
    List<String> summary = load(first).source().table().orElseThrow().lines();
    // Then
    assertThat(summary)
        .contains(
            "labels: -=0, no=1, yes=2; for the same labels in other files: --class-names='-,no,yes'");
    assertThat(labels(load(second, classNames("-,no,yes")))).containsExactly(2, 2);
    assertThat(load(second, classNames("-,no,yes")).classes()).isEqualTo(3);
    assertThat(labels(load(signs))).containsExactly(0, 1, 1);
    assertThatThrownBy(() -> load(first, classNames("no,yes")))
        .hasMessage(first + ", line 3: got class '-', expected one of [no, yes]");
  }

  @Test
  void shouldAcceptRealValuesAsClassesWhenTheyAreNamed() throws IOException {
    Path file = write("t.csv", "1,0.5\n2,1\n3,1.50\n");
    assertThatThrownBy(() -> load(file)).hasMessageContaining("real-valued targets such as 0.5");
    assertThat(labels(load(file, classNames("0.5,1.0,1.5")))).containsExactly(0, 1, 2);
  }

  @Test
  void shouldRefuseAConstantLastColumnBesideAFirstColumnOfClasses() throws IOException {
    var pixels = new StringBuilder();
    for (int row = 0; row < 60; row++) {
      pixels.append(row % 3).append(',').append(row).append(",0\n");
    }
    Path file = write("t.csv", pixels.toString());
    assertThatThrownBy(() -> load(file))
        .hasMessageContaining("got one value, 0, in column 3")
        .hasMessageContaining("perhaps column 1");
  }

  @Test
  void shouldRefuseWholeNumberTargets() throws IOException {
    var random = new Random(1);
    var prices = new StringBuilder("x,price\n");
    for (int row = 0; row < 2000; row++) {
      prices.append(row).append(',').append(random.nextInt(200) * 1000).append('\n');
    }
    Path file = write("t.csv", prices.toString());
    assertThatThrownBy(() -> load(file))
        .hasMessageContaining("got 200 different values in 2000 rows in column 2 ('price')");
    assertThat(load(file, options("price", Header.AUTO, Missing.REFUSE)).train().size())
        .isEqualTo(2000);
  }

  @Test
  void shouldRefuseFilesThatAreNoText() throws IOException {
    // Given
    Path binary = directory.resolve("t.bin");
    Files.write(binary, new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, 3});
    Path sheet = zip("t.xlsx", "[Content_Types].xml", "xl/workbook.xml");
    Path two = zip("two.zip", "a.csv", "b.csv");
    Path gzip = directory.resolve("t.gz");
    Files.write(gzip, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1});
    // Then
    assertThatThrownBy(() -> load(binary))
        .isInstanceOf(DatasetException.class)
        .hasMessage(binary + ": got a binary file, expected CSV or ARFF as text");
    assertThatThrownBy(() -> load(sheet)).hasMessageContaining("got a spreadsheet");
    assertThatThrownBy(() -> load(two)).hasMessageContaining("got several files, a.csv and b.csv");
    assertThatThrownBy(() -> load(gzip)).hasMessageContaining("cannot be read");
  }

  @Test
  void shouldRefuseDecimalPointsBesideDecimalCommas() throws IOException {
    Path file = write("t.csv", "1,5;0\n2.5;1\n3;0\n");
    assertThatThrownBy(() -> load(file))
        .hasMessageContaining(
            "got '2.5' in column 1, expected a finite number with a decimal comma");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1f", "1d", "0x1p3", "Infinity", "1e99"})
  void shouldRefuseWhatOnlyJavaCallsANumber(String cell) throws IOException {
    Path file = write("t.csv", REFERENCE + cell + ",2,0\n");
    assertThatThrownBy(() -> load(file)).hasMessageContaining("line 4: got '" + cell + "'");
  }

  @Test
  void shouldWarnOfClassesThatDifferInCaseOnly() throws IOException {
    assertThat(load(write("t.csv", "1,yes\n2,Yes\n")).source().table().orElseThrow().lines())
        .contains("warning: some classes differ only in upper and lower case");
  }

  @Test
  void shouldRefuseClassesThatAreNotInUtf8() throws IOException {
    Path file = directory.resolve("t.csv");
    Files.write(file, "x,class\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> load(file)).hasMessageContaining("line 2: got class 'caf");
  }

  @Test
  void shouldGiveAMissingNominalValueAPositionOfItsOwn() throws IOException {
    Path file =
        write(
            "t.arff",
            "@relation r\n@attribute k {a,b}\n@attribute c {x,y}\n@data\na,x\n?,y\nb,x\n");
    Dataset read = load(file, options("c", Header.AUTO, Missing.ZERO));
    assertThat(floats(read, 1)).containsExactly(2);
  }

  @Test
  void shouldRejectInvalidClassNames() {
    assertThatThrownBy(() -> classNames("a,,b")).hasMessageStartingWith("class-names: got 'a,,b'");
    assertThatThrownBy(() -> classNames("1,1.0")).hasMessageContaining("expected different names");
    assertThatThrownBy(() -> classNames("\"a")).hasMessageContaining("separated by commas");
  }

  @Test
  void shouldRejectTableOptionsForImages() {
    assertThatThrownBy(() -> Datasets.load("glyphs", null, 0, classNames("a,b")))
        .hasMessageStartingWith("dataset: got 'glyphs', expected one of elec2, insects, csv");
  }

  private Path zip(String name, String... entries) throws IOException {
    Path zip = directory.resolve(name);
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
        out.write(REFERENCE.getBytes(StandardCharsets.UTF_8));
      }
    }
    return zip;
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static TableOptions options(String column, Header header, Missing missing) {
    return new TableOptions(Optional.of(column), header, missing, List.of());
  }

  private static TableOptions classNames(String names) {
    return new TableOptions(
        Optional.empty(), Header.AUTO, Missing.REFUSE, TableOptions.parseClassNames(names));
  }

  private static Dataset load(Path file) {
    return load(file, TableOptions.DEFAULT);
  }

  private static Dataset load(Path file, TableOptions options) {
    return Datasets.load("csv", file, 0, options);
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
