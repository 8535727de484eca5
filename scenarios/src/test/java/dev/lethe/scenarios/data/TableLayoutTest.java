package dev.lethe.scenarios.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts, encodings and headers of tables. */
class TableLayoutTest {
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
        "2019,2020,2021\n1.5,2.0,0\n2.25,-3.0,1\n3.0,4.0,0\n",
        "# made by x\n# name: X\n# rows: 3\n1.5 2 0\n2.25 -3 1\n3 4 0\n",
        "# made by x\n# a b class\n1.5 2 0\n2.25 -3 1\n3 4 0\n",
        "sep=;\na;b;class\n1.5;2;0\n2.25;-3;1\n3;4;0\n",
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
        "@relation r % 100 % x\n@attribute a numeric % metres\n@attribute 'b % c' numeric\n@attribute c {0,1} % {x}\n@data\n1.5,2,0 % first\n2.25,-3,1\n3,4,0\t% last\n",
        "@relation r\r\n@attribute a numeric\r\n@attribute b numeric\r\n@attribute c {0,1}\r\n@data\r\n1.5,2,0\r\n2.25\t-3\t1\r\n3 4 0\r\n",
        "\ufeff% x\n@relation r\n@attribute a numeric\n@attribute b numeric\n@attribute c {1,0}\n@data\n{0 1.5, 1 2, 2 0}\n{0 2.25,1 -3}\n{0 3,1 4,2 0}\n"
      })
  void shouldReadTheSameTableInAnyLayout(String text) throws IOException {
    // Given
    Dataset reference = Tables.load(tables().write("reference.csv", Tables.REFERENCE));
    // When
    Dataset read = Tables.load(tables().write("t", text));
    // Then
    assertThat(read.train().size()).isEqualTo(3);
    for (int row = 0; row < 3; row++) {
      assertThat(Tables.floats(read, row)).containsExactly(Tables.floats(reference, row));
      assertThat(read.train().label(row)).isEqualTo(reference.train().label(row));
    }
  }

  @Test
  void shouldReadUtf16() throws IOException {
    Path file = directory.resolve("t.txt");
    Files.write(file, "\ufeff1.5\t2\tja\n2.5\t3\tnein\n".getBytes(StandardCharsets.UTF_16LE));
    assertThat(Tables.load(file).source().table().orElseThrow().classes().list())
        .isEqualTo("ja,nein");
  }

  @Test
  void shouldReadQuotedClassesWithSeparatorsAndNewlines() throws IOException {
    Dataset read =
        Tables.load(tables().write("t.csv", "x;class\n1;\"a;b\nc\"\n2;\"d\"\"e\"\n3;\"a;b\nc\"\n"));
    assertThat(Tables.labels(read)).containsExactly(0, 1, 0);
    assertThat(read.source().table().orElseThrow().classes().labels())
        .containsOnlyKeys("a;b\nc", "d\"e");
  }

  @Test
  void shouldFollowTheHeaderOption() throws IOException {
    // Given
    Path count = tables().write("count.csv", "0,1,2\n3,4,2\n5,6,1\n");
    Path words = tables().write("words.csv", "a,b,1\n1,2,0\n3,4,1\n");
    // Then
    assertThat(Tables.load(count).train().size()).as("could be data").isEqualTo(3);
    assertThat(
            Tables.load(count, Tables.options("last", Header.YES, Missing.REFUSE)).train().size())
        .isEqualTo(2);
    assertThatThrownBy(() -> Tables.load(words, Tables.options("last", Header.NO, Missing.REFUSE)))
        .hasMessageContaining(
            "line 1: got 'a' in column 1, expected a finite number; if it is the class");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5,x,0\n", "-1,x,0\n", "2,x,1\n"})
  void shouldRefuseAFirstRowThatMixesNumbersAndText(String first) throws IOException {
    Path file = tables().write("t.csv", first + Tables.REFERENCE);
    assertThatThrownBy(() -> Tables.load(file))
        .hasMessageContaining(
            "line 1: got 'x' in column 2 beside numbers, expected a finite number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "length,width,class | cm,cm,- | 1",
        "length,width,class | cm,,name | 1",
        "length,width,class | ,cm, | 2",
        "class,length,width | name,cm,cm | 1"
      })
  void shouldRefuseASecondHeaderLineByItsNumber(String names, String units, int column)
      throws IOException {
    // Given
    Path file = tables().write("t.csv", names + "\n" + units + "\n" + Tables.REFERENCE);
    String unit = units.split(",")[column - 1];
    String message =
        file
            + ", line 2: got a second header line ('%s' in column %d above numbers)"
                .formatted(unit, column)
            + ", expected numbers below the first: remove one of the two lines";

    // When, Then
    assertThatThrownBy(() -> Tables.load(file)).hasMessage(message);
    assertThatThrownBy(() -> Tables.load(file, Tables.options("last", Header.YES, Missing.REFUSE)))
        .hasMessage(message);
  }

  @Test
  void shouldNotReadASecondHeaderIntoAFirstRowWithoutMeasurements() throws IOException {
    // Given
    Path file = tables().write("t.csv", "a,b,class\n?,?,x\n1.5,2,y\n2.25,-3,x\n");

    // When, Then
    assertThat(Tables.load(file, Tables.options("class", Header.AUTO, Missing.ZERO)).train().size())
        .isEqualTo(3);
  }

  @Test
  void shouldRefuseFilesThatAreNoText() throws IOException {
    // Given
    Path binary = directory.resolve("t.bin");
    Files.write(binary, new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, 3});
    Path sheet = tables().zip("t.xlsx", "[Content_Types].xml", "xl/workbook.xml");
    Path two = tables().zip("two.zip", "a.csv", "b.csv");
    Path gzip = directory.resolve("t.gz");
    Files.write(gzip, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1});
    // Then
    assertThatThrownBy(() -> Tables.load(binary))
        .isInstanceOf(DatasetException.class)
        .hasMessage(binary + ": got a binary file, expected CSV or ARFF as text");
    assertThatThrownBy(() -> Tables.load(sheet)).hasMessageContaining("got a spreadsheet");
    assertThatThrownBy(() -> Tables.load(two))
        .hasMessageContaining("got several files, a.csv and b.csv");
    assertThatThrownBy(() -> Tables.load(gzip)).hasMessageContaining("cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!DOCTYPE html><html>404</html> | HTML or XML",
        "\ufeff<?xml?> | HTML or XML",
        "[{\"a\":1}] | JSON",
        "{\"a\":1,\"class\":0} | JSON"
      })
  void shouldRefuseOtherKindsOfText(String text, String kind) throws IOException {
    Path file = tables().write("t.csv", text.strip());
    assertThatThrownBy(() -> Tables.load(file)).hasMessageContaining("got " + kind + ", expected");
  }

  @Test
  void shouldRefuseDecimalPointsBesideDecimalCommas() throws IOException {
    Path file = tables().write("t.csv", "1,5;0\n2.5;1\n3;0\n");
    assertThatThrownBy(() -> Tables.load(file))
        .hasMessageContaining(
            "got '2.5' in column 1, expected a finite number with a decimal comma");
  }

  private Tables tables() {
    return new Tables(directory);
  }
}
