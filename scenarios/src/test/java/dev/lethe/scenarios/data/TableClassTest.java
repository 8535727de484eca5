package dev.lethe.scenarios.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The column of the class, and the labels of classes. */
class TableClassTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"first,0", "k,0", "1,0", "last,2", "3,2", "K,0", "c,2"})
  void shouldUseTheColumnThatTheUserChooses(String column, int index) throws IOException {
    Path file = tables().write("t.csv", "k,x,c\n7,1.5,1\n8,2.5,2\n7,2.5,1\n");
    Dataset read = Tables.load(file, Tables.options(column, Header.AUTO, Missing.REFUSE));
    assertThat(Tables.labels(read)[0]).isEqualTo(index == 0 ? 7 : 1);
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
    Path file = tables().write("t.csv", "x,class\n1,0\n2,1\n");
    assertThatThrownBy(() -> Tables.load(file, Tables.options(column, Header.AUTO, Missing.REFUSE)))
        .hasMessage(message);
  }

  @Test
  void shouldAskWhenSeveralColumnsCouldBeTheClass() throws IOException {
    Path names = tables().write("names.csv", "label,target,x\n1,0,0.5\n0,1,0.25\n");
    Path last = tables().write("last.csv", "x,class,label\n0.5,1,1\n0.25,0,0\n");
    Path nominal =
        tables()
            .write(
                "nominal.arff",
                "@relation r\n@attribute k {a,b}\n@attribute n numeric\n@data\na,0\nb,1\na,1\nb,0\n");
    assertThatThrownBy(() -> Tables.load(names))
        .hasMessageContaining("got column 1 ('label') and column 2 ('target') as possible classes");
    assertThatThrownBy(() -> Tables.load(last))
        .hasMessageContaining("got column 2 ('class') and column 3 ('label') as possible classes");
    assertThatThrownBy(() -> Tables.load(nominal))
        .hasMessageContaining("got column 1 ('k') and column 2 ('n') as possible classes");
  }

  @ParameterizedTest
  @CsvSource({"'y,a,class',2", "'a,y,b',1", "'x,y,b',2"})
  void shouldUseAColumnCalledYOnlyIfNothingElseIsTheClass(String header, int index)
      throws IOException {
    Dataset read = tables().read(header + "\n3,2,1\n3,2,1\n");
    assertThat(Tables.labels(read)[0]).isEqualTo(3 - index);
  }

  @Test
  void shouldNumberOtherLabelsAndAcceptTheSameNumbersForOtherFiles() throws IOException {
    // Given
    Path first = tables().write("first.csv", "1,no\n2,yes\n3,-\n");
    Path second = tables().write("second.csv", "1,yes\n2,yes\n");
    Path signs = tables().write("signs.csv", "1,-1\n2,+1\n3,1\n");
    // When
    List<String> summary = Tables.summary(Tables.load(first));
    // Then
    assertThat(summary)
        .contains(
            "labels: -=0, no=1, yes=2; for the same labels in other files: --class-names='-,no,yes'");
    assertThat(Tables.labels(Tables.load(second, Tables.classNames("-,no,yes"))))
        .containsExactly(2, 2);
    assertThat(Tables.load(second, Tables.classNames("-,no,yes")).classes()).isEqualTo(3);
    assertThat(Tables.labels(Tables.load(signs))).containsExactly(0, 1, 1);
    assertThatThrownBy(() -> Tables.load(first, Tables.classNames("no,yes")))
        .hasMessage(first + ", line 3: got class '-', expected one of [no, yes]");
  }

  @Test
  void shouldAcceptRealValuesAsClassesWhenTheyAreNamed() throws IOException {
    Path file = tables().write("t.csv", "1,0.5\n2,1\n3,1.50\n");
    assertThatThrownBy(() -> Tables.load(file))
        .hasMessageContaining("real-valued targets such as 0.5");
    assertThat(Tables.labels(Tables.load(file, Tables.classNames("0.5,1.0,1.5"))))
        .containsExactly(0, 1, 2);
  }

  @Test
  void shouldRefuseAConstantLastColumnBesideAFirstColumnOfClasses() throws IOException {
    var pixels = new StringBuilder();
    for (int row = 0; row < 60; row++) {
      pixels.append(row % 3).append(',').append(row).append(",0\n");
    }
    Path file = tables().write("t.csv", pixels.toString());
    assertThatThrownBy(() -> Tables.load(file))
        .hasMessageContaining("got one value, 0, in column 3")
        .hasMessageContaining("perhaps column 1");
  }

  /** Returns rows of a first column of classes 1 to 3, a measurement, and a last column. */
  private static String wholeNumbers(int lastValues) {
    var random = new Random(1);
    var rows = new StringBuilder();
    for (int row = 0; row < 200; row++) {
      rows.append(1 + row % 3).append(',').append(random.nextInt(60)).append(',');
      rows.append(lastValues == 2 ? row % 2 : 20 + random.nextInt(lastValues)).append('\n');
    }
    return rows.toString();
  }

  @Test
  void shouldWarnWhenTheFirstColumnLooksLikeAClassToo() throws IOException {
    // Given
    String warning =
        "warning: column 3 was taken as the class because it is the last; column 1 looks like a class too: if it is the class, choose it with --label-column 1";
    Path file = tables().write("t.csv", wholeNumbers(2));
    Path named = tables().write("named.csv", "a,b,class\n" + wholeNumbers(2));

    // When, Then
    assertThat(Tables.summary(Tables.load(file))).contains(warning);
    assertThat(Tables.summary(Tables.load(named))).noneMatch(line -> line.contains("warning"));
    for (String column : List.of("first", "last")) {
      assertThat(
              Tables.summary(
                  Tables.load(file, Tables.options(column, Header.AUTO, Missing.REFUSE))))
          .noneMatch(line -> line.contains("warning"));
    }
  }

  @Test
  void shouldRefuseALastColumnOfManyNumbersBesideAFirstColumnOfClasses() throws IOException {
    // Given: 15 different numbers, which no rule for one column refuses
    Path file = tables().write("t.csv", wholeNumbers(15));

    // When, Then
    assertThatThrownBy(() -> Tables.load(file))
        .hasMessage(
            file
                + ": got column 1 and column 3 as possible classes, expected one: choose with --label-column");
    assertThat(Tables.labels(Tables.load(file, Tables.options("1", Header.AUTO, Missing.REFUSE))))
        .containsOnly(1, 2, 3);
  }

  @Test
  void shouldNotDoubtALastColumnOfNames() throws IOException {
    // When
    Dataset read =
        tables().read(wholeNumbers(2).replace(",0\n", ",no\n").replace(",1\n", ",yes\n"));

    // Then
    assertThat(Tables.summary(read)).noneMatch(line -> line.contains("warning"));
  }

  @Test
  void shouldRefuseWholeNumberTargets() throws IOException {
    var random = new Random(1);
    var prices = new StringBuilder("x,price\n");
    for (int row = 0; row < 2000; row++) {
      prices.append(row).append(',').append(random.nextInt(200) * 1000).append('\n');
    }
    Path file = tables().write("t.csv", prices.toString());
    assertThatThrownBy(() -> Tables.load(file))
        .hasMessageContaining("got 200 different values in 2000 rows in column 2 ('price')");
    assertThat(
            Tables.load(file, Tables.options("price", Header.AUTO, Missing.REFUSE)).train().size())
        .isEqualTo(2000);
  }

  @Test
  void shouldWarnOfClassesThatDifferInCaseOnly() throws IOException {
    assertThat(Tables.summary(Tables.load(tables().write("t.csv", "1,yes\n2,Yes\n"))))
        .contains("warning: some classes differ only in upper and lower case");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no\u200b", "n\u00f6,no\u0308", "\uff4eo"})
  void shouldWarnOfClassesThatLookTheSame(String names) throws IOException {
    String rows = "1,no\n2," + String.join("\n3,", names.split(",")) + "\n";
    assertThat(Tables.summary(Tables.load(tables().write("t.csv", rows))))
        .anyMatch(line -> line.startsWith("warning: some classes look the same"));
  }

  @Test
  void shouldRefuseClassesThatAreNotInUtf8() throws IOException {
    Path file = directory.resolve("t.csv");
    Files.write(file, "x,class\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Tables.load(file)).hasMessageContaining("line 2: got class 'caf");
  }

  @Test
  void shouldReadClassNamesFromAFile() throws IOException {
    // Given
    Path names = tables().write("names.txt", "\ufeffDOWN\r\n\"a, b\",@home\n\n");
    Path file = tables().write("t.csv", "1,@home\n2,DOWN\n");
    // When
    Dataset read = Tables.load(file, Tables.classNames("@" + names));
    // Then
    assertThat(Tables.labels(read)).containsExactly(2, 0);
    String list = read.source().table().orElseThrow().classes().list();
    assertThat(list).isEqualTo("DOWN,\"a, b\",\"@home\"");
    assertThat(Tables.labels(Tables.load(file, Tables.classNames(list)))).containsExactly(2, 0);
    assertThatThrownBy(() -> Tables.classNames("@" + directory.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("class-names: got '@")
        .hasMessageContaining("expected a readable text file");
  }

  @Test
  void shouldRejectInvalidClassNames() {
    assertThatThrownBy(() -> Tables.classNames("a,,b"))
        .hasMessageStartingWith("class-names: got 'a,,b'");
    assertThatThrownBy(() -> Tables.classNames("1,1.0"))
        .hasMessageContaining("expected different names");
    assertThatThrownBy(() -> Tables.classNames("\"a")).hasMessageContaining("separated by commas");
  }

  @Test
  void shouldRejectTableOptionsForImages() {
    assertThatThrownBy(() -> Datasets.load("glyphs", null, 0, Tables.classNames("a,b")))
        .hasMessageStartingWith("dataset: got 'glyphs', expected one of elec2, insects, csv");
  }

  private Tables tables() {
    return new Tables(directory);
  }
}
